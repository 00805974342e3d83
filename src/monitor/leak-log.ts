import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { type ChannelPayloads, channels } from '../stats/channels.js'

/** An object of a pool that is lost, as far as the pool's leak detector can tell. */
export interface LeakSnapshot {
  pool: string
  /** When it was found, in milliseconds since 1970. */
  foundAt: number
  /** For how long it had been held then, in milliseconds. */
  heldMs: number
  /** The stack at its acquisition, innermost call first, if the detector recorded it. */
  stack?: string
}

/** How many of the latest leaks are kept; the pools' counters count all. */
const MOST_KEPT = 20

/** Remembers what leak detectors find while it is started. */
export class LeakLog {
  readonly #onLeak: (leak: LeakSnapshot) => void
  readonly #leaks: LeakSnapshot[] = []
  readonly #onMessage = (message: unknown) => this.#add(message as ChannelPayloads['rocketmq-jet:pool:leak'])

  constructor(onLeak: (leak: LeakSnapshot) => void) {
    this.#onLeak = onLeak
  }

  /** Idempotent. */
  start(): void {
    this.stop()
    subscribe(channels.poolLeak.name, this.#onMessage)
  }

  stop(): void {
    unsubscribe(channels.poolLeak.name, this.#onMessage)
  }

  /** The latest, newest first. */
  list(): LeakSnapshot[] {
    return this.#leaks.map(leak => ({ ...leak }))
  }

  #add({ pool, heldMs, stack }: ChannelPayloads['rocketmq-jet:pool:leak']): void {
    const leak = { pool, foundAt: Date.now(), heldMs, ...(stack === undefined ? {} : { stack }) }
    this.#leaks.unshift(leak)
    this.#leaks.length = Math.min(this.#leaks.length, MOST_KEPT)
    this.#onLeak(leak)
  }
}
