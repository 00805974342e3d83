import type { RpcClient } from '../remoting/rpc-client.js'
import { probeCapabilities, type ServerCapabilities, unproven } from '../remoting/server-capabilities.js'
import type { Endpoints } from '../route/endpoints.js'

/** What each server proved of itself; asked once per endpoint, and again after a reconnect. */
export class CapabilityCache {
  readonly #client: RpcClient
  readonly #signal: () => AbortSignal
  readonly #known = new Map<string, ServerCapabilities>()
  readonly #probing = new Map<string, Promise<ServerCapabilities>>()

  /** @param signal fires when nobody waits for an answer any more */
  constructor(client: RpcClient, signal: () => AbortSignal) {
    this.#client = client
    this.#signal = signal
  }

  /** What is known now, without asking; a server that proved nothing is trusted with nothing. */
  peek(endpoints: Endpoints): ServerCapabilities {
    return this.#known.get(endpoints.key) ?? unproven
  }

  /**
   * Asks the server unless it is known.
   *
   * @param topic an existing topic; without one the mode stays unknown, since only a route query shows it
   */
  get(endpoints: Endpoints, topic: string | undefined): Promise<ServerCapabilities> {
    const known = this.#known.get(endpoints.key)
    if (known !== undefined && (known.mode !== 'unknown' || topic === undefined))
      return Promise.resolve(known)
    const key = probeKey(endpoints, topic !== undefined)
    return this.#probing.get(key) ?? this.#probe(endpoints, topic, key)
  }

  /** Another server may answer there from now on: nothing is proven any more, nor by a probe under way. */
  forget(endpoints: Endpoints): void {
    this.#known.delete(endpoints.key)
    this.#probing.delete(probeKey(endpoints, true))
    this.#probing.delete(probeKey(endpoints, false))
  }

  /** Forgets all endpoints but these. */
  keep(named: ReadonlySet<string>): void {
    for (const key of this.#known.keys()) if (!named.has(key)) this.#known.delete(key)
  }

  #probe(endpoints: Endpoints, topic: string | undefined, key: string): Promise<ServerCapabilities> {
    const isCurrent = () => this.#probing.get(key) === probing
    const probing = probeCapabilities(this.#client, endpoints, topic, this.#signal())
      .then(found => {
        if (isCurrent()) this.#known.set(endpoints.key, found)
        return found
      })
      .finally(() => {
        if (isCurrent()) this.#probing.delete(key)
      })
    this.#probing.set(key, probing)
    return probing
  }
}

function probeKey(endpoints: Endpoints, withMode: boolean): string {
  return `${endpoints.key} ${withMode}`
}
