import { createRequire } from 'node:module'
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Producer, PushConsumer, type PushConsumerOptions, SimpleConsumer } from '../../src/index.js'
import { messageContext } from '../../src/monitor/open-telemetry.js'
import type { EmbeddedProxy } from '../../src/testing/index.js'
import { produceTo, startProxy, texts } from '../support/producing.js'
import { recordSpans } from '../support/spans.js'

async function consumeFrom(
  proxy: EmbeddedProxy,
  options: Partial<PushConsumerOptions>,
  { name, ...group }: { name: string; fifo?: boolean; maxAttempts?: number } = { name: 'workers' },
): Promise<void> {
  proxy.createGroup(name, group)
  const consumer = new PushConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: name,
    subscriptions: { orders: '*' },
    ...options,
  })
  onTestFinished(() => consumer.close({ timeoutMs: 1_000 }).catch(() => {}))
  await consumer.start()
}

function simpleConsumer(proxy: EmbeddedProxy, options = {}): SimpleConsumer {
  proxy.createGroup('workers')
  const consumer = new SimpleConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
    ...options,
  })
  onTestFinished(() => consumer.close({ timeoutMs: 1_000 }).catch(() => {}))
  return consumer
}

/** The attributes of the server that a double is. */
function serverOf({ endpoints }: EmbeddedProxy) {
  const [address, port] = endpoints.split(':')
  return { 'server.address': address, 'server.port': Number(port) }
}

describe('the span of a send', () => {
  it('is a PRODUCER span that says what was sent where, under the caller that sent it', async () => {
    const spans = recordSpans()
    const proxy = await startProxy()
    const producer = produceTo(proxy, { tracing: spans.tracing })
    const caller = spans.tracer.startSpan('request')
    const receipt = await context.with(trace.setSpan(context.active(), caller), () =>
      producer.send({ topic: 'orders', body: 'hello', tag: 'paid', keys: ['o-1'] }),
    )
    const [span] = await spans.waitFor('send orders')
    expect(span?.kind).toBe(SpanKind.PRODUCER)
    expect(span?.parentSpanContext?.spanId).toBe(caller.spanContext().spanId)
    expect(span?.attributes).toEqual({
      'messaging.system': 'rocketmq',
      'messaging.operation.name': 'send',
      'messaging.operation.type': 'send',
      'messaging.destination.name': 'orders',
      'messaging.client.id': producer.clientId,
      'messaging.message.id': receipt.messageId,
      'messaging.message.body.size': 5,
      'messaging.rocketmq.message.type': 'normal',
      'messaging.rocketmq.message.tag': 'paid',
      'messaging.rocketmq.message.keys': ['o-1'],
      ...serverOf(proxy),
    })
    expect(span?.status.code).toBe(SpanStatusCode.UNSET)
    const { name, version } = createRequire(import.meta.url)('../../package.json')
    expect(span?.instrumentationScope).toMatchObject({ name, version })
  })

  it('has its own caller as parent also if several waited for the topic together', async () => {
    const spans = recordSpans()
    const producer = produceTo(await startProxy(), { tracing: spans.tracing })
    const callers = texts(5).map(name => spans.tracer.startSpan(name))
    await Promise.all(
      callers.map(caller =>
        context.with(trace.setSpan(context.active(), caller), () =>
          producer.send({ topic: 'orders', body: caller.spanContext().spanId }),
        ),
      ),
    )
    const parents = (await spans.waitFor('send orders', 5)).map(span => span.parentSpanContext?.spanId)
    expect(new Set(parents)).toEqual(new Set(callers.map(caller => caller.spanContext().spanId)))
  })

  it('ends with the error of a send that failed', async () => {
    const spans = recordSpans()
    const proxy = await startProxy()
    const producer = produceTo(proxy, { tracing: spans.tracing })
    proxy.faults.always('SendMessage', { code: 'FORBIDDEN', message: 'not yours' })
    await expect(producer.send({ topic: 'orders', body: 'hello' })).rejects.toThrow(/not yours/)
    const [span] = await spans.waitFor('send orders')
    expect(span?.status).toMatchObject({ code: SpanStatusCode.ERROR })
    expect(span?.attributes['error.type']).toBe('FORBIDDEN')
    expect(span?.events[0]?.name).toBe('exception')
  })

  it('is there for sends that failed before the wire, under their own callers', async () => {
    const spans = recordSpans()
    const proxy = await startProxy()
    const producer = produceTo(proxy, { tracing: spans.tracing })
    const caller = spans.tracer.startSpan('request')
    await context.with(trace.setSpan(context.active(), caller), async () => {
      await expect(producer.send({ topic: 'missing', body: 'x' })).rejects.toThrow()
      await expect(producer.send({ topic: 'missing', body: '' })).rejects.toThrow()
    })
    const ends = await spans.waitFor('send missing', 2)
    expect(ends.map(each => each.attributes['error.type'])).toEqual(['TOPIC_NOT_FOUND', 'MESSAGE_BODY_EMPTY'])
    for (const { status, parentSpanContext } of ends) {
      expect(status.code).toBe(SpanStatusCode.ERROR)
      expect(parentSpanContext?.spanId).toBe(caller.spanContext().spanId)
    }
  })
})

