import { failuresOf } from '../errors.js'
import type { RpcClient } from '../remoting/rpc-client.js'
import { type TelemetryOwner, TelemetrySession } from '../remoting/telemetry-session.js'
import type { Endpoints } from '../route/endpoints.js'
import type { CapabilityCache } from './capability-cache.js'

/** An endpoint to hold a session with, and a topic it serves, by which its mode can be learned. */
interface WantedSession {
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
    this.#owner = {
      ...owner,
      onLost: (endpoints, error, attempt) => {
        // Another server may answer there next time.
        capabilities.forget(endpoints)
        owner.onLost(endpoints, error, attempt)
      },
    }
  }

  /** Endpoints of all sessions. */
  endpoints(): Endpoints[] {
    return [...this.#sessions.values()].map(session => session.endpoints)
  }

  /** Whether the server there has the client's settings, as far as a session tells. */
  isKnown(endpoints: Endpoints): boolean {
    return this.#sessions.get(endpoints.key)?.known ?? true
  }

  /** Whether a session stands there. */
  isReady(endpoints: Endpoints): boolean {
    return this.#sessions.get(endpoints.key)?.state === 'ready'
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
    // Before anything is awaited: by then another call may have wanted more.
    this.#closeOthers(wanted)
    const missing = [...wanted.values()].filter(({ endpoints }) => !this.#sessions.has(endpoints.key))
    const outcomes = await Promise.allSettled(missing.map(each => this.#start(each, timeoutMs)))
    const failures = failuresOf(outcomes)
    // A session that was closed meanwhile is no refusal: its endpoint is wanted no more.
    const refusal = failures.find(failure => !failure.retryable && failure.code !== 'CLOSED')
    if (refusal !== undefined) throw refusal
    const [failure] = failures
    if (failure !== undefined && this.ready().length === 0) throw failure
  }

  /** Tells the client's settings to all servers, or to one. */
  syncSettings(endpoints?: Endpoints): void {
    if (endpoints !== undefined) this.#sessions.get(endpoints.key)?.syncSettings()
    else for (const session of this.#sessions.values()) session.syncSettings()
  }

  closeAll(): void {
    for (const session of this.#sessions.values()) session.close()
    this.#sessions.clear()
  }

  #closeOthers(wanted: ReadonlyMap<string, WantedSession>): void {
    for (const [key, session] of this.#sessions) {
      if (wanted.has(key)) continue
      this.#sessions.delete(key)
      session.close()
    }
  }

  async #start({ endpoints, topic }: WantedSession, timeoutMs: number): Promise<void> {
    // What the server understands decides the headers of the stream, so it is asked first. If it cannot be
    // reached, the stream will say so.
    const prepare = async () => {
      await this.#capabilities.get(endpoints, topic).catch(() => {})
    }
    const session = new TelemetrySession(this.#client, endpoints, this.#owner, prepare)
    this.#sessions.set(endpoints.key, session)
    try {
      await session.start(timeoutMs)
    } catch (error) {
      if (session.state === 'closed' && this.#sessions.get(endpoints.key) === session) {
        this.#sessions.delete(endpoints.key)
      }
      throw error
    }
  }
}
