import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { FilterExpression, Subscriptions, toFilterExpression } from '../../../src/consumer/subscriptions.js'

describe('FilterExpression', () => {
  it('accepts the tags it names, and only those', () => {
    const filter = FilterExpression.tag(' red || blue ')
    expect([filter.accepts('red'), filter.accepts('blue')]).toEqual([true, true])
    expect([filter.accepts('green'), filter.accepts(undefined)]).toEqual([false, false])
  })

  it('accepts everything with a star, and leaves SQL to the server', () => {
    expect(FilterExpression.tag('*').accepts(undefined)).toBe(true)
    expect(FilterExpression.sql('a > 1').accepts('any')).toBe(true)
  })

  it.each(['', ' ', 'a||', 'a|b'])('refuses the tags %j', text => {
    expect(() => FilterExpression.tag(text)).toThrow(
      expect.objectContaining({ code: 'ILLEGAL_FILTER_EXPRESSION' }),
    )
  })

  it('refuses an empty SQL condition, and what is no expression', () => {
    expect(() => FilterExpression.sql(' ')).toThrow(/must not be empty/)
    expect(() => toFilterExpression(7 as never)).toThrow(/FilterExpression/)
  })

  it('refuses half of a character, for which the server would refuse the whole request', () => {
    const half = 'a👍'.slice(0, 2)
    for (const make of [FilterExpression.tag, FilterExpression.sql]) {
      expect(() => make(half)).toThrow(expect.objectContaining({ code: 'ILLEGAL_FILTER_EXPRESSION' }))
    }
  })
})

describe('subscriptions', () => {
  const sql = FilterExpression.sql('n > 1')

  it('are of topics that can be', () => {
    expect(() => new Subscriptions({ 'no spaces': '*' })).toThrow()
  })

  it.each([
    ['an object', { a: 'x', b: sql }],
    [
      'a Map',
      new Map<string, string | FilterExpression>([
        ['a', 'x'],
        ['b', sql],
      ]),
    ],
    ['a Map of another realm', runInNewContext("new Map([['a', 'x'], ['b', sql]])", { sql })],
  ])('may be %s', (_, input) => {
    const subscriptions = new Subscriptions(input)
    expect(subscriptions.topics).toEqual(['a', 'b'])
    expect(subscriptions.get('b')).toBe(sql)
  })

  it.each([[['orders']], [new Set(['orders'])], ['orders'], [null], [7]])('may not be %j', input => {
    expect(() => new Subscriptions(input as never)).toThrow(
      expect.objectContaining({
        code: 'CONFIGURATION',
        message: expect.stringMatching(
          /^subscriptions must be an object or a Map .* such as \{ orders: '\*' \}/,
        ),
      }),
    )
  })

  it('may be none only where subscribe() comes before the start', () => {
    const subscriptions = new Subscriptions({})
    expect(() => subscriptions.requireTopic()).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
    subscriptions.set('orders', '*')
    expect(() => subscriptions.requireTopic()).not.toThrow()
  })
})
