import { setMaxListeners } from 'node:events'
import { listenForAbort, stopListening } from '../waiting/abort-listeners.js'

/** The longest wait a Node timer can hold. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Waits, or less if `signal` fires. Never rejects. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || milliseconds <= 0) return Promise.resolve()
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      stopListening(signal, done)
      resolve()
    }
    const timer = setTimeout(done, Math.min(milliseconds, LONGEST_TIMER_MS))
    listenForAbort(signal, done)
  })
}

/** An abort controller whose signal any number may wait for at once. */
export function sharedController(): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}
