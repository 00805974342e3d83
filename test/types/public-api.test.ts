import { describe, expectTypeOf, it } from 'vitest'
import {
  BatchProcessor,
  type Consumer,
  FilterExpression,
  LitePushConsumer,
  LiteSimpleConsumer,
  type Message,
  type MessageView,
  ObjectPool,
  type Producer,
  type ProducerOptions,
  PushConsumer,
  type PushConsumerOptions,
  RocketMQError,
  type SendReceipt,
  SimpleConsumer,
} from '../../src/index.js'

/** These hold when the compiler passes over them, which `npm run lint` does. */
describe('the types that users meet', () => {
  it('let send() take a plain object and give a receipt', () => {
    expectTypeOf<Producer['send']>().parameter(0).toEqualTypeOf<Message>()
    expectTypeOf<Producer['send']>().returns.resolves.toEqualTypeOf<SendReceipt>()
    expectTypeOf<SendReceipt['offset']>().toEqualTypeOf<number>()
    expectTypeOf<SendReceipt['recallHandle']>().toEqualTypeOf<string | undefined>()
  })

  it('want nothing but endpoints of a producer', () => {
    expectTypeOf<{ endpoints: string }>().toExtend<ProducerOptions>()
    // @ts-expect-error without endpoints there is nobody to talk to
    const options: ProducerOptions = {}
    expectTypeOf(options).toExtend<ProducerOptions>()
  })

  it('refuse a misspelt mode, where JavaScript would only complain when it runs', () => {
    // @ts-expect-error no such mode
    const options: ProducerOptions = { endpoints: '127.0.0.1:8081', batch: { mode: 'automatic' } }
    expectTypeOf(options).toExtend<ProducerOptions>()
  })

  it('let a listener be synchronous or not, and return nothing, a verdict or a suspension', () => {
    type Listener = NonNullable<PushConsumerOptions['listener']>
    expectTypeOf<() => void>().toExtend<Listener>()
    expectTypeOf<(message: MessageView) => Promise<'SUCCESS' | 'FAILURE'>>().toExtend<Listener>()
    expectTypeOf<() => { suspendMs: number }>().toExtend<Listener>()
    expectTypeOf<() => 'MAYBE'>().not.toExtend<Listener>()
  })

  it('let every kind of consumer be taken as a Consumer, and unsubscribe() be awaited', () => {
    for (const kind of [PushConsumer, SimpleConsumer, LitePushConsumer, LiteSimpleConsumer])
      expectTypeOf<InstanceType<typeof kind>>().toExtend<Consumer>()
    expectTypeOf<PushConsumer['unsubscribe']>().returns.toEqualTypeOf<Promise<void>>()
    expectTypeOf<SimpleConsumer['unsubscribe']>().returns.toEqualTypeOf<Promise<void>>()
  })

  it('make a simple consumer iterable and disposable', () => {
    expectTypeOf<SimpleConsumer>().toExtend<AsyncIterable<MessageView>>()
    expectTypeOf<SimpleConsumer>().toExtend<AsyncDisposable>()
  })

  it('carry the type of a JSON body, of a pooled object, and of a batch’s results', async () => {
    expectTypeOf<MessageView['json']>().returns.toBeUnknown()
    const pool = new ObjectPool({ name: 'numbers', create: () => ({ value: 0 }) })
    expectTypeOf(pool.acquire()).toEqualTypeOf<{ value: number }>()
    const processor = new BatchProcessor<string, number>({
      handler: async items => items.map(each => each.length),
    })
    expectTypeOf(await processor.add('abc')).toEqualTypeOf<number>()
    await processor.stop()
  })

  it('name every error code, so that a switch over them is checked', () => {
    const { code } = new RocketMQError('TIMEOUT', 'late')
    expectTypeOf<'TOPIC_NOT_FOUND'>().toExtend<typeof code>()
    expectTypeOf<'NO_SUCH_CODE'>().not.toExtend<typeof code>()
  })

  it('make filters by two functions only', () => {
    expectTypeOf(FilterExpression.sql('a = 1')).toEqualTypeOf<FilterExpression>()
    // @ts-expect-error the constructor is private
    expectTypeOf(() => new FilterExpression('TAG', 'a')).toBeFunction()
  })
})