describe('the context of a send', () => {
  it('travels in the property traceparent of each message of a batch', async () => {
    const spans = recordSpans()
    const proxy = await startProxy()
    const producer = produceTo(proxy, { tracing: spans.tracing })
    await producer.start()
    const receipts = await Promise.all(
      texts(20).map(body => producer.send({ topic: 'orders', body, properties: { colour: 'red' } })),
    )
    const ends = await spans.waitFor('send orders', 20)
    for (const { messageId } of receipts) {
      const span = ends.find(each => each.attributes['messaging.message.id'] === messageId)
      const { traceId, spanId } = span?.spanContext() ?? {}
      const stored = proxy.messages('orders').find(each => each.messageId === messageId)
      expect(stored?.properties).toEqual({ colour: 'red', traceparent: `00-${traceId}-${spanId}-01` })
    }
  })

  it('leaves a traceparent of the user alone, and follows it', async () => {
    const spans = recordSpans()
    const proxy = await startProxy()
    const producer = produceTo(proxy, { tracing: spans.tracing })
    const traceparent = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`
    await producer.send({ topic: 'orders', body: 'hello', properties: { traceparent } })
    expect(proxy.messages('orders')[0]?.properties).toEqual({ traceparent })
    const [span] = await spans.waitFor('send orders')
    expect(span?.parentSpanContext).toMatchObject({ spanId: 'cd'.repeat(8), isRemote: true })
    expect(span?.spanContext().traceId).toBe('ab'.repeat(16))
  })

  it('stays behind where a message has no room for it', async () => {
    const spans = recordSpans()
    const proxy = await startProxy()
    const producer = produceTo(proxy, { tracing: spans.tracing })
    const full = Object.fromEntries(texts(128).map(name => [name, 'x']))
    const long = { text: 'x'.repeat(16_370) }
    for (const properties of [full, long]) await producer.send({ topic: 'orders', body: 'm', properties })
    expect(proxy.messages('orders').map(({ properties }) => properties)).toEqual([full, long])
    expect(await spans.waitFor('send orders', 2)).toHaveLength(2)
  })
})

describe('the option tracing', () => {
  it('is refused if it is no tracer', () => {
    const wrong = { startSend: () => {} } as never
    expect(() => new Producer({ endpoints: '127.0.0.1:8081', tracing: wrong })).toThrow(
      /tracing.startProcess/,
    )
  })

  it('lets messages pass if the tracer throws', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    onTestFinished(() => warned.mockRestore())
    const fail = () => {
      throw new Error('out of order')
    }
    const tracing = { startSend: fail, received: fail, startProcess: fail }
    const proxy = await startProxy()
    const seen: string[] = []
    await consumeFrom(proxy, { tracing, listener: async message => void seen.push(message.text()) })
    await produceTo(proxy, { tracing }).send({ topic: 'orders', body: 'hello' })
    await expect.poll(() => seen, { timeout: 25_000 }).toEqual(['hello'])
    expect(proxy.messages('orders')[0]?.properties).toEqual({})
  })
})

describe('the span of a handler', () => {
  it('is a child of the send, and the parent of what the handler does', async () => {
    const spans = recordSpans()
    const proxy = await startProxy()
    await consumeFrom(proxy, {
      tracing: spans.tracing,
      listener: async message => {
        await Promise.resolve()
        spans.tracer.startSpan(`charge ${message.text()}`).end()
      },
    })
    const producer = produceTo(proxy, { tracing: spans.tracing })
    const receipt = await producer.send({ topic: 'orders', body: 'o-1' })
    const [process] = await spans.waitFor('process orders')
    const [send] = spans.named('send orders')
    const [charge] = spans.named('charge o-1')
    expect(process?.kind).toBe(SpanKind.CONSUMER)
    expect(process?.parentSpanContext).toMatchObject({ spanId: send?.spanContext().spanId, isRemote: true })
    expect(process?.spanContext().traceId).toBe(send?.spanContext().traceId)
    expect(process?.links.map(link => link.context.spanId)).toEqual([send?.spanContext().spanId])
    expect(charge?.parentSpanContext?.spanId).toBe(process?.spanContext().spanId)
    expect(process?.attributes).toMatchObject({
      'messaging.operation.type': 'process',
      'messaging.consumer.group.name': 'workers',
      'messaging.message.id': receipt.messageId,
      'messaging.message.body.size': 3,
    })
  })

  it('says that the handler failed', async () => {
    const spans = recordSpans()
    const proxy = await startProxy()
    await consumeFrom(proxy, {
      tracing: spans.tracing,
      listener: () => {
        throw new TypeError('no such order')
      },
    })
    await produceTo(proxy, { tracing: spans.tracing }).send({ topic: 'orders', body: 'o-1' })
    const [span] = await spans.waitFor('process orders')
    expect(span?.status.code).toBe(SpanStatusCode.ERROR)
    expect(span?.status.message).toContain('no such order')
  })

  it('of a batch stands alone, with links to all sends', async () => {
    const spans = recordSpans()
    const proxy = await startProxy()
    const producer = produceTo(proxy, { tracing: spans.tracing })
    await Promise.all(texts(3).map(body => producer.send({ topic: 'orders', body })))
    let handled = 0
    await consumeFrom(proxy, {
      tracing: spans.tracing,
      batchListener: {
        batchSize: 3,
        flushIntervalMs: 200,
        handle: async messages => {
          handled += messages.length
        },
      },
    })
    await expect.poll(() => handled, { timeout: 25_000 }).toBe(3)
    const processes = await spans.waitFor('process orders')
    const linked = processes.flatMap(span => span.links.map(link => link.context.spanId))
    const sends = spans.named('send orders').map(span => span.spanContext().spanId)
    expect(linked.sort()).toEqual(sends.sort())
    for (const span of processes) {
      expect(span.parentSpanContext).toBeUndefined()
      expect(span.attributes['messaging.batch.message_count']).toBe(span.links.length)
    }
  })

  it('begins a trace of its own for a message without context', async () => {
    const spans = recordSpans()
    const proxy = await startProxy()
    await spans.tracer.startActiveSpan('start-up', async () => {
      await consumeFrom(proxy, { tracing: spans.tracing, listener: () => {} })
    })
    await produceTo(proxy).send({ topic: 'orders', body: 'o-1' })
    const [process] = await spans.waitFor('process orders')
    expect(process?.parentSpanContext).toBeUndefined()
    expect(process?.links).toEqual([])
    expect(spans.named('receive orders')[0]?.parentSpanContext).toBeUndefined()
  })
})

describe('a simple consumer', () => {
  it('has a span for a receive that brought messages, with links to their sends, and none for an empty one', async () => {
    const spans = recordSpans()
    const proxy = await startProxy()
    const consumer = simpleConsumer(proxy, { tracing: spans.tracing, awaitDurationMs: 5_000 })
    proxy.faults.once('ReceiveMessage', { code: 'MESSAGE_NOT_FOUND' })
    expect(await consumer.receive()).toEqual([])
    expect(spans.named('receive orders')).toEqual([])
    const producer = produceTo(proxy, { tracing: spans.tracing })
    await producer.send({ topic: 'orders', body: 'o-1' })
    expect(await consumer.receive()).toHaveLength(1)
    const [receive] = await spans.waitFor('receive orders')
    expect(receive?.kind).toBe(SpanKind.CLIENT)
    expect(receive?.links.map(link => link.context.spanId)).toEqual([
      spans.named('send orders')[0]?.spanContext().spanId,
    ])
    expect(receive?.attributes).toMatchObject({
      'messaging.operation.type': 'receive',
      'messaging.batch.message_count': 1,
      'messaging.consumer.group.name': 'workers',
      'server.address': '127.0.0.1',
      'server.port': proxy.port,
    })
  })

  it("lets the application's own work follow the send", async () => {
    const spans = recordSpans()
    const proxy = await startProxy()
    const consumer = simpleConsumer(proxy, { tracing: spans.tracing })
    await produceTo(proxy, { tracing: spans.tracing }).send({ topic: 'orders', body: 'o-1' })
    const [message] = await consumer.receive()
    if (message === undefined) throw new Error('no message came')
    const send = spans.named('send orders')[0]?.spanContext()
    const result = await spans.tracing.process(message, async () => {
      spans.tracer.startSpan('charge').end()
      return 'done'
    })
    expect(result).toBe('done')
    const [process] = await spans.waitFor('process orders')
    expect(process?.parentSpanContext?.spanId).toBe(send?.spanId)
    expect(process?.attributes).toMatchObject({
      'messaging.consumer.group.name': 'workers',
      'messaging.client.id': consumer.clientId,
      'messaging.message.id': message.messageId,
    })
    expect(spans.named('charge')[0]?.parentSpanContext?.spanId).toBe(process?.spanContext().spanId)
    expect(trace.getSpanContext(messageContext(message))).toMatchObject({ spanId: send?.spanId })
    await expect(spans.tracing.process(message, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect((await spans.waitFor('process orders', 2))[1]?.status.code).toBe(SpanStatusCode.ERROR)
  })
})

describe('the span of a settlement', () => {
  it('says which messages a consumer acknowledged where, with links to their sends', async () => {
    const spans = recordSpans()
    const proxy = await startProxy()
    await consumeFrom(proxy, { tracing: spans.tracing, listener: () => {} })
    const producer = produceTo(proxy, { tracing: spans.tracing })
    const { messageId } = await producer.send({ topic: 'orders', body: 'hello' })
    const [send] = await spans.waitFor('send orders')
    const [ack] = await spans.waitFor('ack orders')
    expect(ack?.kind).toBe(SpanKind.CLIENT)
    expect(ack?.attributes).toMatchObject({
      'messaging.system': 'rocketmq',
      'messaging.operation.name': 'ack',
      'messaging.operation.type': 'settle',
      'messaging.destination.name': 'orders',
      'messaging.consumer.group.name': 'workers',
      'messaging.message.id': messageId,
      ...serverOf(proxy),
    })
    expect(ack?.parentSpanContext).toBeUndefined()
    expect(ack?.links.map(link => link.context.spanId)).toEqual([send?.spanContext().spanId])
  })

  it('is another one for a message that comes again, and is none for a lease that is renewed', async () => {
    const spans = recordSpans()
    const proxy = await startProxy()
    const { tracing } = spans
    await consumeFrom(proxy, { tracing, logger: false, listener: () => 'FAILURE' })
    await produceTo(proxy).send({ topic: 'orders', body: 'hello' })
    const [nack] = await spans.waitFor('nack orders')
    expect(nack?.attributes).toMatchObject({
      'messaging.operation.name': 'nack',
      'messaging.operation.type': 'settle',
    })
    expect(spans.named('ack orders')).toEqual([])
  })

  it('says which message was given up, with a link to its send, and has the error of a call that failed', async () => {
    const spans = recordSpans()
    const proxy = await startProxy({ topics: { orders: 'FIFO' } })
    const group = { name: 'workers', fifo: true, maxAttempts: 1 }
    proxy.faults.once('ForwardMessageToDeadLetterQueue', { code: 'INTERNAL_SERVER_ERROR' })
    const { tracing } = spans
    await consumeFrom(proxy, { tracing, logger: false, listener: () => 'FAILURE' }, group)
    const producer = produceTo(proxy, { tracing })
    const { messageId } = await producer.send({ topic: 'orders', messageGroup: 'g', body: 'poison' })
    const [send] = await spans.waitFor('send orders')
    const [failed, done] = await spans.waitFor('dead_letter orders', 2)
    for (const span of [failed, done]) {
      expect(span?.kind).toBe(SpanKind.CLIENT)
      expect(span?.attributes).toMatchObject({
        'messaging.operation.name': 'dead_letter',
        'messaging.operation.type': 'settle',
        'messaging.destination.name': 'orders',
        'messaging.consumer.group.name': 'workers',
        'messaging.message.id': messageId,
        ...serverOf(proxy),
      })
      expect(span?.links.map(link => link.context.spanId)).toEqual([send?.spanContext().spanId])
    }
    expect(failed?.status.code).toBe(SpanStatusCode.ERROR)
    expect(failed?.attributes['error.type']).toBe('INTERNAL_SERVER_ERROR')
    expect(done?.status.code).toBe(SpanStatusCode.UNSET)
    expect(spans.named('ack orders')).toEqual([])
    expect(proxy.messages('%DLQ%workers')).toHaveLength(1)
  })

  it('of a simple consumer has the error of a call that failed', async () => {
    const spans = recordSpans()
    const proxy = await startProxy()
    const consumer = simpleConsumer(proxy, { tracing: spans.tracing, logger: false })
    await produceTo(proxy).send({ topic: 'orders', body: 'hello' })
    const [message] = await consumer.receive()
    if (message === undefined) throw new Error('nothing came')
    proxy.faults.always('ChangeInvisibleDuration', { code: 'INVALID_RECEIPT_HANDLE' })
    await consumer.changeInvisibleDuration(message, 10_000).catch(() => {})
    const [nack] = await spans.waitFor('nack orders')
    expect(nack?.status.code).toBe(SpanStatusCode.ERROR)
    expect(nack?.attributes['error.type']).toEqual(expect.any(String))
    await consumer.ack(message)
    expect((await spans.waitFor('ack orders'))[0]?.status.code).toBe(SpanStatusCode.UNSET)
  })
})
