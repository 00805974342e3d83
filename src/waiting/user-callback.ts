/**
 * Looks after what a function of the user returned whose outcome nobody waits for: a promise of it that rejects goes
 * to `onFault`, and not to the process as an unhandled rejection, which would end it.
 */
export function heed(returned: unknown, onFault: (fault: unknown) => void = ignore): void {
  if (isThenable(returned)) Promise.resolve(returned).then(undefined, onFault)
}

/** Calls a function of the user; what it throws, or what its promise rejects with, goes to `onFault`. */
export function contain<T>(call: () => T, onFault: (fault: unknown) => void = ignore): T | undefined {
  try {
    const returned = call()
    heed(returned, onFault)
    return returned
  } catch (fault) {
    onFault(fault)
    return undefined
  }
}

/** Whether `value` is a promise, or something like one. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    (typeof value === 'object' || typeof value === 'function') &&
    value !== null &&
    typeof (value as { then?: unknown }).then === 'function'
  )
}

/** For faults that there is nobody to tell of. */
function ignore(): void {}
