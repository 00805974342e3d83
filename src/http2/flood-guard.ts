import { ErrorCode, Http2Error } from './frame.js'

/** Frames in a row, within a second, that carry nothing for any stream. */
const MAX_IDLE_FRAMES = 1_000
const PERIOD_MS = 1_000

/** Counts frames that cost us something and bring nothing: PING, SETTINGS, empty DATA and their like. */
export class FloodGuard {
  #frames = 0
  #since = 0

  /** @throws Http2Error ENHANCE_YOUR_CALM */
  note(kind: string): void {
    const now = performance.now()
    if (now - this.#since > PERIOD_MS) {
      this.#since = now
      this.#frames = 0
    }
    if (++this.#frames > MAX_IDLE_FRAMES)
      throw new Http2Error(ErrorCode.ENHANCE_YOUR_CALM, `the peer sends a flood of ${kind} frames`)
  }

  /** A frame came that a stream waited for. */
  calm(): void {
    this.#frames = 0
  }
}
