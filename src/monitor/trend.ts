/** Points kept of a window; a longer window is looked at less often, not with more memory. */
const MOST_POINTS = 120

/** The slope of a value over a window of time: a straight line laid through all of its points. */
export class Trend {
  readonly #windowMs: number
  readonly #points: { at: number; value: number }[] = []
  #since: number | undefined

  constructor(windowMs: number) {
    this.#windowMs = windowMs
  }

  /** @param at milliseconds, rising from call to call */
  add(at: number, value: number): void {
    this.#since ??= at
    const last = this.#points.at(-1)
    if (last !== undefined && at - last.at < this.#windowMs / MOST_POINTS) return
    this.#points.push({ at, value })
    while ((this.#points[0]?.at ?? at) < at - this.#windowMs) this.#points.shift()
  }

  /** Units a second; `undefined` until the window has passed once. */
  slope(at: number): number | undefined {
    const points = this.#points
    if (this.#since === undefined || at - this.#since < this.#windowMs || points.length < 3) return undefined
    const mean = (of: (point: { at: number; value: number }) => number) =>
      points.reduce((sum, point) => sum + of(point), 0) / points.length
    const meanAt = mean(point => point.at)
    const meanValue = mean(point => point.value)
    const covariance = mean(point => (point.at - meanAt) * (point.value - meanValue))
    const variance = mean(point => (point.at - meanAt) ** 2)
    return variance === 0 ? undefined : (1000 * covariance) / variance
  }
}
