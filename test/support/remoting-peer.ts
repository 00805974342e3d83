import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { onTestFinished } from 'vitest'
import { selfSignedCertificate } from '../../src/testing/self-signed-certificate.js'

/** What was asked over the remoting protocol. */
export interface Asked {
  code: number
  extFields: Record<string, string>
}

/** A server of the remoting protocol that says what the test wants, byte for byte. */
export interface RemotingPeer {
  address: string
  /** Everything it was asked. */
  asked: Asked[]
  /** PEM that clients take as their `ca`; only with TLS. */
  certificate: string | undefined
  /** Its connections that are open. */
  open: ReadonlySet<Socket>
}

/** A whole frame: a header as JSON, and a body. */
export function frame(header: object, body = ''): Buffer {
  const head = Buffer.from(JSON.stringify(header))
  const prefix = Buffer.alloc(8)
  prefix.writeUInt32BE(4 + head.length + Buffer.byteLength(body), 0)
  prefix.writeUInt32BE(head.length, 4)
  return Buffer.concat([prefix, head, Buffer.from(body)])
}

function read(chunk: Buffer): Asked | undefined {
  try {
    return JSON.parse(chunk.toString('utf8', 8)) as Asked
  } catch {
    return undefined
  }
}

/** Starts one that ends with the test. @param answer nothing, to stay silent; with `tls` it takes nothing else */
export async function startRemotingPeer(
  answer: (asked: Asked, socket: Socket) => Buffer | undefined,
  options: { tls?: boolean } = {},
): Promise<RemotingPeer> {
  const asked: Asked[] = []
  const open = new Set<Socket>()
  const serve = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
    socket.on('data', chunk => {
      const question = read(chunk)
      if (question === undefined) {
        socket.destroy()
        return
      }
      asked.push(question)
      const bytes = answer(question, socket)
      if (bytes !== undefined) socket.write(bytes)
    })
  }
  const pem = options.tls ? selfSignedCertificate() : undefined
  const server: Server = pem === undefined ? createServer(serve) : createTlsServer(pem, serve)
  if (pem !== undefined) server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  const { port } = server.address() as { port: number }
  return { address: `127.0.0.1:${port}`, asked, certificate: pem?.cert.toString(), open }
}
