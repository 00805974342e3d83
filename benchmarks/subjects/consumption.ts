import { nowMicros, stampOf } from './bodies.js'
import { LatencyLog } from './latency-log.js'
import type { ProcessMeter } from './process-meter.js'
import type { ConsumeResult, Kept } from './protocol.js'
import type { WireMeter } from './wire-meter.js'

/** The first messages of a steady flow find a cold consumer and count for nothing. */
const WARM_SHARE = 0.25

/** Counts what a consumer hands over, from the moment it listens. */
export class Consumption {
  readonly #latencies = new LatencyLog()
  readonly #numbers = new Set<number>()
  #messages = 0
  #firstAt = 0
  #lastAt = 0
  #until = Number.POSITIVE_INFINITY
  readonly #keep: Kept
  #arrived: (() => void) | undefined

  constructor(keep: Kept) {
    this.#keep = keep
  }

  /** To be called with every body. */
  readonly onBody = (body: Uint8Array): void => {
    this.#lastAt = performance.now()
    if (this.#messages++ === 0) this.#firstAt = this.#lastAt
    if (this.#keep === 'stamps') this.#noteLatency(body)
    if (this.#keep === 'numbers') this.#numbers.add(Number(Buffer.from(body).toString()))
    if (this.#messages >= this.#until) this.#arrived?.()
  }

  /** Waits for so many messages. */
  async collect(
    messages: number,
    timeoutMs: number,
    meter: ProcessMeter,
    wire: WireMeter,
  ): Promise<ConsumeResult> {
    const whole = await this.#wait(messages, timeoutMs)
    if (!whole)
      throw new Error(`only ${this.#messages} of ${messages} messages came within ${timeoutMs / 1000} s`)
    const { cpuMicros, ...use } = meter.read()
    const seconds = (this.#lastAt - this.#firstAt) / 1000
    const { p50Ms, p99Ms } = this.#latencies.summary()
    return {
      messages: this.#messages,
      seconds,
      rate: this.#messages / seconds,
      p50Ms,
      p99Ms,
      cpuMicrosPerMessage: cpuMicros / this.#messages,
      connections: wire.connections,
      requests: wire.calls(),
      ...use,
    }
  }

  /** Waits for so many different numbers, or until none came for some time; answers them. */
  async numbers(messages: number, quietMs: number): Promise<number[]> {
    const startedAt = performance.now()
    const quiet = () => performance.now() - Math.max(startedAt, this.#lastAt) > quietMs
    while (this.#numbers.size < messages && !quiet()) await new Promise(resolve => setTimeout(resolve, 50))
    return [...this.#numbers]
  }

  #wait(messages: number, timeoutMs: number): Promise<boolean> {
    this.#until = messages
    if (this.#messages >= messages) return Promise.resolve(true)
    return new Promise(resolve => {
      const timer = setTimeout(() => resolve(false), timeoutMs)
      this.#arrived = () => {
        clearTimeout(timer)
        resolve(true)
      }
    })
  }

  #noteLatency(body: Uint8Array): void {
    const sentAt = stampOf(body)
    if (sentAt === undefined || this.#messages < this.#until * WARM_SHARE) return
    this.#latencies.add((nowMicros() - sentAt) / 1000)
  }
}
