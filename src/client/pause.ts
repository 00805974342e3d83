import { setMaxListeners } from 'node:events'
import { listenForAbort, stopListening } from '../waiting/abort-listeners.js'

/** The longest wait a Node timer can hold. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

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

/** An abort controller whose signal any number may wait for at once. */
export function sharedController(): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}
