import { describe, expect, it } from 'vitest'
import { RocketMQError } from '../../../src/errors.js'
import { Envelope } from '../../../src/producer/envelope.js'

describe('an envelope', () => {
  it('takes over every field of a message', () => {
    const envelope = new Envelope()
    const message = { topic: 'orders', body: 'x', tag: 't', keys: ['k'], properties: { a: 'b' } }
    const others = { priority: 0, liteTopic: 'l', messageGroup: 'g' }
    envelope.fill({ ...message, ...others, deliveryTimestamp: new Date(5_000) })
    expect(envelope).toMatchObject({
      ...message,
      deliverAt: 5_000,
      priority: 0,
      liteTopic: 'l',
      messageGroup: 'g',
    })
  })

  it('is not touched by what becomes of the message afterwards', () => {
    const keys = ['k']
    const properties: Record<string, string> = { a: 'b' }
    const deliveryTimestamp = new Date(5_000)
    const message = { topic: 'orders', body: 'x', keys, properties, deliveryTimestamp }
    const envelope = new Envelope()
    envelope.fill(message)
    keys.push('other')
    properties.a = 'other'
    properties.c = 'd'
    deliveryTimestamp.setTime(9_000)
    Object.assign(message, { topic: 'other', body: 'longer', keys: [], properties: {} })
    expect(envelope).toMatchObject({ topic: 'orders', body: 'x', keys: ['k'], deliverAt: 5_000 })
    expect(envelope.properties).toEqual({ a: 'b' })
  })

  it('reads each field once, because a getter may say something else each time', () => {
    const reads: Record<string, number> = {}
    const fields = { topic: 'orders', body: 'x', keys: ['k'], properties: { a: 'b' }, deliveryTimestamp: 1 }
    const message = new Proxy(fields, {
      get: (target, name) => {
        reads[String(name)] = (reads[String(name)] ?? 0) + 1
        return Reflect.get(target, name)
      },
    })
    new Envelope().fill(message)
    expect(new Set(Object.values(reads))).toEqual(new Set([1]))
    expect(Object.keys(reads)).toEqual(expect.arrayContaining(Object.keys(fields)))
  })

  it.each([
    ['keys that are no array', { keys: new Set(['a']) }],
    ['properties that are a Map', { properties: new Map([['a', 'b']]) }],
    ['a time that is none', { deliveryTimestamp: 'tomorrow' }],
  ])('takes over %s as they are, to be refused', (_, wrong) => {
    const envelope = new Envelope()
    envelope.fill({ topic: 'orders', body: 'x', ...wrong } as never)
    const [name, value] = Object.entries(wrong)[0] as [keyof Envelope, unknown]
    expect(envelope[name]).toBe(value)
  })

  it('names the order its message belongs to: its message group, or its lite topic', () => {
    const orderOf = (fields: object) => {
      const envelope = new Envelope()
      envelope.fill({ topic: 'orders', body: 'x', ...fields })
      return envelope.order
    }
    expect([{ messageGroup: 'g' }, { liteTopic: 'l' }, {}].map(orderOf)).toEqual(['g', 'l', undefined])
  })

  it('keeps nothing of the last message when it is reset and filled again', () => {
    const used = new Envelope()
    const full = {
      topic: 'a',
      body: Buffer.alloc(9),
      tag: 't',
      keys: ['k'],
      properties: { a: 'b' },
      messageGroup: 'g',
    }
    used.fill({ ...full, deliveryTimestamp: 1, priority: 3, liteTopic: 'l' })
    Object.assign(used, {
      bodyEncoding: 'GZIP',
      packed: true,
      markKey: 'm',
      markValue: 'v',
    })
    Object.assign(used, { traceparent: 'p', tracestate: 's', failure: new RocketMQError('TIMEOUT', 'x') })
    Object.assign(used, {
      signal: AbortSignal.abort(),
      attempts: 2,
      verdict: new RocketMQError('INTERNAL', 'x'),
      refusals: 3,
    })
    used.reset()
    used.fill({ topic: 'b', body: 'x' })
    const fresh = new Envelope()
    fresh.fill({ topic: 'b', body: 'x' })
    expect({ ...used }).toEqual({ ...fresh })
  })
})
