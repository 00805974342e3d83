import type { apache } from './generated/protocol.js'
import { type SecondsAndNanos, toMs } from './time-codec.js'

type RetryPolicyMessage = apache.rocketmq.v2.IRetryPolicy

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

/** The longest wait that is taken from a server, in milliseconds: no message can be hidden for longer. */
const LONGEST_WAIT_MS = 12 * 60 * 60 * 1000

/**
 * The policy a server sent in its settings, brought into bounds; `undefined` where it sent none that can be used, such
 * as waits below zero.
 */
export function retryPolicyFrom(message: RetryPolicyMessage | null | undefined): RetryPolicy | undefined {
  if (message == null) return undefined
  const maxAttempts = Math.max(1, message.maxAttempts ?? 1)
  const { exponentialBackoff: exponential, customizedBackoff: customized } = message
  if (exponential != null) {
    const initial = waitFrom(exponential.initial)
    const max = waitFrom(exponential.max ?? exponential.initial)
    const { multiplier } = exponential
    if (initial === undefined || max === undefined) return undefined
    const factor = multiplier != null && multiplier >= 1 ? multiplier : 1
    return exponentialBackoff(maxAttempts, initial, Math.max(initial, max), factor)
  }
  const ladder = (customized?.next ?? []).map(waitFrom)
  if (ladder.length === 0 || ladder.includes(undefined)) return undefined
  return customizedBackoff(maxAttempts, ladder as number[])
}

function waitFrom(duration: SecondsAndNanos | null | undefined): number | undefined {
  const milliseconds = toMs(duration) ?? 0
  return milliseconds >= 0 ? Math.min(milliseconds, LONGEST_WAIT_MS) : undefined
}

/** Spreads a wait by up to a fifth either way, so that many clients do not come back at one moment. */
export function jitter(milliseconds: number, random: () => number = Math.random): number {
  return milliseconds * (0.8 + 0.4 * random())
}
