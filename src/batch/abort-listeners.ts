import { setMaxListeners } from 'node:events'

/** Signals known to have many listeners; Node 20 cannot be asked for the limit of one. */
const crowded = new WeakSet<AbortSignal>()

/**
 * Listens for an abort. One signal may well end thousands of operations, which Node would take for a leak and
 * warn about from the eleventh on.
 */
export function listenForAbort(signal: AbortSignal, listener: { handleEvent(): void } | (() => void)): void {
  if (!crowded.has(signal)) {
    crowded.add(signal)
    setMaxListeners(0, signal)
  }
  signal.addEventListener('abort', listener)
}
