import type { Socket } from 'node:net'
import process from 'node:process'
import { credentials } from '@grpc/grpc-js'
import { describe, expect, it } from 'vitest'
import { defaultConnectionPoolOptions } from '../../../src/remoting/endpoint-connections.js'
import { GrpcJsConnection } from '../../../src/remoting/grpc-js-connection.js'
import { createCredentials, observeSockets } from '../../../src/remoting/observed-credentials.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import { EmbeddedProxy } from '../../../src/testing/index.js'
import { rpcs } from '../../../src/wire/rpc-table.js'
import { eventually } from '../../support/patience.js'
import { closes, silent, startPeer } from '../../support/peers.js'
import { failureOf, rpcClient } from '../../support/rpc-client.js'

const pool = { ...defaultConnectionPoolOptions, connectTimeoutMs: 200 }
const kinds = [
  ['plaintext', undefined],
  ['TLS', {}],
] as const

describe('the inside of grpc-js that sockets are seen by', () => {
  it.each([
    ['plaintext', credentials.createInsecure()],
    ['TLS', credentials.createSsl()],
  ])('is still there for %s', async (_kind, base) => {
    await using peer = await startPeer(silent)
    const seen: Socket[] = []
    const observed = observeSockets(base, { onSocket: socket => seen.push(socket) })
    expect(observed._equals(base)).toBe(false)
    expect(observed._equals(observed)).toBe(true)
    const connection = new GrpcJsConnection(
      Endpoints.parse(peer.endpoints),
      { credentials: base, gzip: false, connectTimeoutMs: 60_000 },
      { onOpen: () => seen.push({} as Socket), onClose: () => {} },
    )
    const headers = { constant: [], signed: [], requestId: 'r-1', credentials: undefined }
    connection.open('/x', headers, 60_000, { onMessage: () => {}, onEnd: () => {} })
    await eventually(() => expect(seen).toHaveLength(1))
    connection.close()
  })
})

describe.each(kinds)('a peer that takes a %s connection and never speaks', (_kind, tls) => {
  it('fails the call once the time to connect is over, long before its deadline', async () => {
    await using peer = await startPeer(silent)
    const calls = rpcClient({ tls, connectionPool: pool, requestTimeoutMs: 20_000 })
    const failure = await failureOf(calls.call(Endpoints.parse(peer.endpoints), rpcs.queryRoute, {}))
    expect(failure).toMatchObject({ code: 'WRONG_PROTOCOL', retryable: true })
    await calls.close(0)
    await eventually(() => expect(peer.sockets.size).toBe(0))
  })

  it('keeps no socket of a client that is closed while it connects', async () => {
    await using peer = await startPeer(silent)
    const calls = rpcClient({ tls, connectionPool: { ...pool, connectTimeoutMs: 60_000 } })
    const failure = failureOf(calls.call(Endpoints.parse(peer.endpoints), rpcs.queryRoute, {}))
    await eventually(() => expect(peer.sockets.size).toBe(1))
    await calls.close(0)
    await failure
    await eventually(() => expect(peer.sockets.size).toBe(0))
  })
})

it.each(kinds)('a %s connection that the peer closes at once fails the call at once', async (_kind, tls) => {
  await using peer = await startPeer(closes)
  const calls = rpcClient({ tls, requestTimeoutMs: 20_000 })
  const failure = failureOf(calls.call(Endpoints.parse(peer.endpoints), rpcs.queryRoute, {}))
  expect(await failure).toMatchObject({ code: 'WRONG_PROTOCOL' })
  await calls.close(0)
})

describe('TLS', () => {
  it('refuses certificates that are none, as a fault of the configuration', () => {
    expect(() =>
      createCredentials({ ca: '-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----' }),
    ).toThrow(/tls: the certificates cannot be used/)
  })

  it('dials an address without the warning of Node about addresses as server names', async () => {
    const warnings: string[] = []
    const listen = (warning: Error & { code?: string }) => warnings.push(`${warning.code}`)
    process.on('warning', listen)
    await using proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, tls: true })
    const calls = rpcClient({ tls: { ca: proxy.certificate } })
    const reply = await calls.call(Endpoints.parse(proxy.endpoints), rpcs.queryRoute, {
      topic: { name: 'orders' },
    })
    await calls.close(1_000)
    process.off('warning', listen)
    expect([reply.status?.code, warnings]).toEqual([20_000, []])
  })

  it('still checks the certificate against the address that was dialled', async () => {
    await using proxy = await EmbeddedProxy.start({ tls: true })
    const calls = rpcClient({ tls: { ca: proxy.certificate } })
    const other = Endpoints.parse(proxy.endpoints.replace('127.0.0.1', '127.0.0.2'))
    const failure = await failureOf(calls.call(other, rpcs.queryRoute, {}))
    await calls.close(0)
    expect(failure.code).toMatch(/^(TLS|UNAVAILABLE)$/)
  })
})
