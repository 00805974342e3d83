import { describe, expect, it } from 'vitest'
import { LONGEST_TIMER_MS, Occurrence, pause, settles } from '../../../src/waiting/pause.js'

const never = new Promise<void>(() => {})
const LONG_MS = 60_000

describe('a pause', () => {
  it('ends when one of its signals fires', async () => {
    const controller = new AbortController()
    const paused = pause(LONG_MS, new AbortController().signal, controller.signal)
    controller.abort()
    await paused
  })

  it('is none where a signal has fired, or there is no time', async () => {
    await pause(LONG_MS, AbortSignal.abort())
    await pause(0)
    await pause(-1)
  })
})

describe('waiting for work', () => {
  it('ends when that has settled, either way', async () => {
    expect(await settles(Promise.resolve(), LONG_MS)).toBe(true)
    expect(await settles(Promise.reject(new Error('no')), LONG_MS)).toBe(true)
  })

  it('ends when its time is over, or a signal fires', async () => {
    expect(await settles(never, 1)).toBe(false)
    const controller = new AbortController()
    const waiting = settles(never, LONG_MS, controller.signal)
    controller.abort()
    expect(await waiting).toBe(false)
  })

  it('gives what needs no waiting the turn it needs, even where no time is left', async () => {
    expect(await settles(Promise.resolve(), 0)).toBe(true)
    expect(await settles(Promise.resolve(), -LONG_MS)).toBe(true)
  })
})

describe('an occurrence', () => {
  it('ends the waits for it that are under way, and none that begins later', () => {
    const occurrence = new Occurrence()
    const first = occurrence.next
    expect(occurrence.next).toBe(first)
    occurrence.happen()
    expect(first.aborted).toBe(true)
    expect(occurrence.next.aborted).toBe(false)
  })

  it('ends a pause at once', async () => {
    const occurrence = new Occurrence()
    const waiting = pause(LONGEST_TIMER_MS, occurrence.next)
    occurrence.happen()
    await waiting
  })

  it('may happen while nobody waits', () => {
    const occurrence = new Occurrence()
    occurrence.happen()
    expect(occurrence.next.aborted).toBe(false)
  })
})
