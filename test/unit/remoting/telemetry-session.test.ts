import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RocketMQError } from '../../../src/errors.js'
import { type TelemetryOwner, TelemetrySession } from '../../../src/remoting/telemetry-session.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import { channels } from '../../../src/stats/channels.js'
import { EmbeddedProxy } from '../../../src/testing/index.js'
import { eventually } from '../../support/patience.js'
import { freePort, silent, startPeer } from '../../support/peers.js'
import { failureOf, rpcClient } from '../../support/rpc-client.js'

const clientId = 'test@1@0@a'
let proxy: EmbeddedProxy
let calls: ReturnType<typeof rpcClient>
let session: TelemetrySession | undefined

/** What the owner was told, in order. */
let heard: string[]
let topics: string[]

const owner: TelemetryOwner = {
  clientId,
  settings: () => ({
    kind: 'producer',
    role: { topics, maxBodyBytes: 4096 },
    namespace: '',
    accessPoint: Endpoints.parse(proxy.endpoints),
    requestTimeoutMs: 3_000,
    clientProperties: {},
  }),
  onSettings: settings => heard.push(`settings ${settings.maxBodyBytes}`),
  onCommand: command => {
    heard.push(`command ${command.kind}`)
    if (command.kind === 'printStackTrace') command.answer('here')
  },
  onReconnected: () => heard.push('reconnected'),
  onLost: (_endpoints, error, attempt) => heard.push(`lost ${attempt} ${error.code}`),
}

beforeEach(async () => {
  heard = []
  topics = ['orders']
  calls = rpcClient({ clientId })
  proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' } })
})
afterEach(async () => {
  session?.close()
  await calls.close(1_000)
  await proxy.close()
})

function open(endpoints = proxy.endpoints, prepare?: () => Promise<void>): TelemetrySession {
  session = new TelemetrySession(calls, Endpoints.parse(endpoints), owner, prepare)
  return session
}

async function started(): Promise<TelemetrySession> {
  const standing = open()
  await standing.start(5_000)
  return standing
}

const told = () => proxy.requestsOf('Telemetry').map(request => request.message)

describe('the start of a session', () => {
  it('ends when the server answered the settings', async () => {
    const standing = await started()
    expect([standing.state, heard]).toEqual(['ready', ['settings 4194304']])
    expect(told()[0]?.settings?.publishing?.topics?.[0]?.name).toBe('orders')
  })

  it("rejects at once with the server's reason, and closes the session", async () => {
    topics = ['%%bad name%%']
    const refused = open()
    const failure = await failureOf(refused.start(60_000))
    expect(failure).toMatchObject({ code: 'BAD_REQUEST', retryable: false })
    expect(refused.state).toBe('closed')
  })

  it('rejects with UNAUTHORIZED where credentials are missing, though the stream ends well', async () => {
    await using guarded = await EmbeddedProxy.start({ credentials: { accessKey: 'a', secretKey: 's' } })
    const failure = await failureOf(open(guarded.endpoints).start(60_000))
    expect(failure).toMatchObject({ code: 'UNAUTHORIZED', serverCode: 40_100 })
  })

  it('rejects after a few looks where nothing listens, and goes on trying until it is closed', async () => {
    const trying = open(`127.0.0.1:${await freePort()}`)
    const failure = await failureOf(trying.start(60_000))
    expect(failure).toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('nothing listens there'),
    })
    await eventually(() => expect(heard.at(-1)).toBe('lost 4 UNAVAILABLE'))
    trying.close()
    expect(trying.state).toBe('closed')
  })

  it('rejects when its time is over where the server takes the settings and says nothing', async () => {
    proxy.faults.always('Telemetry', { drop: 'request' })
    const failure = await failureOf(open().start(300))
    expect(failure).toMatchObject({
      code: 'TIMEOUT',
      message: expect.stringContaining('no settings within 300 ms'),
    })
  })

  it('rejects where something else listens, without trying again', async () => {
    await using peer = await startPeer(silent)
    calls = rpcClient({
      connectionPool: { ...rpcPool(), connectTimeoutMs: 100 },
    })
    expect(await failureOf(open(peer.endpoints).start(60_000))).toMatchObject({ code: 'WRONG_PROTOCOL' })
  })

  it('rejects when the session is closed meanwhile, and opens nothing afterwards', async () => {
    const closing = open()
    const failure = failureOf(closing.start(60_000))
    closing.close()
    expect(await failure).toMatchObject({ code: 'CLOSED' })
    expect(await failureOf(closing.start(60_000))).toMatchObject({ code: 'CLOSED' })
    expect(told()).toEqual([])
  })

  it('learns first what the server understands, before each attempt', async () => {
    const prepare = vi.fn(async () => {})
    await open(undefined, prepare).start(5_000)
    proxy.cutConnections()
    await eventually(() => expect(heard).toContain('reconnected'))
    expect(prepare).toHaveBeenCalledTimes(2)
  })
})

