import type { Endpoints } from '../route/endpoints.js'

/** Endpoints whose last request failed; they are passed over until a heartbeat to them is answered. */
export class EndpointIsolation {
  readonly #isolated = new Set<string>()

  isolate(endpoints: Endpoints): void {
    this.#isolated.add(endpoints.key)
  }

  release(endpoints: Endpoints): void {
    this.#isolated.delete(endpoints.key)
  }

  has(endpoints: Endpoints): boolean {
    return this.#isolated.size > 0 && this.#isolated.has(endpoints.key)
  }
}
