import { describe, expect, test } from 'vitest'
import { parseBenchArguments } from '../../../benchmarks/arguments.js'
import { FULL, SHORT } from '../../../benchmarks/plan.js'

describe('the command line of npm run bench', () => {
  test('without words it is the short form with all its stages', () => {
    const asked = parseBenchArguments([])
    expect(asked.full).toBe(false)
    expect(asked.plan).toEqual(SHORT)
    expect(asked.stages).toEqual(SHORT.stages)
  })

  test('--full is the long form', () => {
    const asked = parseBenchArguments(['--full'])
    expect(asked.full).toBe(true)
    expect(asked.plan).toEqual(FULL)
  })

  test('--only keeps the order in which stages run, whatever order was typed', () => {
    expect(parseBenchArguments(['--only', 'consume, send']).stages).toEqual(['send', 'consume'])
  })

  test('--rounds and --seconds change the plan of this run and not the form itself', () => {
    const { plan } = parseBenchArguments(['--rounds', '7', '--seconds', '0.5'])
    expect(plan).toMatchObject({ rounds: 7, measureMs: 500 })
    expect(SHORT.rounds).not.toBe(7)
  })

  test.each([
    [['--only', 'sent'], /not "sent"/],
    [['--rounds', 'x'], /--rounds must be a number above 0, not "x"/],
    [['--seconds', '0'], /--seconds/],
    [['--fulll'], /fulll/],
    [['full'], /full/],
  ])('%j is refused with its reason', (args, reason) => {
    expect(() => parseBenchArguments(args)).toThrow(reason)
  })
})
