import { expect, onTestFinished } from 'vitest'
import { Producer, type ProducerOptions } from '../../src/index.js'
import { EmbeddedProxy, type EmbeddedProxyOptions } from '../../src/testing/index.js'

export { PATIENTLY } from './patience.js'

/** A proxy in memory that ends with the test. */
export async function startProxy(options: EmbeddedProxyOptions = {}): Promise<EmbeddedProxy> {
  const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, ...options })
  onTestFinished(() => proxy.close())
  return proxy
}

/** A producer that ends with the test, and must have given back everything it took from its pools by then. */
export function produceTo(proxy: EmbeddedProxy, options: Partial<ProducerOptions> = {}): Producer {
  const producer = new Producer({ endpoints: proxy.endpoints, requestTimeoutMs: 10_000, ...options })
  onTestFinished(async () => {
    await producer.close({ timeoutMs: 1_000 }).catch(() => {})
    expectNothingOut(producer)
  })
  return producer
}

/** Everything a producer took from its pools is back. */
export function expectNothingOut(producer: Producer): void {
  for (const pool of producer.stats().pools ?? []) expect(pool).toMatchObject({ outstanding: 0, leaked: 0 })
}

/** The sizes of the requests that brought messages, in order. */
export function batchSizes(proxy: EmbeddedProxy): number[] {
  return proxy.requestsOf('SendMessage').map(({ message }) => message.messages?.length ?? 0)
}

/** The text of every message that a topic holds. */
export function storedBodies(proxy: EmbeddedProxy, topic = 'orders'): string[] {
  return proxy.messages(topic).map(message => message.body.toString())
}

/** `count` different texts. */
export function texts(count: number, prefix = 'm'): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`)
}
