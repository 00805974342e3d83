import { describe, expect, it } from 'vitest'
import type { Client } from '../../../src/client/client.js'
import { FilterExpression } from '../../../src/consumer/filter-expression.js'
import { type ReceiveRequest, ReceiveRequestEncoder } from '../../../src/consumer/receive-request.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import type { MessageQueue } from '../../../src/route/message-queue.js'
import { apache } from '../../../src/wire/generated/protocol.js'

const { FilterType, ReceiveMessageRequest } = apache.rocketmq.v2

const client = {
  configuration: { namespace: 'tenant' },
  resource: (name: string) => ({ resourceNamespace: 'tenant', name }),
} as unknown as Client

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
const request: ReceiveRequest = {
  queue: first,
  filter: FilterExpression.tag('paid'),
  maxMessages: 32,
  invisibleDurationMs: 60_000,
  awaitDurationMs: 20_500,
}

const decode = (bytes: Buffer) => ReceiveMessageRequest.decode(bytes)

describe('the request of a poll', () => {
  it('is one message to the server, though it is encoded in two pieces', () => {
    const sent = decode(new ReceiveRequestEncoder(client, 'workers').encode(request))
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

  it('tells what changes from poll to poll, and each queue its own name', () => {
    const encoder = new ReceiveRequestEncoder(client, 'workers')
    encoder.encode(request)
    const filter = FilterExpression.sql('a > 1')
    const changed = { ...request, filter, maxMessages: 1, invisibleDurationMs: 30_000, attemptId: 'again' }
    expect(decode(encoder.encode(changed))).toMatchObject({
      messageQueue: { broker: { name: 'broker-a' } },
      filterExpression: { type: FilterType.SQL, expression: 'a > 1' },
      batchSize: 1,
      autoRenew: false,
      attemptId: 'again',
    })
    expect(decode(encoder.encode({ ...request, queue: queue('broker-b') }))).toMatchObject({
      messageQueue: { broker: { name: 'broker-b' } },
      filterExpression: { expression: 'paid' },
    })
  })
})
