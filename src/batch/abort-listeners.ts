import { getMaxListeners, setMaxListeners } from 'node:events'

/**
 * Listens for an abort. One signal may well end thousands of operations, which Node would take for a leak and
 * warn about from the eleventh on.
 */
export function listenForAbort(signal: AbortSignal, listener: { handleEvent(): void } | (() => void)): void {
  if (getMaxListeners(signal) !== 0) setMaxListeners(0, signal)
  signal.addEventListener('abort', listener)
}
