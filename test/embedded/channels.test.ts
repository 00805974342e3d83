import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  BatchProcessor,
  type ChannelName,
  type ChannelPayloads,
  ObjectPool,
  PushConsumer,
} from '../../src/index.js'
import { channels } from '../../src/stats/channels.js'
import { PATIENTLY, produceTo, startProxy, texts } from '../support/producing.js'

/** What a channel carries until the test ends. */
function listen<N extends ChannelName>(name: N): ChannelPayloads[N][] {
  const heard: ChannelPayloads[N][] = []
  const listener = (payload: unknown) => void heard.push(payload as ChannelPayloads[N])
  subscribe(name, listener)
  onTestFinished(() => void unsubscribe(name, listener))
  return heard
}

const anyNumber = expect.any(Number)

describe('the channels of connections and sessions', () => {
  it('tell of a client from its first connection to its last', async () => {
    const opened = listen('rocketmq-jet:connection:open')
    const closed = listen('rocketmq-jet:connection:close')
    const calls = listen('rocketmq-jet:rpc:end')
    const states = listen('rocketmq-jet:telemetry:state')
    const settings = listen('rocketmq-jet:telemetry:settings')
    const proxy = await startProxy()
    const { endpoints: endpoint } = proxy
    const producer = produceTo(proxy)
    await producer.start()
    await expect(producer.send({ topic: 'missing', body: 'hello' })).rejects.toThrow()
    const { clientId } = producer
    await producer.close()

    expect(opened[0]).toEqual({ endpoint })
    await vi.waitFor(() => expect(closed).toHaveLength(opened.length), PATIENTLY)
    expect(closed[0]).toEqual({ endpoint, bytesSent: anyNumber, bytesReceived: anyNumber })
    expect(closed[0]?.bytesReceived).toBeGreaterThan(0)
    expect(calls).toContainEqual({ method: 'QueryRoute', endpoint, durationMs: anyNumber, error: undefined })
    expect(settings[0]).toEqual({
      clientId,
      endpoint,
      metric: { on: false, endpoint: undefined, secure: false },
    })
    expect(states[0]).toEqual({ clientId, endpoint, state: 'connecting', error: undefined })
    expect(states.map(({ state }) => state)).toContain('ready')
    expect(states.at(-1)?.state).toBe('closed')
  })

  it('tell why a stream was lost, and why a call failed', async () => {
    const calls = listen('rocketmq-jet:rpc:end')
    const states = listen('rocketmq-jet:telemetry:state')
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.start()
    proxy.faults.once('SendMessage', { cut: 'request' })
    await producer.send({ topic: 'orders', body: 'hello' })
    proxy.faults.once('Heartbeat', { cut: 'request' })
    const failed = calls.find(({ method, error }) => method === 'SendMessage' && error !== undefined)
    expect(failed?.error).toMatchObject({ code: 'UNAVAILABLE' })
    await vi.waitFor(() => {
      const lost = states.find(({ state }) => state === 'waiting')
      expect(lost?.error).toMatchObject({ code: 'UNAVAILABLE' })
    }, PATIENTLY)
  })
})

