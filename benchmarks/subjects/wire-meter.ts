import { subscribe } from 'node:diagnostics_channel'
import type { ClientHttp2Session, OutgoingHttpHeaders } from 'node:http2'
import { createRequire } from 'node:module'
import type { Socket } from 'node:net'

type Connect = (...args: unknown[]) => ClientHttp2Session

/**
 * Counts what leaves this process, whichever client sends it: bytes and connections of all sockets, and the calls of
 * those that use `node:http2`, which all open their sessions with `http2.connect`. Who writes frames of its own counts
 * its calls itself. Make it before the client is loaded.
 */
export class WireMeter {
  /** Connections opened since the process started. */
  connections = 0
  /** Calls by the last part of their path. */
  readonly #calls = new Map<string, number>()
  readonly #open = new Set<Socket>()
  #closedBytes = 0

  constructor() {
    subscribe('net.client.socket', message => this.#watchSocket((message as { socket: Socket }).socket))
    const http2 = createRequire(import.meta.url)('node:http2') as { connect: Connect }
    const { connect } = http2
    http2.connect = (...args) => this.#watchSession(connect(...args))
  }

  /** Calls of one method, or of all. */
  calls(method?: string): number {
    if (method !== undefined) return this.#calls.get(method) ?? 0
    let sum = 0
    for (const count of this.#calls.values()) sum += count
    return sum
  }

  /** Bytes written to sockets. */
  get bytes(): number {
    let bytes = this.#closedBytes
    for (const socket of this.#open) bytes += socket.bytesWritten
    return bytes
  }

  #watchSocket(socket: Socket): void {
    this.connections += 1
    this.#open.add(socket)
    socket.once('close', () => {
      this.#open.delete(socket)
      this.#closedBytes += socket.bytesWritten
    })
  }

  #watchSession(session: ClientHttp2Session): ClientHttp2Session {
    const request = session.request.bind(session)
    session.request = (headers?: OutgoingHttpHeaders, ...rest) => {
      const path = String(headers?.[':path'] ?? '')
      const method = path.slice(path.lastIndexOf('/') + 1)
      this.#calls.set(method, (this.#calls.get(method) ?? 0) + 1)
      return request(headers as never, ...rest)
    }
    return session
  }
}
