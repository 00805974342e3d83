import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** A TCP server of a few lines that plays one kind of bad peer, and the sockets it holds. */
export interface Peer extends AsyncDisposable {
  readonly endpoints: string
  readonly port: number
  /** Sockets that are open now. */
  readonly sockets: ReadonlySet<Socket>
  /** Connections taken so far. */
  readonly accepted: number
}

/** Starts a bad peer on a free loopback port; `greet` sees each socket. */
export async function startPeer(greet: (socket: Socket) => void): Promise<Peer> {
  const sockets = new Set<Socket>()
  let accepted = 0
  const server = createServer(socket => {
    accepted += 1
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    greet(socket)
    socket.resume()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoints: `127.0.0.1:${port}`,
    port,
    sockets,
    get accepted() {
      return accepted
    },
    [Symbol.asyncDispose]: () => stop(server, sockets),
  }
}

/** A port of this machine on which nothing listens. */
export async function freePort(): Promise<number> {
  const peer = await startPeer(() => {})
  await peer[Symbol.asyncDispose]()
  return peer.port
}

/** Accepts and never says a word, as a server does whose machine stands still. */
export const silent = (): void => {}

/** Answers the first bytes as an HTTP/1 server does. */
export const speaksHttp1 = (socket: Socket): void => {
  socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'))
}

/** Closes every connection at once. */
export const closes = (socket: Socket): void => {
  socket.end()
}

/** Resets every connection once something came over it. */
export const resets = (socket: Socket): void => {
  socket.once('data', () => socket.resetAndDestroy())
}

/** Ends with an alert what does not begin with a TLS handshake, as a port does that wants TLS. */
export const wantsTls = (socket: Socket): void => {
  socket.once('data', () => socket.end(Buffer.from('15030100020246', 'hex')))
}

/** Greets with a banner of its own, as SSH or MySQL do. */
export const greets = (socket: Socket): void => {
  socket.write('220 some other service\r\n')
}

function stop(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy()
  return new Promise(resolve => server.close(() => resolve()))
}

/** Ties the two ends of a relayed connection together: an end that closes takes the other along. */
export function tieEnds(client: Socket, server: Socket, open: Set<Socket>): void {
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const) {
    open.add(one)
    one.setNoDelay(true)
    one.on('error', () => {})
    one.once('close', () => {
      open.delete(one)
      other.destroy()
    })
  }
}
