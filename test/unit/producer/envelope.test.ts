import { describe, expect, it } from 'vitest'
import { RocketMQError } from '../../../src/errors.js'
import { Envelope } from '../../../src/producer/envelope.js'

describe('an envelope', () => {
  it('takes over every field of a message', () => {
    const envelope = new Envelope()
    const message = { topic: 'orders', body: 'x', tag: 't', keys: ['k'], properties: { a: 'b' } }
    envelope.fill(
      { ...message, deliveryTimestamp: new Date(5_000), priority: 0, liteTopic: 'l', messageGroup: 'g' },
      'DELAY',
      1,
    )
    expect(envelope).toMatchObject({
      ...message,
      bodyBytes: 1,
      messageType: 'DELAY',
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
    envelope.fill(message, 'DELAY', 1)
    keys.push('other')
    properties.a = 'other'
    properties.c = 'd'
    deliveryTimestamp.setTime(9_000)
    Object.assign(message, { topic: 'other', body: 'longer', keys: [], properties: {} })
    expect(envelope).toMatchObject({ topic: 'orders', body: 'x', keys: ['k'], deliverAt: 5_000 })
    expect(envelope.properties).toEqual({ a: 'b' })
  })

  it('names the order its message belongs to: its message group, or its lite topic', () => {
    const orderOf = (fields: object) => {
      const envelope = new Envelope()
      envelope.fill({ topic: 'orders', body: 'x', ...fields }, 'NORMAL', 1)
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
    used.fill({ ...full, deliveryTimestamp: 1, priority: 3, liteTopic: 'l' }, 'FIFO', 9)
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
    used.fill({ topic: 'b', body: 'x' }, 'NORMAL', 1)
    const fresh = new Envelope()
    fresh.fill({ topic: 'b', body: 'x' }, 'NORMAL', 1)
    expect({ ...used }).toEqual({ ...fresh })
  })
})
