import type { RpcClient } from '../remoting/rpc-client.js'
import { probeCapabilities, type ServerCapabilities, unproven } from '../remoting/server-capabilities.js'
import type { Endpoints } from '../route/endpoints.js'

/** What each server proved of itself; asked once per endpoint, and again after a reconnect. */
export class CapabilityCache {
  readonly #client: RpcClient
  readonly #namespace: string
  readonly #known = new Map<string, ServerCapabilities>()
  readonly #probing = new Map<string, Promise<ServerCapabilities>>()

  constructor(client: RpcClient, namespace: string) {
    this.#client = client
    this.#namespace = namespace
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
    const key = `${endpoints.key} ${topic === undefined}`
    let probing = this.#probing.get(key)
    if (probing === undefined) {
      probing = this.#probe(endpoints, topic).finally(() => this.#probing.delete(key))
      this.#probing.set(key, probing)
    }
    return probing
  }

  /** Another server may answer there from now on: nothing is proven any more. */
  forget(endpoints: Endpoints): void {
    this.#known.delete(endpoints.key)
  }

  async #probe(endpoints: Endpoints, topic: string | undefined): Promise<ServerCapabilities> {
    const found = await probeCapabilities(this.#client, endpoints, topic, this.#namespace)
    this.#known.set(endpoints.key, found)
    return found
  }
}
