import { AsyncResource } from 'node:async_hooks'

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
