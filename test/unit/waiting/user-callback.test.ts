import { describe, expect, it, vi } from 'vitest'
import { contain, heed, isThenable } from '../../../src/waiting/user-callback.js'

const fault = new Error('no')

describe('a function of the user whose outcome nobody waits for', () => {
  it.each([
    [
      'throws',
      () => {
        throw fault
      },
    ],
    ['rejects', () => Promise.reject(fault)],
    [
      'gives something like a promise that throws',
      () => ({
        // biome-ignore lint/suspicious/noThenProperty: what the user may give
        then: () => {
          throw fault
        },
      }),
    ],
  ])('is told of when it %s', async (_, call) => {
    const onFault = vi.fn()
    contain<unknown>(call, onFault)
    await new Promise(resolve => setImmediate(resolve))
    expect(onFault).toHaveBeenCalledExactlyOnceWith(fault)
  })

  it.each([undefined, null, 0, 'text', {}, () => {}, Promise.resolve(1)])(
    'gives back what it returned, and nothing is told: %s',
    async value => {
      const onFault = vi.fn()
      expect(contain<unknown>(() => value, onFault)).toBe(value)
      heed(value, onFault)
      await new Promise(resolve => setImmediate(resolve))
      expect(onFault).not.toHaveBeenCalled()
    },
  )

  it('knows a promise from what is none', () => {
    expect([Promise.resolve(), {}, undefined, 'then'].map(isThenable)).toEqual([true, false, false, false])
  })
})
