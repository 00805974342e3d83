import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CapabilityCache } from '../../../src/client/capability-cache.js'
import { SessionRegistry } from '../../../src/client/session-registry.js'
import type { RpcClient } from '../../../src/remoting/rpc-client.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import { EmbeddedProxy } from '../../../src/testing/index.js'
import { eventually } from '../../support/patience.js'
import { freePort } from '../../support/peers.js'
import { failureOf, rpcClient } from '../../support/rpc-client.js'

const { signal } = new AbortController()
let proxy: EmbeddedProxy
let calls: RpcClient
let capabilities: CapabilityCache
let registry: SessionRegistry
let lost: number
let reconnected: number

beforeEach(async () => {
  lost = 0
  reconnected = 0
  proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, brokers: 2 })
  calls = rpcClient()
  capabilities = new CapabilityCache(calls, () => signal)
  registry = new SessionRegistry(calls, capabilities, {
    clientId: 'test@1@0@a',
    settings: () => ({
      kind: 'producer',
      role: { topics: ['orders'], maxBodyBytes: 4096 },
      namespace: '',
      accessPoint: Endpoints.parse(proxy.endpoints),
      requestTimeoutMs: 3_000,
      clientProperties: {},
    }),
    onSettings: () => {},
    onCommand: () => {},
    onReconnected: () => (reconnected += 1),
    onLost: () => (lost += 1),
  })
})
afterEach(async () => {
  registry.closeAll()
  await calls.close(1_000)
  await proxy.close()
})

function wanted(...texts: string[]) {
  const all = texts.map(text => Endpoints.parse(text))
  return new Map(all.map(endpoints => [endpoints.key, { endpoints, topic: 'orders' }]))
}

const keys = () => registry.endpoints().map(endpoints => endpoints.key)
const first = () => Endpoints.parse(proxy.allEndpoints[0] as string)

describe('the sessions of a client', () => {
  it('stand with every endpoint that is wanted, one each', async () => {
    await registry.open(wanted(...proxy.allEndpoints), 5_000)
    await registry.open(wanted(...proxy.allEndpoints), 5_000)
    expect(registry.ready().map(each => each.key)).toEqual(proxy.allEndpoints)
    expect(proxy.requestsOf('Telemetry')).toHaveLength(2)
  })

  it('end with an endpoint that left the route', async () => {
    await registry.open(wanted(...proxy.allEndpoints), 5_000)
    await registry.open(wanted(proxy.allEndpoints[1] as string), 5_000)
    expect(keys()).toEqual([proxy.allEndpoints[1]])
    await eventually(() => expect(calls.connectionStats()[0]?.leases).toBe(0))
  })

  it('of a later wish are not ended by an earlier one that takes longer', async () => {
    proxy.faults.once('Telemetry', { delayMs: 500 }, { proxy: 0 })
    const slow = registry.open(wanted(proxy.allEndpoints[0] as string), 5_000)
    await registry.open(wanted(...proxy.allEndpoints), 5_000).catch(() => {})
    await slow
    expect(keys()).toEqual(proxy.allEndpoints)
  })

  it('come up though one broker is down, and that one is tried on', async () => {
    await registry.open(wanted(proxy.allEndpoints[0] as string, `127.0.0.1:${await freePort()}`), 5_000)
    expect([registry.ready().length, keys().length]).toEqual([1, 2])
  })

  it('fail to come up where no broker can be reached', async () => {
    const failure = failureOf(registry.open(wanted(`127.0.0.1:${await freePort()}`), 5_000))
    expect(await failure).toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('fail to come up where one server refuses', async () => {
    proxy.faults.once('Telemetry', { grpcStatus: 3, message: 'not you' }, { proxy: 1 })
    const failure = failureOf(registry.open(wanted(...proxy.allEndpoints), 5_000))
    expect(await failure).toMatchObject({ code: 'BAD_REQUEST' })
    expect(keys()).toEqual([proxy.allEndpoints[0]])
  })

  it('are all closed while they start, and none opens afterwards', async () => {
    proxy.faults.always('ServerReflectionInfo', { delayMs: 300 })
    const opening = registry.open(wanted(...proxy.allEndpoints), 5_000)
    opening.catch(() => {})
    await eventually(() => expect(proxy.requestsOf('ServerReflectionInfo').length).toBeGreaterThan(0))
    registry.closeAll()
    expect(await failureOf(opening)).toMatchObject({ code: 'CLOSED' })
    // Each endpoint is called on two planes.
    await eventually(() => expect(calls.connectionStats().map(each => each.leases)).toEqual([0, 0, 0, 0]))
    expect(proxy.requestsOf('Telemetry')).toEqual([])
  })

  it('tell the settings to one server where one forgot them', async () => {
    await registry.open(wanted(...proxy.allEndpoints), 5_000)
    registry.syncSettings(first())
    await eventually(() => expect(proxy.requestsOf('Telemetry')).toHaveLength(3))
    expect(proxy.requestsOf('Telemetry').at(-1)?.proxy).toBe(0)
    registry.syncSettings()
    await eventually(() => expect(proxy.requestsOf('Telemetry')).toHaveLength(5))
  })

  it('trust a server that comes back with nothing, until it has proven itself again', async () => {
    await registry.open(wanted(proxy.allEndpoints[0] as string), 5_000)
    expect(capabilities.peek(first()).keepsBatchesWhole).toBe(true)
    await proxy.stopProxy(0)
    await eventually(() => expect(lost).toBeGreaterThan(0))
    expect(capabilities.peek(first()).keepsBatchesWhole).toBe(false)
    await proxy.startProxy(0)
    await eventually(() => expect(reconnected).toBe(1))
    expect(capabilities.peek(first()).keepsBatchesWhole).toBe(true)
  })
})

describe('what is known of servers', () => {
  it('is asked once for all who want to know, and then known', async () => {
    const both = await Promise.all([capabilities.get(first(), 'orders'), capabilities.get(first(), 'orders')])
    await capabilities.get(first(), undefined)
    expect(both[0]).toBe(both[1])
    expect(proxy.requestsOf('ServerReflectionInfo')).toHaveLength(1)
  })

  it('is asked again for the mode once there is a topic to ask by', async () => {
    expect((await capabilities.get(first(), undefined)).mode).toBe('unknown')
    expect((await capabilities.get(first(), 'orders')).mode).toBe('LOCAL')
  })

  it('is not kept where a probe failed', async () => {
    const nowhere = Endpoints.parse(`127.0.0.1:${await freePort()}`)
    await failureOf(capabilities.get(nowhere, 'orders'))
    expect(capabilities.peek(nowhere)).toMatchObject({ version: 'unknown', keepsBatchesWhole: false })
  })

  it('is not what a probe says that began before the server was lost', async () => {
    proxy.faults.once('QueryRoute', { delayMs: 200 })
    const probe = capabilities.get(first(), 'orders')
    await eventually(() => expect(proxy.requestsOf('QueryRoute').length).toBe(1))
    capabilities.forget(first())
    await probe
    expect(capabilities.peek(first()).keepsBatchesWhole).toBe(false)
  })
})
