import { setTimeout as sleep } from 'node:timers/promises'
import { AllocationSampler } from './allocation-sampler.js'
import { LatencyLog } from './latency-log.js'
import type { ProcessMeter } from './process-meter.js'
import type { SendLoad, SendResult } from './protocol.js'
import type { SendCalls } from './sender.js'
import type { WireMeter } from './wire-meter.js'

/** How long a caller rests after a failure, so that a refusing server is not called in a spin. */
const AFTER_FAILURE_MS = 5

/** Ten thousand callers of a slow client need seconds for their first round. */
const LONGEST_FIRST_ROUND_MS = 8_000

/** How long to wait at the end for sends still out. */
const DRAIN_MS = 12_000

/**
 * Callers that each await their call before the next. They run on from the warm-up into the measured window and
 * out of it again, so the window holds steady state alone: no start and no end.
 */
export class ClosedLoop {
  readonly #calls: SendCalls
  readonly #latencies = new LatencyLog()
  #callers: Promise<void>[] = []
  #failed = 0
  #error: string | undefined
  #over = false

  constructor(calls: SendCalls) {
    this.#calls = calls
  }

  /** One window, from start to end. */
  async run(load: SendLoad, meter: ProcessMeter, wire: WireMeter): Promise<SendResult> {
    await this.start(load.warmMs)
    const sampler = load.allocations ? new AllocationSampler() : undefined
    await sampler?.start()
    const result = await this.window(load.measureMs, meter, wire)
    if (sampler) result.allocatedBytes = await sampler.stop()
    await this.stop()
    return result
  }

  /** Starts the callers, and warms up. */
  async start(warmMs: number): Promise<void> {
    this.#callers = Array.from({ length: this.#calls.callers }, (_, caller) => this.#caller(caller))
    await this.#warmUp(warmMs)
  }

  /** Measures for some time while the callers run on. */
  async window(milliseconds: number, meter: ProcessMeter, wire: WireMeter): Promise<SendResult> {
    const end = this.#open(meter, wire)
    await sleep(milliseconds)
    return end()
  }

  /** Lets every caller end its call. */
  async stop(): Promise<void> {
    this.#over = true
    await Promise.race([Promise.all(this.#callers), sleep(DRAIN_MS, undefined, { ref: false })])
  }

  /** Until the time is over and every caller came round once, on average: before that there is no steady state. */
  async #warmUp(milliseconds: number): Promise<void> {
    await sleep(milliseconds)
    const latest = performance.now() + LONGEST_FIRST_ROUND_MS
    while (this.#latencies.count < this.#calls.callers && performance.now() < latest) await sleep(20)
  }

  /** Starts the measured window; what it returns ends it. */
  #open(meter: ProcessMeter, wire: WireMeter): () => SendResult {
    this.#latencies.clear()
    this.#failed = 0
    const requests = this.#requests(wire)
    const bytes = wire.bytes
    const startedAt = performance.now()
    meter.restart()
    return () => {
      const { cpuMicros, serverCpuMicros, ...use } = meter.read()
      const seconds = (performance.now() - startedAt) / 1000
      const messages = this.#latencies.count * this.#calls.messagesPerCall
      return {
        messages,
        failed: this.#failed * this.#calls.messagesPerCall,
        seconds,
        rate: messages / seconds,
        requests: this.#requests(wire) - requests,
        wireBytes: wire.bytes - bytes,
        connections: wire.connections,
        cpuMicrosPerMessage: cpuMicros / Math.max(1, messages),
        serverCpuMicrosPerMessage: serverCpuMicros && serverCpuMicros / Math.max(1, messages),
        ...use,
        ...this.#latencies.summary(),
        ...(this.#error === undefined ? {} : { error: this.#error }),
      }
    }
  }

  #requests(wire: WireMeter): number {
    return this.#calls.requests?.() ?? wire.calls('SendMessage')
  }

  async #caller(caller: number): Promise<void> {
    const { call } = this.#calls
    while (!this.#over) {
      const startedAt = performance.now()
      try {
        await call(caller)
        this.#latencies.add(performance.now() - startedAt)
      } catch (failure) {
        this.#failed += 1
        this.#error ??= String((failure as Error).message ?? failure).slice(0, 200)
        await sleep(AFTER_FAILURE_MS)
      }
    }
  }
}
