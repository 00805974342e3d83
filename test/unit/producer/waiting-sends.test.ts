import { describe, expect, it } from 'vitest'
import { BatchBudget } from '../../../src/batch/lane-scheduler.js'
import { RocketMQError } from '../../../src/errors.js'
import type { SendReceipt } from '../../../src/producer/dispatcher.js'
import { Envelope } from '../../../src/producer/envelope.js'
import type { PublishingTopic } from '../../../src/producer/publishing-topic.js'
import { WaitingSends, type WaitingSendsOptions } from '../../../src/producer/waiting-sends.js'
import { SendEncoder } from '../../../src/wire/send-codec.js'
import { activeTimers, settle } from '../../support/manual-handler.js'

interface Waiting {
  topic: string
  body: string
  /** When it is given up, in milliseconds from now. */
  inMs: number
  signal: AbortSignal
}

interface LineOptions extends Partial<WaitingSendsOptions> {
  /** What may wait, in messages and in bytes; `FULL` rejects what is more. */
  bounds?: { bufferSize: number; bufferBytes: number }
}

/** A line of sends that writes down what becomes of each. */
class Line {
  readonly events: string[] = []
  readonly failures: RocketMQError[] = []
  readonly sends: WaitingSends

  constructor({ bounds = { bufferSize: 1_000, bufferBytes: 1_000_000 }, ...options }: LineOptions = {}) {
    this.sends = new WaitingSends(
      {
        start: async () => {},
        prepare: async name => ({ name }) as PublishingTopic,
        proceed: async (topic, { tag }) => {
          this.events.push(`${tag} to ${topic.name}`)
          return {} as SendReceipt
        },
        fail: ({ tag }, error) => {
          this.events.push(`${tag} ${error.code}`)
          this.failures.push(error)
        },
        ...options,
      },
      { ...bounds, onFull: 'reject' },
      new BatchBudget(bounds.bufferSize, bounds.bufferBytes),
    )
  }

  /** Its promise is settled as its event says. */
  add(name: string, more: Partial<Waiting> = {}): void {
    this.sends.add(envelopeOf(name, more)).catch(error => expect(this.failures).toContain(error))
  }
}

function envelopeOf(tag: string, more: Partial<Waiting> = {}): Envelope {
  const { topic = 'orders', body = '0123456789', inMs = 60_000, signal } = more
  const envelope = new Envelope()
  envelope.fill({ topic, body, tag })
  envelope.bodyBytes = body.length
  envelope.stamp(performance.now(), inMs)
  envelope.signal = signal
  return envelope
}

