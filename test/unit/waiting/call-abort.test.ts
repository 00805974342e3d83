import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CallAbort, type Grace } from '../../../src/waiting/abort-listeners.js'
import { isHeld } from '../../support/garbage.js'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function watched(grace?: Grace) {
  const controller = new AbortController()
  const cancel = vi.fn()
  return { controller, cancel, watch: new CallAbort(controller.signal, grace, cancel) }
}

describe('a call whose signal fires', () => {
  it('is cancelled at once without a grace', () => {
    const { controller, cancel } = watched()
    controller.abort()
    expect(cancel).toHaveBeenCalledOnce()
  })

  it('is cancelled when its grace is over', () => {
    const { controller, cancel } = watched({ steps: 2, stepMs: 50, answered: () => false })
    controller.abort()
    vi.advanceTimersByTime(99)
    expect(cancel).not.toHaveBeenCalled()
    vi.advanceTimersByTime(2)
    expect(cancel).toHaveBeenCalledOnce()
  })

  it('goes on if its answer arrives within the grace', () => {
    let answered = false
    const { controller, cancel } = watched({ steps: 2, stepMs: 50, answered: () => answered })
    controller.abort()
    vi.advanceTimersByTime(60)
    answered = true
    vi.advanceTimersByTime(1_000)
    expect(cancel).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('goes on if its answer was waiting in the socket when the grace ended', () => {
    let answered = false
    // Sockets are read between timers and immediates.
    setTimeout(() => {
      setImmediate(() => {
        answered = true
      })
    }, 100)
    const { controller, cancel } = watched({ steps: 2, stepMs: 50, answered: () => answered })
    controller.abort()
    vi.advanceTimersByTime(1_000)
    expect([answered, cancel.mock.calls.length, vi.getTimerCount()]).toEqual([true, 0, 0])
  })

  it('is left alone once it is over', () => {
    const { controller, cancel, watch } = watched({ steps: 2, stepMs: 50, answered: () => false })
    controller.abort()
    watch.close()
    vi.advanceTimersByTime(1_000)
    const other = watched()
    other.watch.close()
    other.controller.abort()
    expect([cancel, other.cancel].map(each => each.mock.calls.length)).toEqual([0, 0])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is let go of once it is over, whoever still holds the watch', async () => {
    vi.useRealTimers()
    const { signal } = new AbortController()
    const open = () => {
      const call = { cancel: () => {}, steps: 2, stepMs: 50, answered: () => false }
      return { call: new WeakRef(call), watch: new CallAbort(signal, call, call.cancel) }
    }
    const { call, watch } = open()
    expect(await isHeld(call)).toBe(true)
    watch.close()
    expect(await isHeld(call)).toBe(false)
  })
})
