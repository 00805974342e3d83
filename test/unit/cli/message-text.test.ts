import { describe, expect, it } from 'vitest'
import { LineError, linesOf, messageFrom } from '../../../src/cli/message-text.js'

async function linesFrom(...chunks: (string | Uint8Array)[]): Promise<[number, string, number][]> {
  async function* input() {
    yield* chunks
  }
  const lines: [number, string, number][] = []
  for await (const { number, bytes, end } of linesOf(input()))
    lines.push([number, bytes.toString('latin1'), end])
  return lines
}

describe('lines of an input', () => {
  it('are the same however the input is cut into chunks', async () => {
    const text = 'first\r\nsecond\n\nfourth'
    const whole = await linesFrom(text)
    expect(whole).toEqual([
      [1, 'first', 7],
      [2, 'second', 14],
      [4, 'fourth', 22],
    ])
    expect(await linesFrom(...text)).toEqual(whole)
    expect(await linesFrom(text.slice(0, 6), text.slice(6, 15), text.slice(15))).toEqual(whole)
  })

  it('keep bytes that are no text', async () => {
    expect(await linesFrom(Buffer.from([0xff, 0x00, 0x0a, 0xc3]))).toEqual([
      [1, '\u00ff\u0000', 3],
      [2, '\u00c3', 5],
    ])
  })

  it('are none in an input without any', async () => {
    expect(await linesFrom()).toEqual([])
    expect(await linesFrom('\n\r\n', '')).toEqual([])
  })

  it('are refused where one is longer than a message can be, before all of it is read', async () => {
    let chunks = 0
    async function* endless() {
      for (;;) {
        chunks += 1
        yield Buffer.alloc(1 << 20, 'x')
      }
    }
    await expect(async () => {
      for await (const line of linesOf(endless())) expect(line).toBeUndefined()
    }).rejects.toThrow('line 1 has more than')
    expect(chunks).toBeLessThan(20)
  })
})

describe('a line of JSON', () => {
  const message = (text: string, defaults = {}) =>
    messageFrom({ number: 7, bytes: Buffer.from(text), end: 0 }, defaults)

  it('becomes a message with the fields that it has, and the flags for the others', () => {
    const line = '{"body":"hello","tag":"paid","keys":["k"],"priority":null,"messageGroup":"g"}'
    expect(message(line, { topic: 'orders', tag: 'open', priority: 3 })).toEqual({
      topic: 'orders',
      body: 'hello',
      tag: 'paid',
      keys: ['k'],
      priority: 3,
      messageGroup: 'g',
    })
  })

  it('may name its own topic, hold its body as JSON or in base64, and its time as text', () => {
    expect(message('{"topic":"a","body":{"order":1}}')).toEqual({ topic: 'a', body: '{"order":1}' })
    const bytes = { topic: 'a', body: '/wA=', bodyEncoding: 'base64', bodyBytes: 2 }
    expect(message(JSON.stringify(bytes))).toEqual({ topic: 'a', body: Buffer.from([0xff, 0]) })
    const delayed = '{"topic":"a","body":"b","deliveryTimestamp":"2026-11-27T00:00:00Z"}'
    expect(message(delayed).deliveryTimestamp).toEqual(new Date('2026-11-27T00:00:00Z'))
  })

  it('leaves out what a server adds to the properties of a dead letter', () => {
    const line = '{"topic":"a","body":"b","properties":{"colour":"red","__SHARDINGKEY":"g"}}'
    expect(message(line).properties).toEqual({ colour: 'red' })
  })

  it.each([
    ['{', 'line 7 is not valid JSON'],
    ['[1]', 'line 7 must be a JSON object'],
    ['null', 'line 7 must be a JSON object'],
    ['{"tag":"a"}', 'line 7 has no body'],
    ['{"body":"a","bodyEncoding":"hex"}', 'bodyEncoding may only be base64'],
    ['{"body":1,"bodyEncoding":"base64"}', 'bodyEncoding may only be base64'],
  ])('is refused by its number: %s', (text, complaint) => {
    expect(() => message(text)).toThrow(LineError)
    expect(() => message(text)).toThrow(complaint)
  })
})