describe('the channels of messages', () => {
  it('tell of each message from send to handler, with every figure', async () => {
    const flushes = listen('rocketmq-jet:batch:flush')
    const sent = listen('rocketmq-jet:send:end')
    const received = listen('rocketmq-jet:receive:end')
    const processed = listen('rocketmq-jet:process:end')
    const settled = listen('rocketmq-jet:settle:end')
    const proxy = await startProxy({ groups: ['workers'] })
    const consumer = new PushConsumer({
      endpoints: proxy.endpoints,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
      listener: async message => (message.text() === 'm1' ? 'FAILURE' : 'SUCCESS'),
    })
    onTestFinished(() => consumer.close({ timeoutMs: 1_000 }).catch(() => {}))
    await consumer.start()
    const producer = produceTo(proxy)
    const receipts = await Promise.all(texts(3).map(body => producer.send({ topic: 'orders', body })))
    await vi.waitFor(() => expect(processed).toHaveLength(3), PATIENTLY)

    const { clientId } = producer
    const { clientId: consumerId } = consumer
    const at = { clientId: consumerId, consumerGroup: 'workers', topic: 'orders', endpoint: proxy.endpoints }
    for (const { messageId } of receipts) {
      expect(sent).toContainEqual({
        clientId,
        topic: 'orders',
        messageId,
        endpoint: proxy.endpoints,
        durationMs: anyNumber,
        error: undefined,
      })
      const [process] = processed.filter(each => each.messageId === messageId)
      expect(process).toMatchObject({ ...at, messageId, durationMs: anyNumber, awaitMs: anyNumber })
      expect(process?.awaitMs).toBeGreaterThanOrEqual(0)
    }
    const failures = processed.filter(({ error }) => error !== undefined)
    expect(failures.map(({ messageId }) => messageId)).toEqual([receipts[1]?.messageId])
    expect(failures[0]?.error).toMatchObject({ code: 'HANDLER' })
    expect(received.reduce((sum, { messages }) => sum + messages, 0)).toBe(3)
    expect(received[0]).toEqual({
      ...at,
      messages: anyNumber,
      durationMs: anyNumber,
      deliveryLatencyMs: anyNumber,
    })
    const settledAs = (wanted: string) =>
      settled.filter(({ operation }) => operation === wanted).reduce((sum, { messages }) => sum + messages, 0)
    await vi.waitFor(() => expect([settledAs('ack'), settledAs('nack')]).toEqual([2, 1]), PATIENTLY)
    expect(settled[0]).toEqual({
      ...at,
      operation: expect.any(String),
      messages: anyNumber,
      durationMs: anyNumber,
      error: undefined,
    })
    const sends = flushes.filter(({ processor }) => processor.startsWith('send'))
    expect(sends.reduce((sum, { items }) => sum + items, 0)).toBe(3)
    expect(sends[0]).toEqual({
      processor: expect.any(String),
      reason: expect.any(String),
      items: anyNumber,
      bytes: anyNumber,
    })
  })

  it('tell of a send that failed', async () => {
    const sent = listen('rocketmq-jet:send:end')
    const proxy = await startProxy()
    proxy.faults.always('SendMessage', { code: 'FORBIDDEN' })
    const producer = produceTo(proxy)
    await expect(producer.send({ topic: 'orders', body: 'hello' })).rejects.toThrow()
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ topic: 'orders', messageId: expect.stringMatching(/^01[0-9A-F]{32}$/) })
    expect(sent[0]?.error).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('tell of sends that failed before the wire, each once', async () => {
    const sent = listen('rocketmq-jet:send:end')
    const proxy = await startProxy({ topics: { orders: 'NORMAL', fifo: 'FIFO' } })
    const producer = produceTo(proxy, { batch: { bufferSize: 1, onFull: 'reject' } })
    const failures = (sends: readonly Promise<unknown>[]) =>
      Promise.allSettled(sends).then(
        outcomes => outcomes.filter(({ status }) => status === 'rejected').length,
      )
    const early = texts(3).map(body => producer.send({ topic: 'orders', body }))
    expect(await failures(early)).toBe(2)
    expect(await failures([producer.send({ topic: 'missing', body: 'x' })])).toBe(1)
    expect(await failures([producer.send({ topic: 'orders', body: 'x', tag: 'a|b' })])).toBe(1)
    expect(await failures([producer.send({ topic: 'no topic', body: 'x' })])).toBe(1)
    expect(await failures([producer.send(null as never)])).toBe(1)
    expect(await failures([producer.send({ topic: 'fifo', body: 'x' })])).toBe(1)
    const signal = AbortSignal.abort()
    expect(await failures([producer.send({ topic: 'orders', body: 'x' }, { signal })])).toBe(1)
    expect(
      await failures([
        producer.sendBatch([
          { topic: 'orders', body: '' },
          { topic: 'orders', body: 'x' },
        ]),
      ]),
    ).toBe(1)
    await producer.close()
    expect(await failures([producer.send({ topic: 'orders', body: 'x' })])).toBe(1)
    expect(sent.map(({ topic, error }) => [topic, (error as { code?: string } | undefined)?.code])).toEqual([
      ['orders', 'FULL'],
      ['orders', 'FULL'],
      ['orders', undefined],
      ['missing', 'TOPIC_NOT_FOUND'],
      ['orders', 'ILLEGAL_MESSAGE_TAG'],
      ['no topic', 'ILLEGAL_TOPIC'],
      ['', 'INVALID_ARGUMENT'],
      ['fifo', 'MESSAGE_PROPERTY_CONFLICT_WITH_TYPE'],
      ['orders', 'ABORTED'],
      ['orders', 'MESSAGE_BODY_EMPTY'],
      ['orders', 'CLOSED'],
    ])
    for (const { clientId, messageId, durationMs } of sent) {
      expect([clientId, messageId]).toEqual([producer.clientId, expect.stringMatching(/^01[0-9A-F]{32}$/)])
      expect(durationMs).toBeGreaterThanOrEqual(0)
    }
    expect(producer.stats().producer).toMatchObject({ sent: 11, succeeded: 1, failed: 10 })
  })

  it('tell of each message of a batch handler', async () => {
    const processed = listen('rocketmq-jet:process:end')
    const proxy = await startProxy({ groups: ['workers'] })
    const consumer = new PushConsumer({
      endpoints: proxy.endpoints,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
      batchListener: {
        handle: async messages => ({ failed: messages.filter(each => each.text() === 'm0') }),
      },
    })
    onTestFinished(() => consumer.close({ timeoutMs: 1_000 }).catch(() => {}))
    await consumer.start()
    const producer = produceTo(proxy)
    await Promise.all(texts(4).map(body => producer.send({ topic: 'orders', body })))
    await vi.waitFor(() => expect(processed).toHaveLength(4), PATIENTLY)
    expect(processed.filter(({ error }) => error !== undefined)).toHaveLength(1)
  })
})

