import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FailureSpell, FailureSpells } from '../../../src/stats/meters.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

const pass = (milliseconds: number) => void vi.advanceTimersByTime(milliseconds)

describe('a failure spell', () => {
  it('lasts from the first failure on, once there are three of them', () => {
    const spell = new FailureSpell()
    const seen = [spell.ms]
    for (let failure = 0; failure < 4; failure++) {
      spell.failed()
      pass(1_000)
      seen.push(spell.ms)
    }
    expect(seen).toEqual([0, 0, 0, 3_000, 4_000])
  })

  it('is over with the first success', () => {
    const spell = new FailureSpell()
    for (let failure = 0; failure < 5; failure++) spell.failed()
    spell.succeeded()
    spell.failed()
    pass(1_000)
    expect(spell.ms).toBe(0)
  })

  it('is over when nobody tries any more', () => {
    const spell = new FailureSpell()
    for (let failure = 0; failure < 5; failure++) spell.failed()
    pass(59_000)
    expect(spell.ms).toBe(59_000)
    pass(2_000)
    expect(spell.ms).toBe(0)
  })
})

describe('failure spells', () => {
  it('are told apart by key, and the longest is told', () => {
    const spells = new FailureSpells()
    expect(spells.ms).toBe(0)
    for (let failure = 0; failure < 3; failure++) spells.failed('orders')
    pass(1_000)
    for (let failure = 0; failure < 3; failure++) spells.failed('bills')
    pass(500)
    spells.succeeded('letters')
    expect(spells.ms).toBe(1_500)
    spells.succeeded('orders')
    expect(spells.ms).toBe(500)
  })
})
