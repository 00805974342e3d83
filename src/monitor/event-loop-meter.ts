import { type EventLoopUtilization, performance } from 'node:perf_hooks'
import { HistogramWindow } from '../stats/meters.js'

/** How freely the event loop ran over the last interval. */
export interface EventLoopMetrics {
  /** Milliseconds by which a timer came late. */
  delayMs: { mean: number; p50: number; p90: number; p99: number; max: number }
  /** Share of the time it was busy, 0 to 1. */
  utilization: number
}

/** How often the delay is measured, in milliseconds. */
const RESOLUTION_MS = 20

/** Delays are kept to the microsecond. */
const SCALE = 1000

const SHARES = [0.5, 0.9, 0.99]

/**
 * Measures the event loop between two calls of `tick()`, while it is started.
 *
 * A timer of its own, because Node's `monitorEventLoopDelay` forgets on `reset()` when it last looked: what blocked
 * the loop across the end of an interval would be seen in neither.
 */
export class EventLoopMeter {
  readonly #delays = new HistogramWindow()
  #timer: NodeJS.Timeout | undefined
  #lookedAt = 0
  #utilization: EventLoopUtilization = performance.eventLoopUtilization()
  #metrics: EventLoopMetrics = { delayMs: { mean: 0, p50: 0, p90: 0, p99: 0, max: 0 }, utilization: 0 }

  start(): void {
    if (this.#timer !== undefined) return
    this.#delays.reset()
    this.#lookedAt = performance.now()
    this.#timer = setInterval(() => this.#look(), RESOLUTION_MS)
    this.#timer.unref()
    this.#utilization = performance.eventLoopUtilization()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Ends an interval and begins the next. */
  tick(): void {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, this.#utilization)
    this.#utilization = now
    // A delay that brought this tick along belongs to the interval that ends.
    if (this.#timer !== undefined && performance.now() - this.#lookedAt > RESOLUTION_MS) this.#look()
    const { delayMs } = this.#metrics
    this.#metrics = { delayMs: this.#delays.count === 0 ? delayMs : this.#summary(), utilization }
    this.#delays.reset()
  }

  /** Of the last whole interval. */
  metrics(): EventLoopMetrics {
    return { delayMs: { ...this.#metrics.delayMs }, utilization: this.#metrics.utilization }
  }

  #look(): void {
    const now = performance.now()
    const lateMs = Math.max(0, now - this.#lookedAt - RESOLUTION_MS)
    this.#lookedAt = now
    this.#delays.record(Math.round(lateMs * SCALE))
  }

  #summary(): EventLoopMetrics['delayMs'] {
    const { count, sum, max } = this.#delays
    const [p50 = 0, p90 = 0, p99 = 0] = this.#delays.percentiles(SHARES)
    return {
      mean: sum / count / SCALE,
      p50: p50 / SCALE,
      p90: p90 / SCALE,
      p99: p99 / SCALE,
      max: max / SCALE,
    }
  }
}
