import type { Terminal } from './command.js'

const REDRAW_MS = 100
const CLEAR_LINE = '\r\u001b[K'
const BAR_WIDTH = 24

/** How far a command has come, in one line of standard error, drawn over; nothing where nobody looks at it. */
export class Progress {
  readonly #display: Terminal['display']
  readonly #startedAt = performance.now()
  #drawnAt = Number.NEGATIVE_INFINITY

  constructor(display: Terminal['display']) {
    this.#display = display
  }

  /** @param share from 0 to 1, where it is known */
  show(done: number, failed: number, share: number | undefined): void {
    if (this.#display === undefined) return
    const now = performance.now()
    if (now - this.#drawnAt < REDRAW_MS) return
    this.#drawnAt = now
    const seconds = (now - this.#startedAt) / 1_000
    const rate = seconds > 0 ? done / seconds : 0
    const parts = [`${grouped(done)} sent`, `${grouped(rate)}/s`]
    if (failed > 0) parts.push(`${grouped(failed)} failed`)
    if (share !== undefined && share > 0) parts.push(`${timeLeft((seconds / share) * (1 - share))} left`)
    const line = `${share === undefined ? '' : `${bar(share)} `}${parts.join('  ')}`
    this.#display.write(`${CLEAR_LINE}${line.slice(0, (this.#display.columns ?? 80) - 1)}`)
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#drawnAt > 0) this.#display?.write(CLEAR_LINE)
  }
}

/** A number with its thousands apart: `1,234`. */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, share) * BAR_WIDTH)
  return `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${Math.floor(Math.min(1, share) * 100)} %`
}

function timeLeft(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  if (seconds < 3_600) return `${Math.ceil(seconds / 60)} min`
  return `${(seconds / 3_600).toFixed(1)} h`
}
