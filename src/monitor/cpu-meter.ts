import { cpus } from 'node:os'

/** How busy the processors were over the last interval. */
export interface CpuMetrics {
  /** This process, in per cent of one core; with worker threads it can pass 100. */
  processPercent: number
  /** The whole host, in per cent of all its cores. */
  hostPercent: number
  /** Cores of the host. */
  cores: number
  /** Processor time that this process has used since it began, in seconds. */
  processSeconds: number
}

interface Reading {
  at: number
  processMs: number
  hostBusyMs: number
  hostMs: number
}

function read(): Reading {
  const { user, system } = process.cpuUsage()
  let hostMs = 0
  let idleMs = 0
  for (const { times } of cpus()) {
    hostMs += times.user + times.nice + times.sys + times.idle + times.irq
    idleMs += times.idle
  }
  return { at: performance.now(), processMs: (user + system) / 1000, hostBusyMs: hostMs - idleMs, hostMs }
}

/** Measures processor use between two calls of `tick()`. */
export class CpuMeter {
  #last = read()
  #metrics: CpuMetrics = this.#between(this.#last, this.#last)

  /** Ends an interval and begins the next. */
  tick(): void {
    const now = read()
    this.#metrics = this.#between(this.#last, now)
    this.#last = now
  }

  /** Of the last whole interval. */
  metrics(): CpuMetrics {
    return { ...this.#metrics }
  }

  #between(from: Reading, to: Reading): CpuMetrics {
    const share = (part: number, whole: number) => (whole <= 0 ? 0 : Math.max(0, (100 * part) / whole))
    return {
      processPercent: share(to.processMs - from.processMs, to.at - from.at),
      hostPercent: Math.min(100, share(to.hostBusyMs - from.hostBusyMs, to.hostMs - from.hostMs)),
      cores: cpus().length,
      processSeconds: to.processMs / 1000,
    }
  }
}
