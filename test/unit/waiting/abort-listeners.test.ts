import { getEventListeners } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { listenForAbort, stopListening } from '../../../src/waiting/abort-listeners.js'

describe('those who wait for an abort', () => {
  it('share one listener of the signal, which goes with the last of them', () => {
    const { signal } = new AbortController()
    const all = Array.from({ length: 1_000 }, () => () => {})
    for (const each of all) listenForAbort(signal, each)
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    for (const each of all) stopListening(signal, each)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('are told once each, whether function or object', () => {
    const controller = new AbortController()
    const both = [vi.fn(), vi.fn()] as const
    listenForAbort(controller.signal, both[0])
    listenForAbort(controller.signal, { handleEvent: both[1] })
    controller.abort()
    controller.abort()
    expect(both.map(each => each.mock.calls.length)).toEqual([1, 1])
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  })

  it('are not told after they left, not even by one who was told before them', () => {
    const controller = new AbortController()
    const { signal } = controller
    const gone = vi.fn()
    listenForAbort(signal, () => stopListening(signal, gone))
    listenForAbort(signal, gone)
    controller.abort()
    expect(gone).not.toHaveBeenCalled()
  })

  it('may come again after all had left', () => {
    const controller = new AbortController()
    const told = vi.fn()
    listenForAbort(controller.signal, told)
    stopListening(controller.signal, told)
    listenForAbort(controller.signal, told)
    controller.abort()
    expect(told).toHaveBeenCalledTimes(1)
  })

  it('may leave whom nobody ever told to wait', () => {
    expect(() => stopListening(new AbortController().signal, () => {})).not.toThrow()
  })
})
