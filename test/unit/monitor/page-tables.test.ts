import { describe, expect, it } from 'vitest'
import { ConsumerCounter } from '../../../src/consumer/consumer-counter.js'
import { ProducerCounter } from '../../../src/producer/producer-counter.js'
import { messageView } from '../../support/message-views.js'

/** The page's own modules run in the browser and have no types. */
const asset = (name: string) =>
  import(new URL(`../../../src/monitor/page/assets/${name}`, import.meta.url).href)
const { ownersOf, Topics } = await asset('tables.js')

describe('the names of clients on the live page', () => {
  const client = (clientId: string, consumerGroup?: string) => ({ clientId, consumerGroup })

  it('are the group, or what a client is, with a number only where it is needed', () => {
    const producers = [client('host@1@0@a'), client('host@1@3@b')]
    const consumers = [client('host@1@1@c', 'workers'), client('host@1@2@d', 'audit')]
    expect(Object.fromEntries(ownersOf({ producers, consumers }))).toEqual({
      'host@1@0@a': 'producer 0',
      'host@1@3@b': 'producer 3',
      'host@1@1@c': 'workers',
      'host@1@2@d': 'audit',
    })
    expect(ownersOf({ producers: producers.slice(1), consumers }).get('host@1@3@b')).toBe('producer')
  })
})

describe('the topics on the live page', () => {
  it('add up what all clients do, with the rates of the latest seconds, the busiest first', () => {
    const producer = new ProducerCounter('a')
    const consumer = new ConsumerCounter()
    const held = { inFlight: 0, receiveFailingMs: 0, ackFailingMs: 0, cachedMessages: 0, cachedBytes: 0 }
    const receive = (topic: string) =>
      consumer.noteReceived(messageView({ topic, deliveryAttempt: 1, bornTimestamp: new Date() }))
    const snapshot = (at: number) => ({
      at,
      producers: [{ clientId: 'a', ...producer.stats(0, 0) }],
      consumers: [
        { clientId: 'b', ...consumer.stats(held), cachedByTopic: { orders: { messages: 2, bytes: 9 } } },
      ],
    })
    const topics = new Topics()
    receive('bills')
    topics.rows(snapshot(1_000))
    for (let index = 0; index < 6; index++) receive('orders')
    consumer.noteConsumed('orders', 4)
    consumer.noteFailed('orders', 8)
    const rows = topics.rows(snapshot(3_000))
    expect(rows).toMatchObject([
      { topic: 'orders', receiveRate: 3, received: 6, consumed: 1, failed: 1, cached: 2 },
      { topic: 'bills', receiveRate: 0, received: 1 },
    ])
    expect(rows[0].handlerMs).toEqual({ count: 2, sum: 12 })
  })
})
