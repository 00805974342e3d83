import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { RocketMQError } from '../../../src/errors.js'
import { MessageView, type MessageViewFields } from '../../../src/message/message-view.js'

const fields: MessageViewFields = {
  messageId: '01C0FFEE123456ABCD0000003C000000FF',
  topic: 'orders',
  body: Buffer.from('{"total":"5 €"}'),
  tag: 'paid',
  keys: ['o-1'],
  properties: { region: 'eu' },
  messageGroup: 'g',
  liteTopic: 'lite',
  priority: 3,
  deliveryTimestamp: new Date(1),
  bornTimestamp: new Date(2),
  bornHost: 'host',
  storeTimestamp: new Date(3),
  storeHost: '127.0.0.1:10911',
  deliveryAttempt: 2,
  queueId: 4,
  offset: 5,
  traceContext: '00-1-2-01',
  corrupted: undefined,
}

describe('a message view', () => {
  it('shows everything it was made from', () => {
    expect({ ...new MessageView(fields) }).toEqual(fields)
  })

  it('reads its body as text and as JSON', () => {
    const view = new MessageView(fields)
    expect(view.text()).toBe('{"total":"5 €"}')
    expect(view.json<{ total: string }>().total).toBe('5 €')
  })

  it('throws a SyntaxError where the body is no JSON', () => {
    expect(() => new MessageView({ ...fields, body: Buffer.from('hello') }).json()).toThrow(SyntaxError)
  })

  it('keeps its body out of logs', () => {
    const view = new MessageView({ ...fields, body: Buffer.from('secret') })
    expect(JSON.parse(JSON.stringify(view))).toMatchObject({ topic: 'orders', bodyBytes: 6, offset: 5 })
    expect(JSON.stringify(view)).not.toContain('body"')
    expect(inspect(view)).toMatch(/^MessageView \{/)
    expect(inspect(view)).not.toMatch(/secret|73 65 63/)
  })

  it('says why its body is no good', () => {
    const corrupted = new RocketMQError('CORRUPTED', 'the body does not match its MD5 digest')
    expect(inspect(new MessageView({ ...fields, corrupted }))).toContain('does not match its MD5 digest')
  })
})
