import { AsyncResource } from 'node:async_hooks'
import { RocketMQError } from '../errors.js'

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

/** For faults that must not be lost, though no caller waits for them: each becomes a warning of the process. */
export function warn(fault: unknown): void {
  process.emitWarning(RocketMQError.from(fault, 'HANDLER'))
}

/** For faults that there is nobody to tell of. */
function ignore(): void {}

const options = { requireManualDestroy: true }

/** Made when this module is loaded, which no request of an application's has a part in. */
const origin = new AsyncResource('rocketmq-jet', options)

/**
 * Runs a callback of the application in an asynchronous context of its own, which begins empty. A client would
 * otherwise run it in the context of whoever started the client: a request that is long over, whose
 * `AsyncLocalStorage` would be taken for the message's; and what one callback puts there by `enterWith()` would be
 * found there by the next.
 */
export function inOwnContext<A extends unknown[], R>(callback: (...given: A) => R, ...given: A): R {
  return origin.runInAsyncScope(create).runInAsyncScope(callback, undefined, ...given)
}

function create(): AsyncResource {
  return new AsyncResource('rocketmq-jet callback', options)
}
