import { describe, expect, it, vi } from 'vitest'
import { RocketMQError } from '../../../src/errors.js'
import { json } from '../../../src/topics/codec.js'
import { combineListeners, defineTopic } from '../../../src/topics/typed-topic.js'
import { messageView } from '../../support/message-views.js'

interface Order {
  id: string
}

const orders = defineTopic<Order>('orders', json())
const context = { signal: new AbortController().signal, attempt: 1 }
const order = (id: string, topic = 'orders') =>
  messageView({ messageId: id, topic, body: Buffer.from(JSON.stringify({ id })) })
const broken = (messageId: string) => messageView({ messageId, body: Buffer.from('{') })

describe('a typed topic', () => {
  it('makes messages, whose topic and body are its own', () => {
    const fields = { tag: 'paid', keys: ['o-1'], topic: 'other', body: 'x' }
    expect(orders.message({ id: 'o-1' }, fields)).toEqual({
      topic: 'orders',
      body: '{"id":"o-1"}',
      tag: 'paid',
      keys: ['o-1'],
    })
  })

  it('refuses a value that cannot be encoded, with the topic and the reason', () => {
    const circle: { id: string; self?: unknown } = { id: 'o-1' }
    circle.self = circle
    expect(() => orders.message(circle)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: expect.stringMatching(/not a valid value of topic 'orders': Converting circular/),
      }),
    )
  })

  it('refuses a name that no topic can have, and a codec that is none', () => {
    expect(() => defineTopic('or ders', json())).toThrow(expect.objectContaining({ code: 'ILLEGAL_TOPIC' }))
    expect(() => defineTopic('orders', undefined as never)).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION', message: expect.stringContaining('encode(value)') }),
    )
  })

  it('says of a message that cannot be read which one it is, and why', () => {
    expect(() => orders.read(broken('m-1'))).toThrow(
      expect.objectContaining({
        code: 'UNREADABLE',
        message: expect.stringMatching(/body of message m-1 is not a valid value of topic 'orders': /),
        cause: expect.any(SyntaxError),
      }),
    )
  })

  it('says of a message that did not arrive whole what its view says', () => {
    const corrupted = new RocketMQError('CORRUPTED', 'the body does not match its MD5 digest')
    expect(() => orders.read(messageView({ corrupted }))).toThrow(corrupted)
  })

  it('repeats no more of a long reason than can be read', () => {
    const topic = defineTopic('orders', {
      encode: () => 'x',
      decode: (): never => {
        throw new Error('x'.repeat(100_000))
      },
    })
    const { unreadable } = topic.readAll([order('1')])
    expect(unreadable[0]?.error.message.length).toBeLessThan(2_000)
  })

  it('reads all that can be read', () => {
    const [first, second, third] = [order('1'), broken('2'), order('3')]
    const { read, unreadable } = orders.readAll([first, second, third])
    expect(read).toEqual([
      { value: { id: '1' }, message: first },
      { value: { id: '3' }, message: third },
    ])
    expect(unreadable).toEqual([{ message: second, error: expect.objectContaining({ code: 'UNREADABLE' }) }])
  })
})

describe('a batch listener of a typed topic', () => {
  const [first, second, third] = [order('1'), broken('2'), order('3')]
  const unreadable = expect.objectContaining({ code: 'UNREADABLE' })

  it('hands over what can be read, and fails the rest with its reason', async () => {
    const handle = vi.fn()
    const result = await orders.batchListener(handle).handle([first, second, third], context)
    expect(handle.mock.calls).toEqual([
      [
        [
          { value: { id: '1' }, message: first },
          { value: { id: '3' }, message: third },
        ],
        context,
      ],
    ])
    expect(result).toEqual({ failed: new Map([[second, unreadable]]) })
  })

  it('is not called for a batch of which nothing can be read', async () => {
    const handle = vi.fn()
    const result = await orders.batchListener(handle).handle([second], context)
    expect(handle).not.toHaveBeenCalled()
    expect(result).toEqual({ failed: new Map([[second, unreadable]]) })
  })

  it.each([
    ['names messages', () => ({ failed: [third] }), [third]],
    ['names messages with reasons', () => ({ failed: new Map([[third, 'x']]) }), [third]],
    ['says FAILURE', () => 'FAILURE' as const, [first, third]],
    ['throws', () => Promise.reject(new Error('no')), [first, third]],
    ['says SUCCESS', () => 'SUCCESS' as const, []],
    ['returns something else', () => ({}) as never, []],
  ])('fails what the handler fails that %s, beside what cannot be read', async (_, handle, failed) => {
    const result = await orders.batchListener(handle).handle([first, second, third], context)
    expect([...(result as { failed: Map<unknown, unknown> }).failed.keys()]).toEqual([second, ...failed])
  })
})

describe('listeners of several topics', () => {
  const payments = defineTopic<{ id: string }>('payments', json())

  it('each get the messages of their own topic', async () => {
    const seen: string[] = []
    const listener = combineListeners(
      orders.listener(({ id }) => void seen.push(`order ${id}`)),
      payments.listener(({ id }) => void seen.push(`payment ${id}`)),
    )
    await listener(order('1'), context)
    await listener(order('2', 'payments'), context)
    expect(seen).toEqual(['order 1', 'payment 2'])
  })

  it('fail a message of a topic that none of them is for', () => {
    const wrong = expect.objectContaining({
      code: 'HANDLER',
      message: expect.stringMatching(/'refunds'.*orders/),
    })
    const alone = orders.listener(() => {})
    expect(() => alone(order('1', 'refunds'), context)).toThrow(wrong)
    expect(() => combineListeners(alone)(order('1', 'refunds'), context)).toThrow(wrong)
    expect(() => orders.batchListener(() => {}).handle([order('1', 'refunds')], context)).toThrow(wrong)
  })

  it('cannot be two for one topic', () => {
    const listener = orders.listener(() => {})
    expect(() => combineListeners(listener, listener)).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION' }),
    )
  })
})

describe('what is no handler', () => {
  const wrong = expect.objectContaining({ code: 'CONFIGURATION' })
  it.each([undefined, null, 7, {}])('is refused at once in place of one: %s', odd => {
    expect(() => orders.listener(odd as never)).toThrow(wrong)
    expect(() => orders.batchListener(odd as never)).toThrow(wrong)
    expect(() => combineListeners(odd as never)).toThrow(wrong)
  })

  it('is not what a listener of one topic is to combineListeners()', () => {
    expect(() => combineListeners((() => {}) as never)).toThrow(/what listener\(\) of typed topics returns/)
  })
})