describe('a session that stands', () => {
  it('tells the settings anew when they change', async () => {
    const standing = await started()
    topics = ['orders', 'more']
    standing.syncSettings()
    await eventually(() => expect(told().at(-1)?.settings?.publishing?.topics).toHaveLength(2))
  })

  it('hands commands to its owner, whose answer goes up', async () => {
    await started()
    proxy.command(clientId, { printThreadStackTraceCommand: { nonce: '1' } })
    await eventually(() => expect(told().at(-1)?.threadStackTrace?.threadStackTrace).toBe('here'))
  })

  it('comes back when it is lost, tells its settings, and answers again', async () => {
    await started()
    proxy.cutConnections()
    await eventually(() => expect(heard).toContain('reconnected'))
    expect(heard).toEqual([
      'settings 4194304',
      expect.stringMatching(/^lost 1 /),
      'settings 4194304',
      'reconnected',
    ])
    proxy.command(clientId, { printThreadStackTraceCommand: { nonce: '1' } })
    await eventually(() => expect(told().at(-1)?.threadStackTrace).toBeDefined())
  })

  it('comes back to a server that was down for a while', async () => {
    const standing = await started()
    await proxy.stopProxy()
    await eventually(() => expect(heard.filter(event => event.startsWith('lost')).length).toBeGreaterThan(1))
    await proxy.startProxy()
    await eventually(() => expect(standing.state).toBe('ready'), 25_000)
  })

  it('comes back where a new stream gets no answer to its settings', async () => {
    const standing = open()
    await standing.start(3_000)
    proxy.faults.once('Telemetry', { drop: 'request' })
    proxy.cutConnections()
    await eventually(() => expect(heard).toContainEqual(expect.stringMatching(/^lost \d+ TIMEOUT$/)), 25_000)
    await eventually(() => expect(standing.state).toBe('ready'))
  })

  it('connects anew where the server asks for it', async () => {
    await started()
    proxy.command(clientId, { reconnectEndpointsCommand: { nonce: '1' } })
    await eventually(() => expect(heard).toContain('reconnected'))
    expect(heard).toContain('lost 1 UNAVAILABLE')
  })

  it('says why the server ended it, not only that it did', async () => {
    const losses: RocketMQError[] = []
    vi.spyOn(owner, 'onLost').mockImplementation((_endpoints, error) => void losses.push(error))
    const standing = await started()
    proxy.faults.once('Telemetry', { code: 'UNAUTHORIZED', message: 'no longer' })
    standing.syncSettings()
    await eventually(() => expect(losses.at(0)?.code).toBe('UNAUTHORIZED'))
    vi.restoreAllMocks()
  })

  it('ends for good when it is closed', async () => {
    const standing = await started()
    standing.close()
    standing.close()
    standing.syncSettings()
    await eventually(() => expect(calls.connectionStats()[0]?.leases).toBe(0))
    expect([standing.state, heard]).toEqual(['closed', ['settings 4194304']])
  })

  it('publishes its states to who listens', async () => {
    const states: string[] = []
    const listen = (change: unknown) => states.push((change as { state: string }).state)
    channels.telemetryState.subscribe(listen)
    const standing = await started()
    standing.close()
    channels.telemetryState.unsubscribe(listen)
    expect(states).toEqual(['connecting', 'ready', 'closed'])
  })
})

function rpcPool() {
  return {
    maxConnections: 1,
    streamsPerConnection: 10,
    idleTimeoutMs: 60_000,
    acquireTimeoutMs: 3_000,
    connectTimeoutMs: 3_000,
  }
}
