import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LossWatch } from '../../../src/client/loss-watch.js'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => vi.useRealTimers())

it('tells of servers that are gone for some seconds on end, not of one that comes back', async () => {
  let reached = true
  const watch = new LossWatch(() => reached)
  await vi.advanceTimersByTimeAsync(60_000)
  reached = false
  await vi.advanceTimersByTimeAsync(2_000)
  reached = true
  await vi.advanceTimersByTimeAsync(1_000)
  reached = false
  await vi.advanceTimersByTimeAsync(2_000)
  expect(watch.lost.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(watch.lost.aborted).toBe(true)
  await watch.end()
  expect(vi.getTimerCount()).toBe(0)
})
