import { expect } from 'vitest'
import { apache } from '../../src/wire/generated/protocol.js'
import { textOf } from './raw-consumer.js'
import { message, testOn } from './scene.js'
import type { ServerUnderTest } from './server-under-test.js'

import v2 = apache.rocketmq.v2

/** Bodies of the messages an expression lets through. */
const CASES: readonly (readonly [expression: string, bodies: readonly string[]])[] = [
  ["colour = 'red'", ['r1', 'r9']],
  ["colour <> 'red'", ['g5']],
  ['size > 1', ['g5', 'r9']],
  ['size >= 5 AND size <= 9', ['g5', 'r9']],
  ['size BETWEEN 1 AND 5', ['g5', 'r1']],
  ['size NOT BETWEEN 1 AND 5', ['r9']],
  ["colour IN ('red', 'blue')", ['r1', 'r9']],
  ["colour NOT IN ('red', 'blue')", ['g5']],
  ['colour IS NULL', ['bare']],
  ['colour IS NOT NULL', ['g5', 'r1', 'r9']],
  ["colour = 'red' OR size = 5", ['g5', 'r1', 'r9']],
  ["NOT (colour = 'red')", ['g5']],
  ["NOT colour = 'red'", []],
  ["colour CONTAINS 'ee'", ['g5']],
  ["colour STARTSWITH 'r'", ['r1', 'r9']],
  ["colour ENDSWITH 'n'", ['g5']],
  ["TAGS = 'odd'", ['bare', 'r1']],
  ["(TAGS IS NOT NULL AND TAGS IN ('odd')) AND (size > 0)", ['r1']],
  ["NOT (shape = 'x' AND colour = 'blue')", ['g5', 'r1', 'r9']],
  ["NOT (shape = 'x' OR colour = 'blue')", []],
  ['size > -1', ['g5', 'r1', 'r9']],
  ['TRUE', ['bare', 'g5', 'r1', 'r9']],
  ['size = 5.0', ['g5']],
]

/** SQL92 over properties. */
export function sqlFiltering(server: ServerUnderTest): void {
  const test = testOn(server)

  test('SQL lets through what it is true for, and nothing it is unknown for', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    await scene
      .client()
      .send(
        message(topic, { body: 'r1', tag: 'odd', properties: { colour: 'red', size: '1' } }),
        message(topic, { body: 'g5', properties: { colour: 'green', size: '5' } }),
        message(topic, { body: 'r9', tag: 'even', properties: { colour: 'red', size: '9' } }),
        message(topic, { body: 'bare', tag: 'odd' }),
      )
    // A poll that finds nothing would be taken for the end.
    await scene.untilVisible(topic, 4)
    const results = await Promise.all(
      CASES.map(async ([expression]) => {
        const consumer = await scene.consumer({ group: await scene.group(), topic })
        const filter = { type: v2.FilterType.SQL, expression }
        const bodies: string[] = []
        for (;;) {
          const { code, messages } = await consumer.receive({ filter })
          if (code !== 'OK') return [expression, code === 'MESSAGE_NOT_FOUND' ? bodies.sort() : code]
          bodies.push(...messages.map(textOf))
        }
      }),
    )
    expect(results).toEqual(CASES)
  })

  test('no expression is illegal, a bad one an internal error', async ({ scene }) => {
    const consumer = await scene.consumer({ group: await scene.group(), topic: await scene.topic() })
    const receive = async (expression: string) =>
      (await consumer.receive({ filter: { type: v2.FilterType.SQL, expression } })).code
    expect(await receive('')).toBe('ILLEGAL_FILTER_EXPRESSION')
    expect(await receive('colour = = 1')).toBe('INTERNAL_SERVER_ERROR')
    expect(await receive("colour ~ 'x'")).toBe('INTERNAL_SERVER_ERROR')
    expect(await receive("colour > 'a'")).toBe('INTERNAL_SERVER_ERROR')
    expect(await receive("colour BETWEEN 'a' AND 'b'")).toBe('INTERNAL_SERVER_ERROR')
  })
}
