import { describe, expect, it } from 'vitest'
import { FilterExpression } from '../../../src/consumer/subscriptions.js'
import { GroupCalls, type Poll } from '../../../src/remoting/group-calls.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import type { MessageQueue } from '../../../src/route/topic-route.js'
import { apache } from '../../../src/wire/generated/protocol.js'

const { FilterType, ReceiveMessageRequest } = apache.rocketmq.v2

/** The calls of a group, and the poll that it sent last. */
function given() {
  let sent: Buffer = Buffer.alloc(0)
  const rpc = {
    resource: (name: string) => ({ resourceNamespace: 'tenant', name }),
    streamEncoded: async (...call: unknown[]) => {
      sent = call[2] as Buffer
    },
  }
  const configuration = { namespace: 'tenant', requestTimeoutMs: 3_000 }
  const calls = new GroupCalls({ rpc: rpc as never, configuration }, 'workers')
  return async (poll: Poll) => {
    await calls.receive(poll, { status: undefined, handedOverAt: undefined, take: () => {} })
    return ReceiveMessageRequest.decode(sent)
  }
}

function queue(brokerName: string): MessageQueue {
  return {
    topic: 'orders',
    id: -1,
    permission: 'READ_WRITE',
    brokerName,
    brokerId: 0,
    endpoints: Endpoints.parse('127.0.0.1:8081'),
    acceptMessageTypes: ['NORMAL'],
  }
}

const first = queue('broker-a')
const request: Poll = {
  queue: first,
  filter: FilterExpression.tag('paid'),
  maxMessages: 32,
  invisibleDurationMs: 60_000,
  awaitDurationMs: 20_500,
}

describe('the request of a poll', () => {
  it('is one message to the server, though it is encoded in two pieces', async () => {
    const sent = await given()(request)
    expect(sent).toMatchObject({
      group: { resourceNamespace: 'tenant', name: 'workers' },
      messageQueue: {
        topic: { resourceNamespace: 'tenant', name: 'orders' },
        id: -1,
        broker: { name: 'broker-a', endpoints: { addresses: [{ host: '127.0.0.1', port: 8081 }] } },
      },
      filterExpression: { type: FilterType.TAG, expression: 'paid' },
      batchSize: 32,
      autoRenew: false,
      invisibleDuration: { nanos: 0 },
      longPollingTimeout: { nanos: 500_000_000 },
    })
    expect([Number(sent.invisibleDuration?.seconds), sent.attemptId]).toEqual([60, null])
  })

  it('tells what changes from poll to poll, and each queue its own name', async () => {
    const poll = given()
    await poll(request)
    const filter = FilterExpression.sql('a > 1')
    const changed = { ...request, filter, maxMessages: 1, invisibleDurationMs: 30_000, attemptId: 'again' }
    expect(await poll(changed)).toMatchObject({
      messageQueue: { broker: { name: 'broker-a' } },
      filterExpression: { type: FilterType.SQL, expression: 'a > 1' },
      batchSize: 1,
      autoRenew: false,
      attemptId: 'again',
    })
    expect(await poll({ ...request, queue: queue('broker-b') })).toMatchObject({
      messageQueue: { broker: { name: 'broker-b' } },
      filterExpression: { expression: 'paid' },
    })
  })
})
