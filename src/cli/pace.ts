import { setTimeout as pause } from 'node:timers/promises'
import type { Terminal } from './command.js'

/** Lets at most so many pass in a second, evenly. */
export class Pace {
  readonly #intervalMs: number
  readonly #signal: AbortSignal
  readonly #catchesUp: boolean
  #next = performance.now()

  /**
   * @param perSecond `undefined` for no limit
   * @param catchesUp whether what was due during a stall passes at once afterwards: a load that does not slow down with
   *   the server
   */
  constructor(perSecond: number | undefined, signal: AbortSignal, catchesUp = false) {
    this.#intervalMs = perSecond === undefined ? 0 : 1_000 / perSecond
    this.#signal = signal
    this.#catchesUp = catchesUp
  }

  /** Settles when the next may pass, and gives the time at which it was due. Ends early when it is interrupted. */
  async next(): Promise<number> {
    const now = performance.now()
    if (this.#intervalMs === 0) return now
    const due = this.#catchesUp ? this.#next : Math.max(this.#next, now)
    this.#next = due + this.#intervalMs
    if (due > now) await pause(due - now, undefined, { signal: this.#signal }).catch(() => {})
    return due
  }
}

/** Limits how many messages and bytes are in flight. */
export class Window {
  readonly #most: number
  readonly #mostBytes: number
  #count = 0
  #bytes = 0
  #wake: (() => void) | undefined

  constructor(most: number, mostBytes: number) {
    this.#most = most
    this.#mostBytes = mostBytes
  }

  /** Settles when there is room. One that is larger than all the room goes alone. */
  async enter(bytes: number): Promise<void> {
    while (this.#count > 0 && (this.#count >= this.#most || this.#bytes + bytes > this.#mostBytes))
      await this.#change()
    this.#count += 1
    this.#bytes += bytes
  }

  leave(bytes: number): void {
    this.#count -= 1
    this.#bytes -= bytes
    this.#wake?.()
  }

  /** Settles when nothing is under way. */
  async empty(): Promise<void> {
    while (this.#count > 0) await this.#change()
  }

  #change(): Promise<void> {
    return new Promise(resolve => {
      this.#wake = resolve
    })
  }
}

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