describe('sends that wait for their topic', () => {
  it('go on in the order they came, with one preparation for all of a topic', async () => {
    const prepared: string[] = []
    const line = new Line({
      prepare: async name => {
        prepared.push(name)
        await settle()
        return { name } as PublishingTopic
      },
    })
    for (const name of ['1', '2']) line.add(name)
    line.add('x', { topic: 'other' })
    line.add('3')
    expect(line.sends.openings.has('orders')).toBe(true)
    await line.sends.idle()
    expect(line.events.filter(event => event.endsWith('orders'))).toEqual([
      '1 to orders',
      '2 to orders',
      '3 to orders',
    ])
    expect(line.events).toContain('x to other')
    expect(prepared).toEqual(['orders', 'other'])
    expect(line.sends.openings.has('orders')).toBe(false)
    expect(line.sends.count).toBe(0)
  })

  it('outlast a server that is not up yet', async () => {
    const waits: number[] = []
    const line = new Line({
      start: async timeoutMs => {
        waits.push(timeoutMs)
        if (waits.length === 1) throw new RocketMQError('UNAVAILABLE', 'nothing listens', { retryable: true })
      },
    })
    line.add('1', { inMs: 30_000 })
    line.add('2')
    await line.sends.idle()
    expect(line.events).toEqual(['1 to orders', '2 to orders'])
    // First as long as the first one has, then as long as the one that came after it.
    expect(waits.map(wait => Math.round(wait / 10_000))).toEqual([3, 6])
  })

  it.each([
    ['a wrong secret', new RocketMQError('UNAUTHORIZED', 'no')],
    ['the port of another service', new RocketMQError('WRONG_PROTOCOL', 'no', { retryable: true })],
  ])('all fail at once with %s, and the next one tries anew', async (_, failure) => {
    let starts = 0
    const line = new Line({
      start: async () => {
        if (++starts === 1) throw failure
      },
    })
    line.add('1')
    line.add('2')
    await line.sends.idle()
    line.add('3')
    await line.sends.idle()
    expect(line.events).toEqual([`1 ${failure.code}`, `2 ${failure.code}`, '3 to orders'])
  })

  it('are given up at their time though nothing answers, and leave no timer', async () => {
    const timers = activeTimers()
    const line = new Line({ start: () => new Promise(() => {}) })
    await expect(line.sends.add(envelopeOf('1', { inMs: 20 }))).rejects.toMatchObject({
      code: 'TIMEOUT',
      retryable: true,
    })
    expect(line.sends.count).toBe(0)
    expect(activeTimers()).toBeLessThanOrEqual(timers)
  })

  it('outlast a route that cannot be had for a while', async () => {
    let attempts = 0
    const line = new Line({
      prepare: async name => {
        if (++attempts < 3) throw new RocketMQError('UNAVAILABLE', 'gone', { retryable: true })
        return { name } as PublishingTopic
      },
    })
    line.add('1')
    await line.sends.idle()
    expect(line.events).toEqual(['1 to orders'])
    expect(attempts).toBe(3)
  })

  it('fail at once where another attempt would not help', async () => {
    const line = new Line({ prepare: () => Promise.reject(new RocketMQError('TOPIC_NOT_FOUND', 'no')) })
    line.add('1')
    await line.sends.idle()
    expect(line.events).toEqual(['1 TOPIC_NOT_FOUND'])
  })

  it('say why the start failed that their time ran out with', async () => {
    const line = new Line({
      start: timeoutMs =>
        new Promise((_, reject) => {
          const reason = new RocketMQError('UNAVAILABLE', 'nothing listens', { retryable: true })
          setTimeout(() => reject(reason), timeoutMs)
        }),
    })
    line.add('1', { inMs: 300 })
    await line.sends.idle()
    expect(line.failures).toMatchObject([{ code: 'TIMEOUT', cause: { code: 'UNAVAILABLE' } }])
    expect(line.failures[0]?.message).toContain('nothing listens')
  })

  it('are given up when their time is over, each at its own', async () => {
    let attempts = 0
    const line = new Line({
      prepare: async name => {
        if (++attempts === 1) throw new RocketMQError('UNAVAILABLE', 'gone', { retryable: true })
        return { name } as PublishingTopic
      },
    })
    line.add('late', { inMs: -1 })
    line.add('young')
    await line.sends.idle()
    expect(line.events).toEqual(['late TIMEOUT', 'young to orders'])
  })

  it('leave at once when their signal fires, and leave no listener', async () => {
    const controller = new AbortController()
    const line = new Line({ start: () => settle() })
    line.add('1', { signal: controller.signal })
    line.add('2')
    controller.abort()
    expect(line.events).toEqual(['1 ABORTED'])
    expect(line.sends.count).toBe(1)
    await line.sends.idle()
    expect(line.events).toEqual(['1 ABORTED', '2 to orders'])
  })

  it('are refused above the bounds, one larger alone aside', async () => {
    const bytes = SendEncoder.sizeBound(envelopeOf('1'))
    const line = new Line({ bounds: { bufferSize: 3, bufferBytes: 4 * bytes } })
    line.add('huge', { body: 'x'.repeat(10 * bytes) })
    line.add('1')
    await line.sends.idle()
    for (const name of ['a', 'b', 'c', 'd']) line.add(name)
    await line.sends.idle()
    for (const name of ['e', 'f']) line.add(name)
    line.add('g', { body: 'x'.repeat(3 * bytes) })
    await line.sends.idle()
    expect(line.events).toEqual([
      '1 FULL',
      'huge to orders',
      'd FULL',
      'a to orders',
      'b to orders',
      'c to orders',
      'g FULL',
      'e to orders',
      'f to orders',
    ])
  })

  it('count for the bounds of all messages, and make room as they go on', async () => {
    const line = new Line({ bounds: { bufferSize: 2, bufferBytes: 1_000_000 } })
    line.add('1')
    line.add('2', { topic: 'other' })
    line.add('3', { topic: 'third' })
    await line.sends.idle()
    line.add('4', { topic: 'third' })
    await line.sends.idle()
    expect(line.events).toEqual(['3 FULL', '1 to orders', '2 to other', '4 to third'])
  })

  it('are given up at the deadline of close(), which says how many, and leaves no timer', async () => {
    const timers = activeTimers()
    const line = new Line({ start: () => new Promise(() => {}) })
    line.add('1')
    line.add('2')
    expect(await line.sends.close(performance.now() + 5)).toBe(2)
    expect(line.events).toEqual(['1 CLOSED', '2 CLOSED'])
    expect(activeTimers()).toBeLessThanOrEqual(timers)
  })
})
