import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileSql } from '../../../src/testing/message-filter.js'

/** An expression as text, and what it is worth by a reading of its own; `null` is unknown. */
interface Condition {
  readonly text: string
  value(properties: Readonly<Record<string, string>>): boolean | null
}

const name = fc.constantFrom('colour', 'size', 'shape')
const word = fc.constantFrom('red', 'green', '1', '5', '9', "it's")
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

const equality: fc.Arbitrary<Condition> = fc
  .record({ name, word, isEqual: fc.boolean() })
  .map(({ name, word, isEqual }) => ({
    text: `${name} ${isEqual ? '=' : '<>'} ${quoted(word)}`,
    value: properties => {
      const present = properties[name]
      return present === undefined ? null : (present === word) === isEqual
    },
  }))

const membership: fc.Arbitrary<Condition> = fc
  .record({ name, words: fc.array(word, { minLength: 1, maxLength: 3 }), isIn: fc.boolean() })
  .map(({ name, words, isIn }) => ({
    text: `${name} ${isIn ? '' : 'NOT '}IN (${words.map(quoted).join(', ')})`,
    value: properties => {
      const present = properties[name]
      return present === undefined ? null : (words as string[]).includes(present) === isIn
    },
  }))

const size: fc.Arbitrary<Condition> = fc
  .record({ operator: fc.constantFrom('>', '>=', '<', '<='), bound: fc.integer({ min: -3, max: 10 }) })
  .map(({ operator, bound }) => ({
    text: `size ${operator} ${bound}`,
    value: ({ size }) => {
      const number = Number(size)
      if (size === undefined || Number.isNaN(number)) return null
      if (operator === '>') return number > bound
      if (operator === '<') return number < bound
      return operator === '>=' ? number >= bound : number <= bound
    },
  }))

const nothing: fc.Arbitrary<Condition> = name.map(name => ({
  text: `${name} IS NULL`,
  value: properties => properties[name] === undefined,
}))

const { condition } = fc.letrec<{ condition: Condition }>(tie => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    equality,
    membership,
    size,
    nothing,
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => ({
      text: `(${a.text}) AND (${b.text})`,
      value: (properties: Record<string, string>) => {
        const [left, right] = [a.value(properties), b.value(properties)]
        if (left === false || right === false) return false
        return left === null || right === null ? null : true
      },
    })),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => ({
      text: `(${a.text}) OR (${b.text})`,
      value: (properties: Record<string, string>) => {
        const [left, right] = [a.value(properties), b.value(properties)]
        if (left === true || right === true) return true
        return left === null || right === null ? null : false
      },
    })),
    tie('condition').map(inner => ({
      text: `NOT (${inner.text})`,
      value: (properties: Record<string, string>) => {
        const value = inner.value(properties)
        return value === null ? null : !value
      },
    })),
  ),
}))

const properties = fc.dictionary(name, word, { maxKeys: 3 })

describe('an SQL filter', () => {
  test('is true for what its conditions are true for, and never for what is unknown', () => {
    fc.assert(
      fc.property(condition, properties, ({ text, value }, present) => {
        expect([text, compileSql(text)(key => present[key])]).toEqual([text, value(present) === true])
      }),
      { numRuns: 500 },
    )
  })

  test.for([
    '',
    'colour =',
    "= 'red'",
    "colour = 'red",
    'colour IN ()',
    '(size > 1',
    'size > 1)',
    'a # b',
    'NOT',
  ])('does not compile %j', text => expect(() => compileSql(text)).toThrow(/parse/))
})
