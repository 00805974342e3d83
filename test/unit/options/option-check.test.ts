import { describe, expect, it } from 'vitest'
import { OptionCheck } from '../../../src/options/option-check.js'

function complaintsOf(look: (check: OptionCheck) => unknown): string {
  const check = new OptionCheck('Thing')
  look(check)
  try {
    check.done()
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

describe('an option check', () => {
  it('has nothing to say where all is well', () => {
    expect(
      complaintsOf(check => {
        check.options('', { a: 1 }, ['a', 'b'])
        check.number('a', 5, 1, { min: 0, max: 10 })
        check.oneOf('b', 'x', ['x', 'y'], 'y')
        check.callable('c', undefined, false)
      }),
    ).toBe('')
  })

  it('gives the default for what is not said, and for what is wrong', () => {
    const check = new OptionCheck('Thing')
    expect([check.number('a', undefined, 7, { min: 0 }), check.number('a', -1, 7, { min: 0 })]).toEqual([
      7, 7,
    ])
    expect([check.string('s', undefined, 'd'), check.string('s', 1, 'd')]).toEqual(['d', 'd'])
    expect([check.boolean('b', undefined, true), check.boolean('b', 0, true)]).toEqual([true, true])
    expect(check.oneOf('o', 'z', ['x', 'y'], 'y')).toBe('y')
  })

  it('says all complaints in one error, with its owner in front', () => {
    const message = complaintsOf(check => {
      check.number('size', 1.5, 1, { min: 1 })
      check.oneOf('mode', 'fast', ['on', 'off'], 'on')
      check.attempt(() => {
        throw new Error('and this')
      })
    })
    expect(message).toBe(
      "Thing: size must be a whole number from 1 up, not 1.5; mode must be one of 'on', 'off', not 'fast'; and this",
    )
  })

  it('names an option that does not exist, and the one that was probably meant', () => {
    expect(complaintsOf(check => check.options('batch', { batchSze: 1 }, ['batchSize', 'maxBytes']))).toBe(
      'Thing: unknown option "batch.batchSze", did you mean "batch.batchSize"? (there are batchSize, maxBytes)',
    )
    expect(complaintsOf(check => check.options('', { zzz: 1 }, ['a']))).toBe(
      'Thing: unknown option "zzz" (there are a)',
    )
  })

  it.each([[null], [3], ['text'], [['a']]])('reads %j in place of options as none, and complains', given => {
    let read: object | undefined
    expect(
      complaintsOf(check => {
        read = check.options('batch', given as never, ['batchSize'])
      }),
    ).toMatch(/^Thing: batch must be an object, not /)
    expect(read).toEqual({})
  })

  it('takes waits that a timer can hold', () => {
    expect(complaintsOf(check => check.milliseconds('wait', 0.5, 1))).toBe('')
    for (const wrong of [-1, 2 ** 31, Number.NaN, '1', Number.POSITIVE_INFINITY]) {
      expect(complaintsOf(check => check.milliseconds('wait', wrong, 1))).toMatch(
        /wait must be milliseconds from 0/,
      )
    }
  })

  it('takes fractions where they are allowed, and infinity where it is the bound', () => {
    expect(complaintsOf(check => check.number('share', 0.5, 1, { min: 0, max: 1, integer: false }))).toBe('')
    const bounds = { min: 1, max: Number.POSITIVE_INFINITY }
    expect(complaintsOf(check => check.number('size', Number.POSITIVE_INFINITY, 1, bounds))).toBe('')
  })

  it('shows what was given in a few words', () => {
    expect(complaintsOf(check => check.string('s', [1], ''))).toContain('not an array')
    expect(complaintsOf(check => check.string('s', {}, ''))).toContain('not an object')
    expect(complaintsOf(check => check.number('n', 'x'.repeat(100), 1, { min: 0 })).length).toBeLessThan(120)
  })

  it('gives back what was read, so that nobody changes it any more', () => {
    const settings = new OptionCheck('Thing').done({ size: 1 })
    expect(settings).toEqual({ size: 1 })
    expect(Object.isFrozen(settings)).toBe(true)
  })
})
