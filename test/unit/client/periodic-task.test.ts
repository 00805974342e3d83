import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PeriodicTask } from '../../../src/client/periodic-task.js'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function task(run: () => void | Promise<void>, onError: (error: unknown) => void = () => {}) {
  return new PeriodicTask(1_000, run, onError)
}

describe('a periodic task', () => {
  it('runs after its interval, again and again', async () => {
    const run = vi.fn()
    task(run).start()
    await vi.advanceTimersByTimeAsync(999)
    expect(run).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(run).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(3_000)
    expect(run).toHaveBeenCalledTimes(4)
  })

  it('of an interval that no timer holds does not run all the time', async () => {
    const run = vi.fn()
    new PeriodicTask(1e12, run).start()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(run).not.toHaveBeenCalled()
  })

  it('never overlaps itself: the interval counts from the end of a run', async () => {
    const run = vi.fn(() => new Promise<void>(resolve => setTimeout(resolve, 5_000)))
    task(run).start()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(run).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(2_200)
    expect(run).toHaveBeenCalledTimes(2)
  })

  it('survives a run that fails, and tells of it', async () => {
    const errors: unknown[] = []
    const run = vi.fn(() => Promise.reject(new Error('once more')))
    task(run, error => errors.push(error)).start()
    await vi.advanceTimersByTimeAsync(2_200)
    expect([run.mock.calls.length, errors.length]).toEqual([2, 2])
  })

  it('runs at once when asked to, and joins the run that is under way', async () => {
    const run = vi.fn(() => new Promise<void>(resolve => setTimeout(resolve, 50)))
    const periodic = task(run)
    periodic.start()
    const both = [periodic.runNow(), periodic.runNow()]
    await vi.advanceTimersByTimeAsync(50)
    await Promise.all(both)
    expect(run).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(run).toHaveBeenCalledTimes(2)
  })

  it('is stopped when the run under way has ended, and leaves no timer', async () => {
    let ended = false
    const run = () =>
      new Promise<void>(resolve => {
        setTimeout(() => {
          ended = true
          resolve()
        }, 50)
      })
    const periodic = task(run)
    periodic.start()
    await vi.advanceTimersByTimeAsync(1_020)
    const stopped = periodic.stop().then(() => ended)
    await vi.advanceTimersByTimeAsync(50)
    expect(await stopped).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('runs no more after it was stopped, even when asked to', async () => {
    const run = vi.fn()
    const periodic = task(run)
    await periodic.stop()
    periodic.start()
    await periodic.runNow()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(run).not.toHaveBeenCalled()
  })
})
