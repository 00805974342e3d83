import type { EmbeddedProxy } from '../../src/testing/index.js'
import type { apache } from '../../src/wire/generated/protocol.js'

type Queue = apache.rocketmq.v2.IMessageQueue

/** From now on a double's routes and assignments name, in place of each queue, what `change` makes of it. */
export function reroute(proxy: EmbeddedProxy, change: (queue: Queue) => Queue[]): void {
  proxy.faults.always('QueryRoute', {
    change: reply => ({ ...reply, messageQueues: (reply.messageQueues ?? []).flatMap(change) }),
  })
  proxy.faults.always('QueryAssignment', {
    change: reply => ({
      ...reply,
      assignments: (reply.assignments ?? []).flatMap(each =>
        each.messageQueue ? change(each.messageQueue).map(messageQueue => ({ ...each, messageQueue })) : [],
      ),
    }),
  })
}
