import { nowMicros, stampOf } from './bodies.js'
import { LatencyLog } from './latency-log.js'
import type { ProcessMeter } from './process-meter.js'
import type { ConsumeResult, Kept } from './protocol.js'
import type { Receiver } from './receiver.js'
import type { WireMeter } from './wire-meter.js'

/** Counts what a consumer hands over, from the end of its warm-up on. */
export class Consumption {
  readonly #keep: Kept
  readonly #warmUp: number
  readonly #meter: ProcessMeter
  readonly #wire: WireMeter
  readonly #requests: () => number
  readonly #latencies = new LatencyLog()
  readonly #numbers = new Set<number>()
  #messages = 0
  #warmAt = 0
  #lastAt = 0
  #requestsBefore = 0
  #until = Number.POSITIVE_INFINITY
  #arrived: (() => void) | undefined

  /**
   * @param warmUp messages that find a cold consumer and count for nothing
   * @param receiver the client, as far as it counts its calls itself
   */
  constructor(
    keep: Kept,
    warmUp: number,
    meter: ProcessMeter,
    wire: WireMeter,
    receiver: Pick<Receiver, 'requests'>,
  ) {
    this.#keep = keep
    this.#warmUp = warmUp
    this.#meter = meter
    this.#wire = wire
    this.#requests = () => receiver.requests?.() ?? wire.calls()
  }

  /** To be called with every body. */
  readonly onBody = (body: Uint8Array): void => {
    this.#lastAt = performance.now()
    this.#messages += 1
    if (this.#messages === this.#warmUp) this.#begin()
    if (this.#keep === 'stamps') this.#noteLatency(body)
    if (this.#keep === 'numbers') this.#numbers.add(Number(Buffer.from(body).toString()))
    if (this.#messages >= this.#until) this.#arrived?.()
  }

  /** Waits for so many messages, the warm-up included. */
  async collect(messages: number, timeoutMs: number): Promise<ConsumeResult> {
    const whole = await this.#wait(messages, timeoutMs)
    if (!whole)
      throw new Error(`only ${this.#messages} of ${messages} messages came within ${timeoutMs / 1000} s`)
    const { cpuMicros, serverCpuMicros, ...use } = this.#meter.read()
    const seconds = (this.#lastAt - this.#warmAt) / 1000
    const counted = this.#messages - this.#warmUp
    const { p50Ms, p99Ms } = this.#latencies.summary()
    return {
      messages: counted,
      seconds,
      rate: counted / seconds,
      p50Ms,
      p99Ms,
      cpuMicrosPerMessage: cpuMicros / counted,
      serverCpuMicrosPerMessage: serverCpuMicros && serverCpuMicros / counted,
      connections: this.#wire.connections,
      requests: this.#requests() - this.#requestsBefore,
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

  #begin(): void {
    this.#warmAt = this.#lastAt
    this.#requestsBefore = this.#requests()
    this.#meter.restart()
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
    if (sentAt === undefined || this.#messages <= this.#warmUp) return
    this.#latencies.add((nowMicros() - sentAt) / 1000)
  }
}
