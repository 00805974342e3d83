import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  closeGlobalPools,
  getMessage,
  globalPoolStats,
  initGlobalPools,
  putMessage,
} from '../../src/producer/global-pools.js'
import { Producer } from '../../src/producer/producer.js'
import { EmbeddedProxy } from '../../src/testing/index.js'

let proxy: EmbeddedProxy

beforeAll(async () => {
  proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' } })
  initGlobalPools()
})

afterAll(async () => {
  closeGlobalPools()
  await proxy.close()
})

describe('messages from the global pool', () => {
  it('are sent, given back and used for the next, each with what it held when it was sent', async () => {
    const producer = new Producer({ endpoints: proxy.endpoints })
    const send = async (number: number) => {
      const message = getMessage()
      message.topic = 'orders'
      message.body = `body ${number}`
      message.properties = { number: String(number) }
      try {
        return await producer.send(message)
      } finally {
        putMessage(message)
      }
    }
    for (let round = 0; round < 5; round++) {
      const numbers = Array.from({ length: 20 }, (_, index) => round * 20 + index)
      const receipts = await Promise.all(numbers.map(send))
      expect(new Set(receipts.map(({ messageId }) => messageId)).size).toBe(20)
    }
    await producer.close()
    expect(globalPoolStats().messages).toMatchObject({ acquired: 100, misses: 20, outstanding: 0, idle: 20 })
    expect(
      proxy
        .messages('orders')
        .map(({ body }) => body.toString())
        .sort(),
    ).toEqual(Array.from({ length: 100 }, (_, number) => `body ${number}`).sort())
  })
})
