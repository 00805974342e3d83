import { createServer, type Http2Server } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { RpcClient } from '../../../src/remoting/rpc-client.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import { rpcs } from '../../../src/wire/rpc-table.js'
import { failureOf, rpcClient } from '../../support/rpc-client.js'

/** The flag before a message, and the encoding that its headers name. */
const ODD = [
  [1, undefined],
  [1, 'identity'],
  [0, 'br'],
  [1, 'br'],
  [1, 'gzip'],
  [7, 'gzip'],
] as const

const servers: Http2Server[] = []
const clients: RpcClient[] = []

afterEach(async () => {
  await Promise.all(clients.splice(0).map(client => client.close(0)))
  for (const server of servers.splice(0)) server.close()
})

async function answering(flag: number, encoding: string | undefined): Promise<Endpoints> {
  const server = createServer()
  servers.push(server)
  server.on('stream', stream => {
    stream.on('error', () => {})
    const named = encoding === undefined ? {} : { 'grpc-encoding': encoding }
    stream.respond(
      { ':status': 200, 'content-type': 'application/grpc', ...named },
      { waitForTrailers: true },
    )
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
    stream.end(Buffer.from([flag, 0, 0, 0, 3, 1, 2, 3]))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return Endpoints.parse(`127.0.0.1:${(server.address() as AddressInfo).port}`)
}

function client(transport: 'direct' | 'grpc-js'): RpcClient {
  const made = rpcClient({ transport })
  clients.push(made)
  return made
}

describe.each(ODD)('a reply with the flag %i in the encoding %s', (flag, encoding) => {
  it.each([
    ['the data plane, direct', 'direct', { ...rpcs.queryRoute, plane: 'data' as const }],
    ['the data plane over grpc-js', 'grpc-js', rpcs.queryRoute],
    ['the control plane', 'direct', rpcs.queryRoute],
  ] as const)('fails the call it belongs to and nothing else, on %s', async (_, transport, rpc) => {
    const failure = await failureOf(client(transport).call(await answering(flag, encoding), rpc, {}))
    expect(failure).toMatchObject({ code: 'PROTOCOL', retryable: true })
  })

  it('ends the stream of telemetry that it came on', async () => {
    const at = await answering(flag, encoding)
    const ended = new Promise(resolve => {
      void client('direct')
        .duplex(at, rpcs.telemetry, { onMessage: () => {}, onEnd: resolve })
        .then(stream => stream.send({}))
    })
    expect(await ended).toMatchObject({ retryable: true })
  })
})
