import type { Client } from '../client/client.js'
import type { MessageView } from '../message/message-view.js'
import { GroupCalls } from '../remoting/group-calls.js'
import type { MessageQueue } from '../route/topic-route.js'
import type { ProcessTrace, TracedClient, TracedSettlement, Tracing } from '../stats/tracing.js'
import { ConsumerCounter } from './consumer-counter.js'

/** A client as a member of a consumer group: what all parts of a consumer work with. */
export class GroupMember {
  readonly client: Client
  readonly group: string
  readonly calls: GroupCalls
  readonly counter = new ConsumerCounter()
  /** Where the application traces. */
  readonly tracing: ConsumerTracing | undefined

  constructor(client: Client, group: string) {
    this.client = client
    this.group = group
    this.calls = new GroupCalls(client, group)
    const { id: clientId, kind, configuration } = client
    const { tracing, namespace } = configuration
    this.tracing =
      tracing && new ConsumerTracing(tracing, { kind, clientId, namespace, consumerGroup: group })
  }
}

/** A consumer's side of tracing. Without a tracer there is none of these, and nothing is called. */
class ConsumerTracing {
  readonly #tracing: Tracing
  readonly #client: TracedClient

  constructor(tracing: Tracing, client: TracedClient) {
    this.#tracing = tracing
    this.#client = client
  }

  /** @param startedAt when the poll began, on the clock of `performance.now()` */
  received({ topic, endpoints }: MessageQueue, startedAt: number, messages: readonly MessageView[]): void {
    this.#tracing.received?.(this.#client, { topic, endpoint: endpoints.key, startedAt, messages })
  }

  settled(settlement: TracedSettlement): void {
    this.#tracing.settled?.(this.#client, settlement)
  }

  /** @param batch whether the handler takes batches */
  startProcess(messages: readonly MessageView[], batch: boolean): ProcessTrace {
    return this.#tracing.startProcess(this.#client, { topic: messages[0]?.topic ?? '', batch, messages })
  }
}
