import { describe, expect, it, vi } from 'vitest'
import type { Producer, ProducerOptions, RocketMQError } from '../../src/index.js'
import { NameServerClient, parseNameServers } from '../../src/remoting/name-server-client.js'
import type { EmbeddedProxy, EmbeddedProxyOptions } from '../../src/testing/index.js'
import { batchSizes, PATIENTLY, produceTo, startProxy, texts } from '../support/producing.js'

const topics = { orders: 'NORMAL' } as const

interface Scene {
  proxy: EmbeddedProxy
  producer: Producer
  warnings: string[]
  /** How many requests 50 concurrent sends take. */
  requests(): Promise<number>
}

async function scene(
  proxyOptions: EmbeddedProxyOptions = {},
  producerOptions: Partial<ProducerOptions> = {},
): Promise<Scene> {
  const proxy = await startProxy({ mode: 'CLUSTER', nameServer: true, topics, ...proxyOptions })
  const warnings: string[] = []
  const note = (line: string) => void warnings.push(line)
  const producer = produceTo(proxy, {
    batch: { nameServer: proxy.nameServer },
    logger: { debug: () => {}, info: () => {}, warn: note, error: note },
    ...producerOptions,
  })
  const requests = async () => {
    proxy.clearRequests()
    await Promise.all(texts(50).map(body => producer.send({ topic: 'orders', body })))
    return batchSizes(proxy).length
  }
  return { proxy, producer, warnings, requests }
}

function reasonOf(producer: Producer): string | undefined {
  return producer.stats().producer?.uncoalesced?.[0]?.reason
}

describe('concurrent sends in CLUSTER mode, with a name server named', () => {
  it('share requests where every broker proves to be new enough', async () => {
    const { producer, requests, warnings } = await scene({ brokers: 2, brokerVersions: ['5.4.0', '5.5.0'] })
    expect(await requests()).toBe(1)
    expect(warnings).toEqual([])
    expect((await producer.inspect('orders')).coalescing).toEqual({ coalesced: true })
  })

  it('never share requests where one broker is older, and none is spoilt', async () => {
    const { proxy, producer, requests, warnings } = await scene({
      brokers: 2,
      brokerVersions: ['5.5.0', '5.3.3'],
    })
    expect(await requests()).toBe(50)
    expect(new Set(proxy.messages('orders').map(({ messageId }) => messageId)).size).toBe(50)
    const { coalescing, brokers } = await producer.inspect('orders')
    expect(coalescing?.reason).toMatch(/^broker broker-1 at 127\.0\.0\.1:\d+ is 5\.3\.3, older than 5\.4\.0$/)
    expect(brokers?.map(({ version }) => version)).toEqual(['5.5.0', '5.3.3'])
    expect(warnings).toEqual([expect.stringContaining(coalescing?.reason as string)])
  })

  it('share requests by themselves when the last old broker was upgraded', async () => {
    const { proxy, requests, producer } = await scene({ brokerVersions: ['5.3.3'] })
    expect(await requests()).toBe(50)
    proxy.setBrokerVersion(0, '5.5.0')
    proxy.cutConnections()
    await vi.waitFor(() => expect(reasonOf(producer)).toBeUndefined(), PATIENTLY)
    expect(await requests()).toBeLessThan(10)
  })

  it('stop to share requests when a route brings an older broker, and the logger is told once', async () => {
    const { proxy, producer, requests, warnings } = await scene({
      brokers: 2,
      brokerVersions: ['5.5.0', '5.3.3'],
    })
    proxy.setRouted(1, false)
    expect(await requests()).toBe(1)
    proxy.setRouted(1, true)
    proxy.cutConnections()
    await vi.waitFor(() => expect(reasonOf(producer)).toContain('is 5.3.3'), PATIENTLY)
    expect(await requests()).toBe(50)
    expect(new Set(proxy.messages('orders').map(({ messageId }) => messageId)).size).toBe(100)
    expect(warnings.filter(line => line.includes('one by one'))).toHaveLength(1)
  })

  it('go one by one while the name server is down, and share requests when it is back', async () => {
    const { proxy, producer, requests, warnings } = await scene()
    expect(await requests()).toBe(1)
    await proxy.stopNameServer()
    proxy.cutConnections()
    await vi.waitFor(() => expect(reasonOf(producer)).toContain('ECONNREFUSED'), PATIENTLY)
    expect(await requests()).toBe(50)
    expect(warnings.filter(line => line.includes('one by one'))).toHaveLength(1)
    await proxy.startNameServer()
    proxy.cutConnections()
    await vi.waitFor(() => expect(reasonOf(producer)).toBeUndefined(), PATIENTLY)
  })

  it('go one by one where another port was named', async () => {
    const proxy = await startProxy({ mode: 'CLUSTER' })
    const { requests, producer } = await scene(
      {},
      { batch: { nameServer: proxy.endpoints }, requestTimeoutMs: 3_000 },
    )
    expect(await requests()).toBe(50)
    expect(reasonOf(producer)).toContain(`name server ${proxy.endpoints}`)
  })

  it("go one by one where the name server is another cluster's", async () => {
    const other = await scene({ brokers: 1 })
    const { requests, producer } = await scene(
      { brokers: 2 },
      { batch: { nameServer: other.proxy.nameServer } },
    )
    expect(await requests()).toBe(50)
    expect(reasonOf(producer)).toContain("does not know broker broker-1 of the topic's route")
  })

  it('share requests where brokers ask for a signature', async () => {
    const credentials = { accessKey: 'alice', secretKey: 'secret' }
    const permissions = [{ resource: 'Topic:orders', actions: ['Pub'] }] as const
    const { requests } = await scene({ credentials: { ...credentials, permissions } }, { credentials })
    expect(await requests()).toBe(1)
  })

  it('need no name server in LOCAL mode, and ask none', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { batch: { nameServer: '127.0.0.1:1' } })
    await Promise.all(texts(50).map(body => producer.send({ topic: 'orders', body })))
    expect(batchSizes(proxy)).toEqual([50])
  })
})