describe('the channels of batches and pools', () => {
  it('tell of a batch that is tried again', async () => {
    const retries = listen('rocketmq-jet:batch:retry')
    const error = new Error('busy')
    let attempts = 0
    const processor = new BatchProcessor<number, number>({
      name: 'audit',
      retryDelayMs: 1,
      maxRetries: 1,
      handler: async items => {
        attempts += 1
        if (attempts === 1) throw error
        return items
      },
    })
    await processor.add(1)
    await processor.stop()
    expect(retries).toEqual([{ processor: 'audit', items: 1, attempt: anyNumber, error }])
  })

  it('tell of what a pool does not get back', () => {
    const leaks = listen('rocketmq-jet:pool:leak')
    const pool = new ObjectPool({
      name: 'plates',
      create: () => ({}),
      leakDetection: { thresholdMs: 0, sweepIntervalMs: 0 },
    })
    const plate = pool.acquire()
    pool.leaks?.sweep()
    expect(leaks).toEqual([
      { pool: 'plates', heldMs: anyNumber, reason: 'held', stack: expect.stringContaining('channels.test') },
    ])
    pool.release(plate)
    pool.leaks?.stop()
  })
})

describe('the table of channels', () => {
  it('names each of those that the library publishes, and their names are what users subscribe to', () => {
    expect(Object.values(channels).map(({ name }) => name)).toEqual([
      'rocketmq-jet:batch:flush',
      'rocketmq-jet:batch:retry',
      'rocketmq-jet:connection:open',
      'rocketmq-jet:connection:close',
      'rocketmq-jet:rpc:end',
      'rocketmq-jet:send:end',
      'rocketmq-jet:receive:end',
      'rocketmq-jet:process:end',
      'rocketmq-jet:settle:end',
      'rocketmq-jet:pool:leak',
      'rocketmq-jet:telemetry:state',
      'rocketmq-jet:telemetry:settings',
    ])
  })
})
