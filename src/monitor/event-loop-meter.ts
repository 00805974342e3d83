import {
  type EventLoopUtilization,
  type IntervalHistogram,
  monitorEventLoopDelay,
  performance,
} from 'node:perf_hooks'

/** How freely the event loop ran over the last interval. */
export interface EventLoopMetrics {
  /** Milliseconds by which a timer came late. */
  delayMs: { mean: number; p50: number; p90: number; p99: number; max: number }
  /** Share of the time it was busy, 0 to 1. */
  utilization: number
}

/** How often the delay is measured, in milliseconds. */
const RESOLUTION_MS = 20

/** Node counts the wait for its own timer into the delay; this takes it out, and makes milliseconds of it. */
function toMs(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS)
}

/** Measures the event loop between two calls of `tick()`, while it is started. */
export class EventLoopMeter {
  #delay: IntervalHistogram | undefined
  #utilization: EventLoopUtilization = performance.eventLoopUtilization()
  #metrics: EventLoopMetrics = { delayMs: { mean: 0, p50: 0, p90: 0, p99: 0, max: 0 }, utilization: 0 }

  start(): void {
    if (this.#delay !== undefined) return
    this.#delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
    this.#delay.enable()
    this.#utilization = performance.eventLoopUtilization()
  }

  stop(): void {
    this.#delay?.disable()
    this.#delay = undefined
  }

  /** Ends an interval and begins the next. */
  tick(): void {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, this.#utilization)
    this.#utilization = now
    const delay = this.#delay
    if (delay === undefined || delay.count === 0) {
      this.#metrics = { ...this.#metrics, utilization }
      return
    }
    const at = (percentile: number) => toMs(delay.percentile(percentile))
    const delayMs = { mean: toMs(delay.mean), p50: at(50), p90: at(90), p99: at(99), max: toMs(delay.max) }
    this.#metrics = { delayMs, utilization }
    delay.reset()
  }

  /** Of the last whole interval. */
  metrics(): EventLoopMetrics {
    return { delayMs: { ...this.#metrics.delayMs }, utilization: this.#metrics.utilization }
  }
}
