import { setMaxListeners } from 'node:events'
import { listenForAbort, stopListening } from './abort-listeners.js'

/** The longest wait a Node timer can hold. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Waits, or less if one of the signals fires. Never rejects. */
export function pause(milliseconds: number, ...signals: readonly AbortSignal[]): Promise<void> {
  if (milliseconds <= 0 || signals.some(({ aborted }) => aborted)) return Promise.resolve()
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      for (const signal of signals) stopListening(signal, done)
      resolve()
    }
    const timer = setTimeout(done, Math.min(milliseconds, LONGEST_TIMER_MS))
    for (const signal of signals) listenForAbort(signal, done)
  })
}

/**
 * Waits until `work` has settled, either way, but at most so long, and no longer than until one of the signals fires.
 * With no time left it still waits one millisecond, in which work settles that waits for nothing.
 *
 * @returns whether it has settled
 */
export async function settles(
  work: Promise<unknown>,
  milliseconds: number,
  ...signals: readonly AbortSignal[]
): Promise<boolean> {
  let isSettled = false
  const settled = new AbortController()
  const onSettled = () => {
    isSettled = true
    settled.abort()
  }
  work.then(onSettled, onSettled)
  await pause(Math.max(1, milliseconds), settled.signal, ...signals)
  return isSettled
}

/** An abort controller whose signal any number may wait for at once. */
export function sharedController(): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}

/** Something that may happen any number of times, and be waited for each time. Costs nothing while nobody waits. */
export class Occurrence {
  #next: AbortController | undefined

  /** Fires when it happens next. */
  get next(): AbortSignal {
    this.#next ??= sharedController()
    return this.#next.signal
  }

  /** It happens now. */
  happen(): void {
    const now = this.#next
    this.#next = undefined
    now?.abort()
  }
}