describe('a proxy in memory', () => {
  it('has brokers of other versions, and a name server, in CLUSTER mode only', async () => {
    await expect(startProxy({ brokerVersions: ['5.3.3'] })).rejects.toThrow("need mode 'CLUSTER'")
    await expect(startProxy({ nameServer: true })).rejects.toThrow("need mode 'CLUSTER'")
    const two = startProxy({ mode: 'CLUSTER', brokerVersions: ['5.3.3', '5.5.0'] })
    await expect(two).rejects.toThrow('brokerVersions names more than 1 brokers')
    const proxy = await startProxy({ mode: 'CLUSTER' })
    expect(() => proxy.nameServer).toThrow('there is no name server')
  })

  it('does not tell what its brokers are to one who does not say who asks', async () => {
    const user = { accessKey: 'alice', secretKey: 'secret' }
    const { proxy } = await scene({ credentials: user }, { credentials: user })
    const client = new NameServerClient(parseNameServers(proxy.nameServer), {
      tls: undefined,
      timeoutMs: 10_000,
      signal: () => new AbortController().signal,
      credentials: async () => undefined,
    })
    expect((await client.brokers('orders'))[0]?.failure).toContain('username cannot be null')
  })
})

describe('a producer that is inspected', () => {
  it('names the brokers of the whole cluster, or why it cannot', async () => {
    const { proxy, producer } = await scene({ brokers: 2 })
    expect((await producer.inspect()).brokers?.map(({ name }) => name)).toEqual(['broker-0', 'broker-1'])
    await proxy.stopNameServer()
    expect((await producer.inspect()).nameServerFailure).toContain('ECONNREFUSED')
  })

  it('says why it does not coalesce where it was told not to', async () => {
    const { producer } = await scene({}, { batch: { mode: 'off' } })
    expect((await producer.inspect('orders')).coalescing).toEqual({
      coalesced: false,
      reason: "batch.mode is 'off'",
    })
  })

  it('refuses a name server that cannot be one', () => {
    const wrong = () =>
      produceTo({ endpoints: '127.0.0.1:1' } as EmbeddedProxy, { batch: { nameServer: 'here' } })
    expect(wrong).toThrow(expect.objectContaining<Partial<RocketMQError>>({ code: 'CONFIGURATION' }))
  })
})
