import { RocketMQError } from '../errors.js'
import { exponentialBackoff, jitter } from '../remoting/retry-policy.js'
import { pause } from './pause.js'

/** Attempts of calls made while starting; a broker that is booting deserves a second look. */
const START_ATTEMPTS = exponentialBackoff(3, 200, 1_000, 2)

/** Tries again what may pass, but not for long: a start says what is wrong while somebody is looking. */
export async function patiently<T>(step: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await step()
    } catch (error) {
      const { retryable, code } = RocketMQError.from(error)
      // Another look would take the full time-out, and find the same wrong port.
      if (!retryable || code === 'WRONG_PROTOCOL') throw error
      if (attempt >= START_ATTEMPTS.maxAttempts || signal.aborted) throw error
      await pause(jitter(START_ATTEMPTS.delayMs(attempt)), signal)
    }
  }
}
