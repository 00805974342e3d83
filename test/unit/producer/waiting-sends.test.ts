import { describe, expect, it } from 'vitest'
import { RocketMQError } from '../../../src/errors.js'
import type { PublishingTopic } from '../../../src/producer/publishing-topic.js'
import {
  type WaitingSend,
  WaitingSends,
  type WaitingSendsOptions,
} from '../../../src/producer/waiting-sends.js'
import { activeTimers, settle } from '../../support/manual-handler.js'

/** A line of sends that writes down what becomes of each. */
class Line {
  readonly events: string[] = []
  readonly sends: WaitingSends

  constructor(options: Partial<WaitingSendsOptions> = {}) {
    this.sends = new WaitingSends({
      start: async () => {},
      prepare: async name => ({ name }) as PublishingTopic,
      limits: undefined,
      ...options,
    })
  }

  add(name: string, more: Partial<WaitingSend> = {}): void {
    this.sends.add({
      topic: 'orders',
      bodyBytes: 10,
      deadline: performance.now() + 60_000,
      signal: undefined,
      proceed: topic => this.events.push(`${name} to ${topic.name}`),
      fail: error => this.events.push(`${name} ${error.code}`),
      ...more,
    })
  }
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
    expect(line.sends.has('orders')).toBe(true)
    await line.sends.idle()
    expect(line.events.filter(event => event.endsWith('orders'))).toEqual([
      '1 to orders',
      '2 to orders',
      '3 to orders',
    ])
    expect(line.events).toContain('x to other')
    expect(prepared).toEqual(['orders', 'other'])
    expect(line.sends.has('orders')).toBe(false)
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
    line.add('1', { deadline: performance.now() + 30_000 })
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
    const failed = new Promise<RocketMQError>(fail =>
      line.add('1', { deadline: performance.now() + 20, fail }),
    )
    expect(await failed).toMatchObject({ code: 'TIMEOUT', retryable: true })
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
    const failures: RocketMQError[] = []
    const line = new Line({
      start: timeoutMs =>
        new Promise((_, reject) => {
          const reason = new RocketMQError('UNAVAILABLE', 'nothing listens', { retryable: true })
          setTimeout(() => reject(reason), timeoutMs)
        }),
    })
    line.add('1', { deadline: performance.now() + 300, fail: error => failures.push(error) })
    await line.sends.idle()
    expect(failures).toMatchObject([{ code: 'TIMEOUT', cause: { code: 'UNAVAILABLE' } }])
    expect(failures[0]?.message).toContain('nothing listens')
  })

  it('are given up when their time is over, each at its own', async () => {
    let attempts = 0
    const line = new Line({
      prepare: async name => {
        if (++attempts === 1) throw new RocketMQError('UNAVAILABLE', 'gone', { retryable: true })
        return { name } as PublishingTopic
      },
    })
    line.add('late', { deadline: performance.now() - 1 })
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
    const line = new Line({ limits: { sends: 3, bytes: 100 } })
    line.add('huge', { bodyBytes: 1_000 })
    line.add('1')
    await line.sends.idle()
    for (const name of ['a', 'b', 'c', 'd']) line.add(name)
    line.add('e', { bodyBytes: 90 })
    await line.sends.idle()
    expect(line.events).toEqual([
      '1 FULL',
      'huge to orders',
      'd FULL',
      'e FULL',
      'a to orders',
      'b to orders',
      'c to orders',
    ])
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
