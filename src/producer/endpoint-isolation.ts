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

  /** Forgets all endpoints but these: one that comes back has its chance. */
  keep(named: ReadonlySet<string>): void {
    for (const key of this.#isolated) if (!named.has(key)) this.#isolated.delete(key)
  }

  has(endpoints: Endpoints): boolean {
    return this.#isolated.size > 0 && this.#isolated.has(endpoints.key)
  }
}
