import { connect } from 'node:net'
import { connectivityState, credentials } from '@grpc/grpc-js'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createChannel } from '../../../src/remoting/channel-factory.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import { EmbeddedProxy } from '../../../src/testing/index.js'
import { rpcs } from '../../../src/wire/rpc-table.js'
import { freePort, silent, startPeer } from '../../support/peers.js'
import { rpcClient } from '../../support/rpc-client.js'

const query = { topic: { name: 'orders' } }

/** Every option grpc-js 1.14.7 reads: it ignores others without a word. */
async function recognizedOptions(): Promise<string[]> {
  const { recognizedOptions } = await import('@grpc/grpc-js/build/src/channel-options.js')
  // Its list leaves out the one that its compression filter reads.
  return [...Object.keys(recognizedOptions), 'grpc.default_compression_algorithm']
}

describe('a channel', () => {
  it('is made with options that grpc-js knows, each of them', async () => {
    const known = await recognizedOptions()
    const channel = createChannel(Endpoints.parse('127.0.0.1:8081'), {
      credentials: credentials.createInsecure(),
      serverName: 'name',
      gzip: true,
    })
    const { internalChannel } = channel as unknown as { internalChannel: { options: object } }
    expect(
      Object.keys(internalChannel.options).filter(name => name.startsWith('grpc') && !known.includes(name)),
    ).toEqual([])
    channel.close()
  })

  it('dials nothing until it is used', async () => {
    await using peer = await startPeer(silent)
    const channel = createChannel(Endpoints.parse(peer.endpoints), {
      credentials: credentials.createInsecure(),
      gzip: false,
    })
    // What was dialled before this connection would have been accepted before it.
    const other = connect(peer.port, '127.0.0.1')
    await vi.waitFor(() => expect(peer.accepted).toBeGreaterThan(0))
    expect(peer.accepted).toBe(1)
    expect(channel.getConnectivityState(false)).toBe(connectivityState.IDLE)
    other.destroy()
    channel.close()
  })
})

describe('the way to an endpoint', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  async function callVia(text: (port: number) => string, host = '127.0.0.1') {
    await using proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' } })
    const calls = rpcClient()
    try {
      const reply = await calls.call(Endpoints.parse(text(proxy.port)), rpcs.queryRoute, query)
      const authority = proxy.requestsOf('QueryRoute')[0]?.headers[':authority']
      return { code: reply.status?.code, authority, host }
    } finally {
      await calls.close(1_000)
    }
  }

  it('ignores the proxies of the environment, which would catch loopback addresses too', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`
    for (const name of ['http_proxy', 'https_proxy', 'grpc_proxy']) vi.stubEnv(name, nowhere)
    expect(await callVia(port => `127.0.0.1:${port}`)).toMatchObject({ code: 20_000 })
  })

  it('leads to the second of several addresses where the first is dead, under the authority of the first', async () => {
    const dead = await freePort()
    expect(await callVia(port => `127.0.0.1:${dead};127.0.0.1:${port}`)).toMatchObject({
      code: 20_000,
      authority: `127.0.0.1:${dead}`,
    })
  })

  it('leads to a host by its name', async () => {
    expect(await callVia(port => `localhost:${port}`)).toMatchObject({
      code: 20_000,
      authority: expect.stringMatching(/^localhost:\d+$/),
    })
  })
})
