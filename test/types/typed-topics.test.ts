import { describe, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import {
  defineTopic,
  json,
  type Message,
  type MessageView,
  protobuf,
  type TypedMessage,
  type TypedTopic,
} from '../../src/index.js'

interface Order {
  id: string
  cents: number
}

/** These hold when the compiler passes over them, which `npm run lint` does. */
describe('the types of typed topics', () => {
  it('carry the type that is named', () => {
    const orders = defineTopic<Order>('orders', json())
    expectTypeOf(orders).toEqualTypeOf<TypedTopic<Order, Order>>()
    expectTypeOf(orders.message).parameter(0).toEqualTypeOf<Order>()
    expectTypeOf(orders.message).returns.toEqualTypeOf<Message>()
    expectTypeOf(orders.read).returns.toEqualTypeOf<Order>()
    orders.listener((order, message) => {
      expectTypeOf(order).toEqualTypeOf<Order>()
      expectTypeOf(message).toEqualTypeOf<MessageView>()
    })
    orders.batchListener(messages => {
      expectTypeOf(messages).toEqualTypeOf<readonly TypedMessage<Order>[]>()
    })
  })

  it('refuse a value of another type, and fields that the topic itself sets', () => {
    const orders = defineTopic<Order>('orders', json())
    // @ts-expect-error cents is missing
    const incomplete = () => orders.message({ id: 'o-1' })
    // @ts-expect-error the topic has its name already
    const renamed = () => orders.message({ id: 'o-1', cents: 1 }, { topic: 'others' })
    expectTypeOf([incomplete, renamed]).toBeArray()
  })

  it('follow from a schema, on both sides of what it transforms', () => {
    const schema = z.object({ id: z.string(), cents: z.string().transform(Number) })
    const orders = defineTopic('orders', json(schema))
    expectTypeOf(orders.message).parameter(0).toEqualTypeOf<{ id: string; cents: string }>()
    expectTypeOf(orders.read).returns.toEqualTypeOf<{ id: string; cents: number }>()
  })

  it('follow from anything with parse()', () => {
    const orders = defineTopic('orders', json({ parse: (value: unknown): Order => value as Order }))
    expectTypeOf(orders).toEqualTypeOf<TypedTopic<Order, Order>>()
  })

  it('follow from a Protobuf class', () => {
    interface Writer {
      finish(): Uint8Array
    }
    class OrderMessage {
      id = ''
      static encode(_message: { id?: string | null }, _writer?: Writer): Writer {
        throw new Error('not called')
      }
      static decode(_bytes: Uint8Array, _length?: number): OrderMessage {
        throw new Error('not called')
      }
      static verify(_message: Record<string, unknown>): string | null {
        return null
      }
    }
    const orders = defineTopic('orders', protobuf(OrderMessage))
    expectTypeOf(orders).toEqualTypeOf<TypedTopic<{ id?: string | null }, OrderMessage>>()
  })

  it('are unknown, and not any, where nobody says what they are', () => {
    const orders = defineTopic('orders', json())
    expectTypeOf(orders.read).returns.toBeUnknown()
  })
})
