import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Producer, RocketMQError, SimpleConsumer } from '../../src/index.js'
import { EmbeddedProxy, type Fault } from '../../src/testing/index.js'
import { apache } from '../../src/wire/generated/protocol.js'
import { fillTopic } from '../support/fill-topic.js'
import { heldBy } from '../support/leaks.js'
import { TRANSPORTS } from '../support/transports.js'

type CodeName = Exclude<Fault['code'], number | undefined>

const CODES = Object.keys(apache.rocketmq.v2.Code) as CodeName[]
const REFUSALS = CODES.filter(code => !['CODE_UNSPECIFIED', 'OK', 'MULTIPLE_RESULTS'].includes(code))

/** Codes that say that the message is stored, though not as safely as it will be. */
const STORED: readonly CodeName[] = [
  'MASTER_PERSISTENCE_TIMEOUT',
  'SLAVE_PERSISTENCE_TIMEOUT',
  'HA_NOT_AVAILABLE',
]

/** Codes after which the same request may succeed. */
const PASSING: readonly CodeName[] = [
  'REQUEST_TIMEOUT',
  'TOO_MANY_REQUESTS',
  'INTERNAL_ERROR',
  'INTERNAL_SERVER_ERROR',
  'PROXY_TIMEOUT',
]

/** Codes for names that the server knew before, and so may know again: with their broker they are forgotten. */
const FORGOTTEN: readonly CodeName[] = ['TOPIC_NOT_FOUND', 'CONSUMER_GROUP_NOT_FOUND']

const LASTING = REFUSALS.filter(code => ![...PASSING, ...STORED].includes(code) && code !== 'TOPIC_NOT_FOUND')

async function codeOf(action: Promise<unknown>): Promise<string> {
  try {
    await action
    return 'OK'
  } catch (error) {
    return error instanceof RocketMQError ? error.code : String(error)
  }
}

describe.each(TRANSPORTS)('each code of the protocol over %s', transport => {
  let proxy: EmbeddedProxy
  beforeAll(async () => {
    proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
  })
  afterAll(() => proxy.close())

  test('to a send: passing ones are got over, lasting ones reject once, with the code', async () => {
    const producer = new Producer({ endpoints: proxy.endpoints, transport })
    await producer.send({ topic: 'orders', body: 'first' })
    for (const code of [...PASSING, 'TOPIC_NOT_FOUND' as const, ...LASTING]) {
      proxy.clearRequests()
      proxy.faults.once('SendMessage', { code })
      const isPassing = PASSING.includes(code) || code === 'TOPIC_NOT_FOUND'
      expect([code, await codeOf(producer.send({ topic: 'orders', body: code }))]).toEqual([
        code,
        isPassing ? 'OK' : code,
      ])
      expect([code, proxy.requestsOf('SendMessage').length]).toEqual([code, isPassing ? 2 : 1])
    }
    await producer.close()
    expect(heldBy(producer)).toEqual([])
  })

  test('to an entry of a send: what is stored is a success with a mark', async () => {
    const producer = new Producer({ endpoints: proxy.endpoints, transport })
    for (const code of STORED) {
      const status = { code: apache.rocketmq.v2.Code[code], message: 'slow disk' }
      proxy.faults.once('SendMessage', {
        change: reply => ({ ...reply, status, entries: [{ ...reply.entries?.[0], status }] }),
      })
      expect(await producer.send({ topic: 'orders', body: code })).toMatchObject({ durability: code })
    }
    await producer.close()
  })

  test('to an acknowledgement: passing ones are got over, lasting ones reject, with the code', async () => {
    await fillTopic(proxy, 'orders', REFUSALS.length)
    const consumer = new SimpleConsumer({
      endpoints: proxy.endpoints,
      transport,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
    })
    for (const code of REFUSALS) {
      const [message] = await consumer.receive({ maxMessages: 1, invisibleDurationMs: 300_000 })
      if (message === undefined) throw new Error('no message')
      proxy.faults.once('AckMessage', { code })
      const outcome = await codeOf(consumer.ack(message))
      expect([code, outcome]).toEqual([code, [...PASSING, ...FORGOTTEN].includes(code) ? 'OK' : code])
      // What is not settled would be waited for when the consumer closes.
      if (outcome !== 'OK') await consumer.ack(message)
    }
    await consumer.close()
    expect(heldBy(consumer)).toEqual([])
  })

  test('to a receive: none loses a message', async () => {
    const consumer = new SimpleConsumer({
      endpoints: proxy.endpoints,
      transport,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
    })
    await consumer.start()
    for (const code of REFUSALS) {
      const [id] = await fillTopic(proxy, 'orders', 1)
      proxy.faults.once('ReceiveMessage', { code })
      const seen: string[] = []
      for (let attempt = 0; attempt < 10 && !seen.includes(id as string); attempt++) {
        const messages = await consumer.receive({ invisibleDurationMs: 300_000 }).catch(() => [])
        seen.push(...messages.map(message => message.messageId))
        await consumer.ack(messages)
      }
      expect([code, seen.includes(id as string)]).toEqual([code, true])
    }
    await consumer.close()
    expect(heldBy(consumer)).toEqual([])
  })
})
