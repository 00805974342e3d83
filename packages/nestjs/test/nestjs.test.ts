import 'reflect-metadata'
import { Controller, type INestMicroservice, Inject, Injectable, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import {
  ClientsModule,
  Ctx,
  EventPattern,
  MessagePattern,
  Payload,
  RpcException,
} from '@nestjs/microservices'
import { Producer } from 'rocketmq-jet'
import { EmbeddedProxy } from 'rocketmq-jet/testing'
import { firstValueFrom, from, toArray } from 'rxjs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RocketMQClient, type RocketMQContext, RocketMQRecord, RocketMQServer } from '../src/index.js'

interface Order {
  id: string
}

/** What handlers saw, and how they are to fail. */
const seen: string[] = []
let failures = 0

@Injectable()
class Prices {
  of(sku: string): number {
    if (sku === 'unknown') throw new RpcException(`no article ${sku}`)
    return sku.length * 100
  }
}

@Controller()
class Shop {
  readonly #prices: Prices

  constructor(@Inject(Prices) prices: Prices) {
    this.#prices = prices
  }

  // The type argument picks the signature that lets handlers have a context: Nest's first one takes it for unknown.
  @EventPattern<string>('orders', { filter: 'paid' })
  async paid(@Payload() order: Order, @Ctx() context: RocketMQContext): Promise<void> {
    seen.push(`${context.getTopic()} ${order.id} ${context.getMessage().tag} ${context.getAttempt()}`)
    if (failures > 0) {
      failures -= 1
      throw new Error('the database is locked')
    }
  }

  @MessagePattern('prices')
  price(@Payload() { sku }: { sku: string }): { cents: number } {
    return { cents: this.#prices.of(sku) }
  }

  @MessagePattern('stock')
  stock() {
    return from([1, 2, 3])
  }
}

let proxy: EmbeddedProxy
let app: INestMicroservice
let client: RocketMQClient
const told: string[] = []

beforeEach(async () => {
  seen.length = told.length = failures = 0
  proxy = await EmbeddedProxy.start({
    topics: { orders: 'NORMAL', prices: 'NORMAL', stock: 'NORMAL', replies: 'NORMAL' },
    groups: [{ name: 'shop', backoff: [5], maxAttempts: 3 }, 'replies-0'],
  })
  const { endpoints } = proxy
  const options = { endpoints, replyTopic: 'replies', consumerGroup: 'replies-0', timeoutMs: 20_000 }

  @Module({
    imports: [ClientsModule.register([{ name: 'SHOP', customClass: RocketMQClient, options }])],
    controllers: [Shop],
    providers: [Prices],
  })
  class AppModule {}

  const strategy = new RocketMQServer({
    endpoints,
    consumerGroup: 'shop',
    logger: false,
    onError: ({ code, message }) => void told.push(`${code}: ${message}`),
  })
  app = await NestFactory.createMicroservice(AppModule, { strategy, logger: false })
  await app.listen()
  client = app.get('SHOP')
})

afterEach(async () => {
  await client.close()
  await app.close()
  await proxy.close()
})

describe('a Nest application over RocketMQ', () => {
  it('handles events of a topic, as its filter says', async () => {
    await firstValueFrom(client.emit('orders', new RocketMQRecord({ id: 'o-1' }, { tag: 'open' })))
    await firstValueFrom(client.emit('orders', new RocketMQRecord({ id: 'o-2' }, { tag: 'paid' })))
    await vi.waitFor(() => expect(seen).toEqual(['orders o-2 paid 1']), 60_000)
    await vi.waitFor(() => expect(proxy.inFlight('orders', 'shop')).toBe(0), 60_000)
  })

  it('stores plain JSON, which any client can read', async () => {
    await firstValueFrom(client.emit('orders', { id: 'o-1' }))
    expect(proxy.messages('orders').map(({ body }) => body.toString())).toEqual(['{"id":"o-1"}'])
  })

  it('has an event again whose handler failed', async () => {
    failures = 1
    await firstValueFrom(client.emit('orders', new RocketMQRecord({ id: 'o-1' }, { tag: 'paid' })))
    await vi.waitFor(() => expect(seen).toEqual(['orders o-1 paid 1', 'orders o-1 paid 2']), 60_000)
    expect(told[0]).toMatch(/^HANDLER: /)
    await vi.waitFor(() => expect(proxy.inFlight('orders', 'shop')).toBe(0), 60_000)
  })

  it('does not hand over an event that is no JSON, and reports it', async () => {
    await using producer = new Producer({ endpoints: proxy.endpoints })
    await producer.send({ topic: 'orders', tag: 'paid', body: '{' })
    await vi.waitFor(() => expect(told[0]).toMatch(/^UNREADABLE: .*topic 'orders'/), 60_000)
    expect(seen).toEqual([])
  })

  it('answers requests', async () => {
    expect(await firstValueFrom(client.send('prices', { sku: 'abc' }))).toEqual({ cents: 300 })
  })

  it('answers with the last value of a stream', async () => {
    expect(await firstValueFrom(client.send('stock', {}).pipe(toArray()))).toEqual([3])
  })

  it('tells the requester at once what an exception says', async () => {
    await expect(firstValueFrom(client.send('prices', { sku: 'unknown' }))).rejects.toMatchObject({
      code: 'REQUEST_REFUSED',
      message: 'no article unknown',
    })
    expect(told).toEqual([])
  })

  it('refuses a request that is no JSON, instead of letting its requester wait', async () => {
    const text = { encode: (value: unknown) => String(value), decode: (body: Buffer) => String(body) }
    const { endpoints } = proxy
    await client.close()
    const other = new RocketMQClient({
      endpoints,
      replyTopic: 'replies',
      consumerGroup: 'replies-0',
      codec: text,
    })
    await expect(firstValueFrom(other.send('prices', '{'))).rejects.toMatchObject({ code: 'REQUEST_REFUSED' })
    await other.close()
  })

  it('says what send() needs', async () => {
    const events = new RocketMQClient({ endpoints: proxy.endpoints })
    await expect(firstValueFrom(events.send('prices', {}))).rejects.toThrow(/replyTopic and consumerGroup/)
    await events.close()
  })

  it('rejects an event that is not stored, and a start that fails', async () => {
    await expect(firstValueFrom(client.emit('nowhere', {}))).rejects.toMatchObject({
      code: 'TOPIC_NOT_FOUND',
    })
    @Module({ controllers: [Shop], providers: [Prices] })
    class Other {}
    const strategy = new RocketMQServer({
      endpoints: proxy.endpoints,
      consumerGroup: 'nobody',
      logger: false,
    })
    const other = await NestFactory.createMicroservice(Other, { strategy, logger: false })
    await expect(other.listen()).rejects.toMatchObject({ code: 'CONSUMER_GROUP_NOT_FOUND' })
    await other.close()
  })
})
