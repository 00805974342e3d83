import { failuresOf } from '../errors.js'
import type { RpcClient } from '../remoting/rpc-client.js'
import { type TelemetryOwner, TelemetrySession } from '../remoting/telemetry-session.js'
import type { Endpoints } from '../route/endpoints.js'
import type { CapabilityCache } from './capability-cache.js'

/** An endpoint to hold a session with, and a topic it serves, by which its mode can be learned. */
export interface WantedSession {
  endpoints: Endpoints
  topic: string | undefined
}

/** The telemetry sessions of one client, one per endpoint. */
export class SessionRegistry {
  readonly #client: RpcClient
  readonly #capabilities: CapabilityCache
  readonly #owner: TelemetryOwner
  readonly #sessions = new Map<string, TelemetrySession>()

  constructor(client: RpcClient, capabilities: CapabilityCache, owner: TelemetryOwner) {
    this.#client = client
    this.#capabilities = capabilities
    this.#owner = owner
  }

  /** Endpoints of all sessions. */
  endpoints(): Endpoints[] {
    return [...this.#sessions.values()].map(session => session.endpoints)
  }

  /** Endpoints of the sessions that stand. */
  ready(): Endpoints[] {
    return [...this.#sessions.values()].filter(each => each.state === 'ready').map(each => each.endpoints)
  }

  /**
   * Opens what is wanted and missing, closes what is not wanted any more. One broker that is down keeps
   * nobody from starting: this rejects only if a server refused, or if no session stands at all.
   */
  async open(wanted: ReadonlyMap<string, WantedSession>, timeoutMs: number): Promise<void> {
    const missing = [...wanted.values()].filter(({ endpoints }) => !this.#sessions.has(endpoints.key))
    const outcomes = await Promise.allSettled(missing.map(each => this.#start(each, timeoutMs)))
    for (const [key, session] of this.#sessions) {
      if (wanted.has(key)) continue
      this.#sessions.delete(key)
      session.close()
    }
    const failures = failuresOf(outcomes)
    const refusal = failures.find(failure => !failure.retryable)
    if (refusal !== undefined) throw refusal
    const [failure] = failures
    if (failure !== undefined && this.ready().length === 0) throw failure
  }

  syncSettings(): void {
    for (const session of this.#sessions.values()) session.syncSettings()
  }

  closeAll(): void {
    for (const session of this.#sessions.values()) session.close()
    this.#sessions.clear()
  }

  async #start({ endpoints, topic }: WantedSession, timeoutMs: number): Promise<void> {
    const session = new TelemetrySession(this.#client, endpoints, this.#owner)
    this.#sessions.set(endpoints.key, session)
    // What the server understands decides the headers of the stream, so it is asked first. If it cannot be
    // reached, the session will say so, and go on trying.
    await this.#capabilities.get(endpoints, topic).catch(() => {})
    try {
      await session.start(timeoutMs)
    } catch (error) {
      if (session.state === 'closed') this.#sessions.delete(endpoints.key)
      throw error
    }
  }
}
