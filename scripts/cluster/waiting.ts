import { setTimeout as sleep } from 'node:timers/promises'
import { ClusterError } from './cluster-error.js'

/** How long and how often `until` asks. */
export interface UntilOptions {
  /** What is awaited, for the message: "the proxy did not answer". */
  what: string
  timeoutMs: number
  /** Default 50. */
  intervalMs?: number
}

/** Asks again and again until the check holds; a check that throws does not hold yet. */
export async function until(
  check: () => boolean | Promise<boolean>,
  { what, timeoutMs, intervalMs = 50 }: UntilOptions,
): Promise<void> {
  const deadline = Date.now() + timeoutMs
  let last = ''
  for (;;) {
    try {
      if (await check()) return
    } catch (failure) {
      last = failure instanceof Error ? `: ${failure.message}` : ''
    }
    if (Date.now() > deadline) {
      throw new ClusterError(`${what} within ${Math.round(timeoutMs / 1000)} s${last}.`)
    }
    await sleep(intervalMs)
  }
}
