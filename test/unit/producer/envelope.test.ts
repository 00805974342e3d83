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
      traceContext: 'c',
    })
    Object.assign(used, { traceparent: 'p', tracestate: 's', failure: new RocketMQError('TIMEOUT', 'x') })
    used.reset()
    used.fill({ topic: 'b', body: 'x' }, 'NORMAL', 1)
    const fresh = new Envelope()
    fresh.fill({ topic: 'b', body: 'x' }, 'NORMAL', 1)
    expect({ ...used }).toEqual({ ...fresh })
  })
})
