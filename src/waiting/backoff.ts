/** How often something is tried, and how long to wait before it is tried again. */
export interface RetryPolicy {
  /** Attempts in all, the first one included. */
  readonly maxAttempts: number
  /** Milliseconds to wait after attempt number `attempt` (from 1) failed. */
  delayMs(attempt: number): number
}

/** `initial * multiplier^(attempt-1)`, at most `max`. */
export function exponentialBackoff(
  maxAttempts: number,
  initialMs: number,
  maxMs: number,
  multiplier: number,
): RetryPolicy {
  return {
    maxAttempts,
    // A wait of zero stays zero: 0 times the infinity of a late attempt would be no number.
    delayMs: attempt =>
      initialMs === 0 ? 0 : Math.min(initialMs * multiplier ** (Math.max(attempt, 1) - 1), maxMs),
  }
}

/** A ladder of waits; the last one repeats. */
export function customizedBackoff(maxAttempts: number, ladderMs: readonly number[]): RetryPolicy {
  return {
    maxAttempts,
    delayMs: attempt => ladderMs[Math.min(Math.max(attempt, 1), ladderMs.length) - 1] ?? 0,
  }
}

/** For calls that are repeated until they succeed or are no longer needed. */
export const CALL_BACKOFF = exponentialBackoff(Number.POSITIVE_INFINITY, 100, 1_000, 2)

/** Spreads a wait by up to a fifth either way, so that many clients do not come back at one moment. */
export function jitter(milliseconds: number, random: () => number = Math.random): number {
  return milliseconds * (0.8 + 0.4 * random())
}
