import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AlertEngine } from '../../src/monitor/alert-engine.js'
import { parseAlerts } from '../../src/monitor/alert-rule.js'

const STEP_MS = 1_000
const rules = fc.record({
  condition: fc.constantFrom('above', 'below'),
  threshold: fc.integer({ min: -1_000, max: 1_000 }).filter(value => value !== 0),
  forMs: fc.integer({ min: 0, max: 5_000 }),
  resolveForMs: fc.integer({ min: 0, max: 5_000 }),
  hysteresis: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
})

interface Change {
  at: number
  state: string
}

function run(rule: { condition: string; threshold: number }, values: readonly number[]): Change[] {
  const { condition, threshold, ...rest } = rule
  const engine = new AlertEngine(parseAlerts([{ metric: 'v', [condition]: threshold, ...rest }]))
  return values.flatMap((v, step) => {
    const at = step * STEP_MS
    return engine
      .evaluate({ v }, { at, now: at, monitor: '' })
      .map(change => ({ at, state: change.status.state }))
  })
}

describe('an alert whose value swings', () => {
  it('fires once and stays, if the swings about the threshold are within the hysteresis', () => {
    const swings = fc.array(fc.double({ min: -0.95, max: 0.95, noNaN: true }), {
      minLength: 5,
      maxLength: 200,
    })
    fc.assert(
      fc.property(rules, swings, (rule, shares) => {
        const reach = Math.abs(rule.threshold) * rule.hysteresis
        const changes = run(
          rule,
          shares.map(share => rule.threshold + share * reach),
        )
        expect(changes.length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('never changes sooner than its times allow, and fires and resolves in turn', () => {
    const wild = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 5, maxLength: 200 })
    fc.assert(
      fc.property(rules, wild, (rule, shares) => {
        const changes = run(
          rule,
          shares.map(share => rule.threshold * (1 + share)),
        )
        changes.forEach(({ at, state }, index) => {
          expect(state).toBe(index % 2 === 0 ? 'firing' : 'resolved')
          const least = state === 'firing' ? rule.forMs : rule.resolveForMs
          if (index > 0) expect(at - (changes[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(least)
        })
      }),
    )
  })
})
