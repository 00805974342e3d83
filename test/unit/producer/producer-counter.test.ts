import { describe, expect, it } from 'vitest'
import { RocketMQError } from '../../../src/errors.js'
import { Envelope } from '../../../src/producer/envelope.js'
import { ProducerCounter } from '../../../src/producer/producer-counter.js'
import { channels } from '../../../src/stats/channels.js'

function envelope(topic = 'orders'): Envelope {
  const made = new Envelope()
  made.fill({ topic, body: 'hello' })
  return Object.assign(made, { bodyBytes: 5, messageId: 'id', sentAt: 100, storedAt: 112 })
}

describe('the counters of a producer', () => {
  it('tell of sends, outcomes, bytes and latency, and of errors by code', () => {
    const counter = new ProducerCounter('client')
    for (let n = 0; n < 3; n++) counter.noteSend('orders')
    counter.noteRetry('orders')
    counter.noteSuccess(envelope())
    counter.noteFailure(envelope(), new RocketMQError('TIMEOUT', 'late'))
    counter.noteFailure(envelope(), new RocketMQError('FULL', 'full'))
    expect(counter.stats(7, 8)).toMatchObject({
      sent: 3,
      succeeded: 1,
      failed: 2,
      retries: 1,
      bytes: 5,
      inFlight: 7,
      buffered: 8,
      latencyMs: { count: 1, max: 12 },
      errors: { TIMEOUT: 1, FULL: 1 },
    })
  })

  it('tell the same of each topic', () => {
    const counter = new ProducerCounter('client')
    for (const topic of ['orders', 'bills', 'orders']) counter.noteSend(topic)
    counter.noteRetry('bills')
    for (const topic of ['orders', 'bills']) counter.noteSuccess(envelope(topic))
    counter.noteFailure(envelope(), new RocketMQError('TIMEOUT', 'late'))
    const { byTopic, ...total } = counter.stats(0, 0)
    expect(Object.keys(byTopic)).toEqual(['orders', 'bills'])
    const common = { succeeded: 1, bytes: 5, latencyMs: { count: 1, sum: 12 } }
    expect(byTopic.orders).toMatchObject({
      ...common,
      sent: 2,
      failed: 1,
      retries: 0,
      errors: { TIMEOUT: 1 },
    })
    expect(byTopic.bills).toMatchObject({ ...common, sent: 1, failed: 0, retries: 1, errors: {} })
    expect(total).toMatchObject({ sent: 3, succeeded: 2, failed: 1, retries: 1, bytes: 10 })
  })

  it('are told to whoever listens on the channel', () => {
    const told: unknown[] = []
    const listen = (message: unknown) => void told.push(message)
    channels.sendEnd.subscribe(listen)
    const error = new RocketMQError('TIMEOUT', 'late')
    const counter = new ProducerCounter('client')
    counter.noteSuccess(envelope())
    counter.noteFailure(envelope(), error)
    channels.sendEnd.unsubscribe(listen)
    const common = { clientId: 'client', topic: 'orders', messageId: 'id' }
    expect(told).toMatchObject([
      { ...common, durationMs: 12, error: undefined },
      { ...common, error },
    ])
  })
})
