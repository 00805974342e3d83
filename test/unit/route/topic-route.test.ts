import { describe, expect, it } from 'vitest'
import { Endpoints } from '../../../src/route/endpoints.js'
import { isReadable, isWritable, type MessageQueue, TopicRoute } from '../../../src/route/topic-route.js'

function queue(fields: Partial<Omit<MessageQueue, 'endpoints'>> & { at?: string } = {}): MessageQueue {
  const { at = '10.0.0.1:8081', ...rest } = fields
  return {
    topic: 'orders',
    id: 0,
    permission: 'READ_WRITE',
    brokerName: 'broker-a',
    brokerId: 0,
    endpoints: Endpoints.parse(at),
    acceptMessageTypes: ['NORMAL'],
    ...rest,
  }
}

describe('a queue', () => {
  it.each([
    ['NONE', false, false],
    ['READ', true, false],
    ['WRITE', false, true],
    ['READ_WRITE', true, true],
  ] as const)('of permission %s may be read (%s) and written (%s)', (permission, readable, writable) => {
    expect(isReadable(queue({ permission }))).toBe(readable)
    expect(isWritable(queue({ permission }))).toBe(writable)
  })
})

describe('a topic route', () => {
  const a0 = queue()
  const a1 = queue({ id: 1 })
  const readOnly = queue({ id: 2, permission: 'READ', brokerName: 'broker-b', at: '10.0.0.2:8081' })
  const writeOnly = queue({ id: 0, permission: 'WRITE', brokerName: 'broker-c', at: '10.0.0.2:8081' })
  const replica = queue({ brokerId: 1, at: '10.0.0.3:8081' })
  const all = [readOnly, writeOnly, replica, a0, a1]

  it('writes to masters that may be written', () => {
    expect(new TopicRoute('orders', all).writableQueues).toEqual([writeOnly, a0, a1])
  })

  it('reads one queue of each master that may be read, because a poll covers its broker', () => {
    expect(new TopicRoute('orders', all).readableBrokers).toEqual([readOnly, a0])
  })

  it('names each endpoint once, and no replica’s', () => {
    expect(new TopicRoute('orders', all).endpointsList.map(String)).toEqual([
      '10.0.0.2:8081',
      '10.0.0.1:8081',
    ])
  })

  it('can be empty', () => {
    const route = new TopicRoute('orders', [])
    const empty = { writableQueues: [], readableBrokers: [], endpointsList: [], acceptMessageTypes: [] }
    expect(route).toMatchObject(empty)
  })

  it('takes the types that its queues take', () => {
    const queues = [queue(), queue({ acceptMessageTypes: ['NORMAL', 'FIFO'] })]
    expect(new TopicRoute('orders', queues).acceptMessageTypes).toEqual(['NORMAL', 'FIFO'])
  })

  it('equals another that says the same in another order', () => {
    expect(new TopicRoute('orders', [a0, a1]).equals(new TopicRoute('orders', [a1, queue()]))).toBe(true)
  })

  it.each([
    ['topic', new TopicRoute('payments', [queue()])],
    ['number of queues', new TopicRoute('orders', [a0, a1])],
    ['id', new TopicRoute('orders', [queue({ id: 7 })])],
    ['permission', new TopicRoute('orders', [queue({ permission: 'READ' })])],
    ['broker', new TopicRoute('orders', [queue({ brokerName: 'broker-z' })])],
    ['replica', new TopicRoute('orders', [queue({ brokerId: 1 })])],
    ['endpoints', new TopicRoute('orders', [queue({ at: '10.0.0.9:8081' })])],
    ['types', new TopicRoute('orders', [queue({ acceptMessageTypes: ['FIFO'] })])],
  ])('does not equal one of another %s', (_, other) => {
    expect(new TopicRoute('orders', [a0]).equals(other)).toBe(false)
  })
})
