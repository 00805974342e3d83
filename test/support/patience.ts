import { vi } from 'vitest'

/**
 * How long tests wait for what must come: many times what it takes, because other tests share the machine, and yet less
 * than what would bring it about in the end by itself, such as the end of a poll, of a lease, or a look at all routes.
 */
export const PATIENTLY = { timeout: 18_000, interval: 5 }

/** Waits until `check` passes. */
export function eventually<T>(check: () => T | Promise<T>, timeoutMs = PATIENTLY.timeout): Promise<T> {
  return vi.waitFor(check, { timeout: timeoutMs, interval: PATIENTLY.interval })
}

/** For clients that no slowness of the machine may make send a request twice, or give a handshake up. */
export const PATIENT_CLIENT = {
  requestTimeoutMs: 30_000,
  connectionPool: { connectTimeoutMs: 30_000 },
} as const

/** Keeps the event loop from turning. */
export function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
