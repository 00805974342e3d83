import { describe, expect, test } from 'vitest'
import { Faults } from '../../../src/testing/faults.js'

describe('the script of faults', () => {
  test('a fault of once is met by one call, one of always by every call', () => {
    const faults = new Faults()
    const once = faults.once('SendMessage', { drop: 'reply' })
    const always = faults.always('AckMessage', { delayMs: 1 })
    expect(faults.meet('SendMessage', 'a', 0)).toEqual({ drop: 'reply' })
    expect(faults.meet('SendMessage', 'a', 0)).toBeUndefined()
    for (const _call of [1, 2, 3]) expect(faults.meet('AckMessage', 'a', 0)).toEqual({ delayMs: 1 })
    expect([once.hits, always.hits]).toEqual([1, 3])
    always.remove()
    expect(faults.meet('AckMessage', 'a', 0)).toBeUndefined()
  })

  test('the fault scripted first is met first, and a number of times is kept', () => {
    const faults = new Faults()
    faults.once('SendMessage', { code: 'FORBIDDEN' }, { times: 2 })
    faults.always('*', { code: 'INTERNAL_ERROR' })
    const codes = [1, 2, 3].map(() => faults.meet('SendMessage', 'a', 0)?.code)
    expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'INTERNAL_ERROR'])
    faults.clear()
    expect(faults.meet('SendMessage', 'a', 0)).toBeUndefined()
  })

  test('a fault is for one client or one proxy if it says so', () => {
    const faults = new Faults()
    faults.once('SendMessage', { cut: 'reply' }, { clientId: 'a', proxy: 1 })
    expect(faults.meet('SendMessage', 'b', 1)).toBeUndefined()
    expect(faults.meet('SendMessage', 'a', 0)).toBeUndefined()
    expect(faults.meet('SendMessage', 'a', 1)).toEqual({ cut: 'reply' })
  })

  test('a fault is for the requests it says yes to', () => {
    const faults = new Faults()
    const script = faults.always(
      'RecallMessage',
      { httpStatus: 413 },
      { when: each => each.recallHandle === 'h' },
    )
    expect(faults.meet('RecallMessage', 'a', 0, { recallHandle: 'x' })).toBeUndefined()
    expect(faults.meet('RecallMessage', 'a', 0, { recallHandle: 'h' })).toEqual({ httpStatus: 413 })
    expect(script.hits).toBe(1)
  })
})
