import { describe, expect, it, vi } from 'vitest'
import type { EmbeddedProxy } from '../../src/testing/index.js'
import { PATIENTLY, produceTo, startProxy, texts } from '../support/producing.js'

const GROUPS = texts(8, 'group')

const startTwo = () => startProxy({ brokers: 2, topics: { steps: 'FIFO', orders: 'NORMAL' } })

/** The second broker dies, and the name server forgets it. */
async function lose(proxy: EmbeddedProxy): Promise<void> {
  proxy.setRouted(1, false)
  await proxy.stopProxy(1)
}

async function bringBack(proxy: EmbeddedProxy): Promise<void> {
  await proxy.startProxy(1)
  proxy.setRouted(1, true)
}

/** What a group's messages say, in the order they were stored. */
const stored = (proxy: EmbeddedProxy, group: string) =>
  proxy
    .messages('steps')
    .filter(({ messageGroup }) => messageGroup === group)
    .map(({ body }) => body.toString())

/** Sends one message of each group; tells the broker of each. */
async function sendEach(producer: ReturnType<typeof produceTo>, body: string): Promise<Map<string, string>> {
  const homes = new Map<string, string>()
  await Promise.all(
    GROUPS.map(async messageGroup => {
      homes.set(messageGroup, (await producer.send({ topic: 'steps', body, messageGroup })).endpoint)
    }),
  )
  return homes
}

describe('a broker that is lost and forgotten', () => {
  it('is waited for by its message groups, and by no other, which stay where they are', async () => {
    const proxy = await startTwo()
    const producer = produceTo(proxy, { maxAttempts: 5, requestTimeoutMs: 500 })
    const homes = await sendEach(producer, '0')
    const [first, second] = proxy.allEndpoints
    expect(new Set(homes.values())).toEqual(new Set([first, second]))
    await lose(proxy)
    const back: string[] = []
    const sends = GROUPS.map(async messageGroup => {
      for (const body of ['1', '2', '3']) {
        const { endpoint } = await producer.send({ topic: 'steps', body, messageGroup })
        expect(endpoint).toBe(homes.get(messageGroup))
        if (endpoint === first) back.push(messageGroup)
      }
    })
    const atFirst = GROUPS.filter(group => homes.get(group) === first)
    await vi.waitFor(() => expect(back).toHaveLength(3 * atFirst.length), PATIENTLY)
    expect(proxy.messages('steps')).toHaveLength(GROUPS.length + 3 * atFirst.length)
    // Far more often than a message may be sent: what waits for its broker is not.
    const looks = 10 * (GROUPS.length - atFirst.length)
    await vi.waitFor(() => expect(producer.stats().producer?.retries).toBeGreaterThan(looks), PATIENTLY)
    await bringBack(proxy)
    await Promise.all(sends)
    for (const group of GROUPS) expect(stored(proxy, group)).toEqual(['0', '1', '2', '3'])
  })

  it('is waited for no longer than a message has, and that is told', async () => {
    const proxy = await startTwo()
    const producer = produceTo(proxy, { deliveryTimeoutMs: 2_000 })
    const homes = await sendEach(producer, '0')
    const group = GROUPS.find(each => homes.get(each) === proxy.allEndpoints[1]) as string
    await lose(proxy)
    await expect(producer.send({ topic: 'steps', body: 'late', messageGroup: group })).rejects.toMatchObject({
      code: 'TIMEOUT',
      message: expect.stringMatching(/the broker of 'group\d' is lost.*fifoOnBrokerLoss/),
    })
  })

  it('is not waited for where the order may be lost', async () => {
    const proxy = await startTwo()
    const producer = produceTo(proxy, { fifoOnBrokerLoss: 'move', requestTimeoutMs: 500 })
    await sendEach(producer, '0')
    await lose(proxy)
    const homes = await sendEach(producer, '1')
    expect(new Set(homes.values())).toEqual(new Set([proxy.allEndpoints[0]]))
  })

  it('has its share of plain messages again when it is named again', async () => {
    const proxy = await startTwo()
    const producer = produceTo(proxy, { requestTimeoutMs: 500 })
    await producer.send({ topic: 'orders', body: 'first' })
    await lose(proxy)
    for (let n = 0; n < 10; n++) await producer.send({ topic: 'orders', body: `${n}` })
    await bringBack(proxy)
    const [, second] = proxy.allEndpoints
    await vi.waitFor(
      async () => expect((await producer.send({ topic: 'orders', body: 'again' })).endpoint).toBe(second),
      { timeout: 25_000, interval: 20 },
    )
  })
})
