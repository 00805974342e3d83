import { median } from './statistics.js'
import type { MonitorCost, MonitorWindow } from './subjects/protocol.js'

/** What a monitor takes, as shares: below 0 it gave. */
export interface MonitorLoss {
  readonly lost: number
  readonly cpu: number
  /** Standard error of `lost`: pairs of seconds differ by more than what is looked for. */
  readonly error: number
}

/** Standard error of a median, by the spread of the middle half of normal values. */
const MEDIAN_ERROR = 1.253 / 1.349

/** Compares each second with a monitor to the one beside it without. */
export function monitorLoss({ on, off }: MonitorCost): MonitorLoss {
  const ratios = (read: (window: MonitorWindow) => number) =>
    on.map((window, index) => read(window) / read(off[index] as MonitorWindow))
  const rates = ratios(window => window.rate)
  return {
    lost: 1 - median(rates),
    cpu: median(ratios(window => window.cpuMicrosPerMessage)) - 1,
    error: (middleHalf(rates) * MEDIAN_ERROR) / Math.sqrt(rates.length),
  }
}

function middleHalf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  return at(0.75) - at(0.25)
}
