import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { type ChannelPayloads, channels } from '../stats/channels.js'

/** Something that was taken from a pool and is lost, as far as its leak detector can tell. */
export interface LeakSnapshot {
  pool: string
  /** When it was found, in milliseconds since 1970. */
  foundAt: number
  /** For how long it had been out then, in milliseconds. */
  heldMs: number
  /** The calls by which it was taken, innermost first, where the detector recorded them. */
  stack?: string
}

/** The latest that are kept; the pools' counters know of all. */
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
