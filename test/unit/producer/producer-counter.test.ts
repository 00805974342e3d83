import { describe, expect, it } from 'vitest'
import { RocketMQError } from '../../../src/errors.js'
import { Envelope } from '../../../src/producer/envelope.js'
import { ProducerCounter } from '../../../src/producer/producer-counter.js'
import { channels } from '../../../src/stats/channels.js'

function envelope(): Envelope {
  const made = new Envelope()
  made.fill({ topic: 'orders', body: 'hello' }, 'NORMAL', 5)
  return Object.assign(made, { messageId: 'id', sentAt: 100, storedAt: 112 })
}

describe('the counters of a producer', () => {
  it('tell of sends, outcomes, bytes and latency, and of errors by code', () => {
    const counter = new ProducerCounter('client')
    for (let n = 0; n < 3; n++) counter.noteSend()
    counter.noteRetry()
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
