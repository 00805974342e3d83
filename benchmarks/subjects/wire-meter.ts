import type { ClientHttp2Session, OutgoingHttpHeaders } from 'node:http2'
import { createRequire } from 'node:module'

type Connect = (...args: unknown[]) => ClientHttp2Session

/**
 * Counts what leaves this process over HTTP/2, whichever client does it: they all open their sessions with
 * `http2.connect`, so that is where it is watched. Make it before the client is loaded.
 */
export class WireMeter {
  /** HTTP/2 sessions opened since the process started. */
  connections = 0
  /** Calls by the last part of their path. */
  readonly #calls = new Map<string, number>()
  readonly #open = new Set<ClientHttp2Session>()
  #closedBytes = 0

  constructor() {
    const http2 = createRequire(import.meta.url)('node:http2') as { connect: Connect }
    const { connect } = http2
    http2.connect = (...args) => this.#watch(connect(...args))
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
    for (const session of this.#open) bytes += writtenBy(session)
    return bytes
  }

  #watch(session: ClientHttp2Session): ClientHttp2Session {
    this.connections += 1
    this.#open.add(session)
    let written = 0
    session.socket?.once('close', () => {
      written = writtenBy(session)
    })
    session.once('close', () => {
      this.#open.delete(session)
      this.#closedBytes += Math.max(written, writtenBy(session))
    })
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

/** A session without a socket any more throws when asked for it. */
function writtenBy(session: ClientHttp2Session): number {
  try {
    return session.socket?.bytesWritten ?? 0
  } catch {
    return 0
  }
}
