import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Client, type ClientRole } from '../../../src/client/client.js'
import { parseClientOptions } from '../../../src/client/configuration.js'
import { OptionCheck } from '../../../src/options/option-check.js'
import { EmbeddedProxy } from '../../../src/testing/index.js'
import { eventually } from '../../support/patience.js'
import { freePort } from '../../support/peers.js'
import { failureOf } from '../../support/rpc-client.js'

let proxy: EmbeddedProxy
let client: Client
let topics: string[]
const warnings: string[] = []

const role = (): ClientRole => ({
  kind: 'producer',
  consumerGroup: undefined,
  startTopics: () => topics,
  settings: () => ({ topics, maxBodyBytes: 4096 }),
  onSettings: () => {},
  onCommand: () => {},
  onRoute: () => {},
  onHealthy: vi.fn(),
  onReconnected: () => {},
})

function make(endpoints = proxy.endpoints, is = role(), options: { requestTimeoutMs?: number } = {}): Client {
  const ignore = () => {}
  const logger = {
    debug: ignore,
    info: ignore,
    warn: (line: string) => void warnings.push(line),
    error: ignore,
  }
  const check = new OptionCheck('Client')
  client = new Client(parseClientOptions({ endpoints, logger, ...options }, check), is, { gzip: false })
  check.done()
  return client
}

beforeEach(async () => {
  topics = ['orders']
  warnings.length = 0
  proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' } })
})
afterEach(async () => {
  await client.stop(false)
  await client.closeConnections(performance.now() + 1_000)
  await proxy.close()
})

describe('a client', () => {
  it('starts with many topics at once without a word from Node about listeners', async () => {
    const said: string[] = []
    const listen = (warning: Error) => said.push(warning.message)
    process.on('warning', listen)
    topics = Array.from({ length: 40 }, (_, i) => `topic-${i}`)
    for (const topic of topics) proxy.createTopic(topic)
    await make().start()
    process.off('warning', listen)
    expect(said).toEqual([])
    expect([...client.routes.all()]).toHaveLength(40)
  })

  it('forgets the endpoints that no route names any more, with their connections', async () => {
    const endpointsKnown = () => new Set(client.stats().connections.map(({ endpoint }) => endpoint))
    await make().start()
    let port = 1
    proxy.faults.always('QueryRoute', {
      change: reply => ({
        ...reply,
        messageQueues: (reply.messageQueues ?? []).map(queue => ({
          ...queue,
          broker: {
            ...queue.broker,
            endpoints: { scheme: 1, addresses: [{ host: '127.0.0.1', port }] },
          },
        })),
      }),
    })
    for (; port <= 20; port++) await client.routes.refresh('orders')
    await eventually(
      () => expect(endpointsKnown()).toEqual(new Set([proxy.endpoints, '127.0.0.1:20'])),
      25_000,
    )
    expect(client.endpointsInUse().map(({ key }) => key)).toEqual(['127.0.0.1:20'])
    proxy.faults.clear()
    await client.routes.refresh('orders')
    await eventually(() => expect(endpointsKnown()).toEqual(new Set([proxy.endpoints])), 25_000)
  })

  it('asks once where the server refuses for good', async () => {
    topics = ['nowhere']
    expect(await failureOf(make().start())).toMatchObject({ code: 'TOPIC_NOT_FOUND' })
    expect(proxy.requestsOf('QueryRoute')).toHaveLength(1)
  })

  it('asks a new broker again that refused it, long before it looks at all routes, and does not tell of it twice', async () => {
    await using two = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, brokers: 2 })
    two.setRouted(1, false)
    await make(two.endpoints).start()
    const refusing = two.faults.once('Telemetry', { grpcStatus: 3, message: 'not yet' }, { proxy: 1 })
    two.setRouted(1, true)
    await client.routes.refresh('orders')
    const endpoints = (await client.routes.get('orders')).endpointsList
    await eventually(() => expect(endpoints.map(each => client.isReached(each))).toEqual([true, true]))
    expect(refusing.hits).toBe(1)
    expect(warnings.filter(line => line.includes('not yet')).length).toBeLessThan(2)
    await client.stop(false)
  })

  it('holds a session with the access point where it has no topic yet', async () => {
    topics = []
    await make().start()
    expect(client.endpointsInUse().map(each => each.key)).toEqual([proxy.endpoints])
  })

  it('gives up in bounded time where nothing listens, with or without topics', async () => {
    const nowhere = `127.0.0.1:${await freePort()}`
    expect(await failureOf(make(nowhere).start())).toMatchObject({ code: 'UNAVAILABLE' })
    topics = []
    expect(await failureOf(make(nowhere).start())).toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('says goodbye to the server when it stops, if it is to', async () => {
    await make().start()
    await client.stop(true)
    expect(proxy.requestsOf('NotifyClientTermination')).toHaveLength(1)
    expect(proxy.clientIds).toEqual([])
  })

  it('stops though a heartbeat is under way that would take minutes, and does not complain of it', async () => {
    proxy.faults.always('Heartbeat', { drop: 'request' })
    await make(proxy.endpoints, role(), { requestTimeoutMs: 300_000 }).start()
    await eventually(() => expect(proxy.requestsOf('Heartbeat')).toHaveLength(1), 25_000)
    await client.stop(false)
    expect(warnings).toEqual([])
  })

  it('gives the reason of a refusal with what was asked of whom', async () => {
    await make().start()
    const { rpcs } = await import('../../../src/wire/rpc-table.js')
    const { configuration } = client
    const refused = client.rpc.request(configuration.endpoints, rpcs.endTransaction, {}, 'commit')
    expect(await failureOf(refused)).toMatchObject({
      endpoint: proxy.endpoints,
      message: expect.stringMatching(/^commit: /),
    })
  })

  it('survives a logger that throws', () => {
    const check = new OptionCheck('Client')
    const broken = () => {
      throw new Error('disk full')
    }
    const logger = { debug: broken, info: broken, warn: broken, error: broken }
    client = new Client(parseClientOptions({ endpoints: proxy.endpoints, logger }, check), role(), {
      gzip: false,
    })
    expect(() => client.log('warn', 'something')).not.toThrow()
  })
})
