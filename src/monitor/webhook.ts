import { setTimeout as pause } from 'node:timers/promises'
import { RocketMQError, reasonOf, textOf } from '../errors.js'
import { OptionCheck } from '../options/option-check.js'
import type { AlertContext, AlertSink, AlertStatus } from './alert-rule.js'

/** How alerts are posted. */
export interface WebhookOptions {
  /** Headers beside `content-type: application/json`, such as `authorization`. Default none. */
  headers?: Readonly<Record<string, string>> | undefined
  /** How long one attempt may take, until the answer is read, in milliseconds. Default 5,000. */
  timeoutMs?: number | undefined
  /** How often an attempt that failed is repeated. Default 3. */
  retries?: number | undefined
  /** The wait before the first repetition, in milliseconds; each further one is twice as long. Default 500. */
  retryDelayMs?: number | undefined
}

/** Alerts that may wait for earlier ones. A receiver that is down for long gets the oldest of them later. */
const MOST_WAITING = 100

/** Status codes below 500 after which a repetition may help. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 425, 429])

/**
 * A sink that posts each alert to a URL: an {@link AlertStatus} as JSON. Any answer of the 200s takes it. What
 * fails on the way or is answered with 408, 425, 429 or a 5xx is tried again; other answers are final. Alerts
 * arrive in the order they were raised; one may arrive twice, if an answer was lost.
 *
 * @throws RocketMQError CONFIGURATION if the URL or an option is wrong
 * @example
 * ```ts
 * new Monitor({ alerts: 'default', notify: webhook('https://alerts.example.com/hook', { retries: 5 }) })
 * ```
 */
export function webhook(url: string | URL, options: WebhookOptions = {}): AlertSink {
  const post = new Webhook(url, options)
  return (alert, context) => post.send(alert, context)
}

class Webhook {
  readonly #url: URL
  readonly #headers: Readonly<Record<string, string>>
  readonly #timeoutMs: number
  readonly #retries: number
  readonly #retryDelayMs: number
  /** The delivery before the next one, which waits for it. */
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  constructor(url: string | URL, options: WebhookOptions) {
    this.#url = parseUrl(url)
    const check = new OptionCheck('webhook')
    check.options('', options, ['headers', 'timeoutMs', 'retries', 'retryDelayMs'])
    this.#headers = options.headers ?? {}
    const number = (
      name: 'timeoutMs' | 'retries' | 'retryDelayMs',
      fallback: number,
      min: number,
      max: number,
    ) => check.number(name, options[name], fallback, { min, max, integer: name === 'retries' })
    this.#timeoutMs = number('timeoutMs', 5_000, 1, 600_000)
    this.#retries = number('retries', 3, 0, 100)
    this.#retryDelayMs = number('retryDelayMs', 500, 0, 600_000)
    check.done()
  }

  async send(alert: AlertStatus, context?: AlertContext): Promise<void> {
    if (this.#waiting >= MOST_WAITING)
      throw this.#failure('FULL', `${MOST_WAITING} alerts wait already; '${alert.message}' is not sent`)
    this.#waiting += 1
    const delivery = this.#last.then(() => this.#deliver(JSON.stringify(alert), context?.signal))
    this.#last = delivery.catch(() => {})
    return delivery.finally(() => {
      this.#waiting -= 1
    })
  }

  async #deliver(payload: string, stop: AbortSignal | undefined): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      if (stop?.aborted) throw this.#failure('ABORTED', 'the monitor was stopped')
      const failure = await this.#attempt(payload, stop)
      if (failure === undefined) return
      if (!failure.retryable || attempt >= this.#retries || stop?.aborted) throw failure
      await pause(
        this.#retryDelayMs * 2 ** attempt,
        undefined,
        stop === undefined ? {} : { signal: stop },
      ).catch(() => {})
    }
  }

  /** One exchange over a connection of its own: alerts are rare, and nothing stays open between them. */
  async #attempt(payload: string, stop: AbortSignal | undefined): Promise<RocketMQError | undefined> {
    // Its import costs 88 ms, which only those pay who get an alert.
    const { Agent, request } = await import('undici')
    const dispatcher = new Agent({ pipelining: 0 })
    const timeout = AbortSignal.timeout(this.#timeoutMs)
    try {
      const { statusCode, body } = await request(this.#url, {
        method: 'POST',
        headers: { ...this.#headers, 'content-type': 'application/json' },
        body: payload,
        dispatcher,
        signal: stop === undefined ? timeout : AbortSignal.any([timeout, stop]),
      })
      await body.dump()
      return this.#verdict(statusCode)
    } catch (error) {
      if (stop?.aborted) return this.#failure('ABORTED', 'the monitor was stopped', { cause: error })
      const details = { cause: error, retryable: true }
      if (timeout.aborted) return this.#failure('TIMEOUT', `no answer within ${this.#timeoutMs} ms`, details)
      return this.#failure('UNAVAILABLE', reasonOf(error), details)
    } finally {
      await dispatcher.destroy()
    }
  }

  #verdict(statusCode: number): RocketMQError | undefined {
    if (statusCode >= 200 && statusCode < 300) return undefined
    const retryable = statusCode >= 500 || TRANSIENT.has(statusCode)
    return this.#failure('UNAVAILABLE', `the answer is ${statusCode}`, { retryable })
  }

  /** The URL's path and query may be secret, as they are with most chat services. */
  #failure(
    code: 'ABORTED' | 'FULL' | 'TIMEOUT' | 'UNAVAILABLE',
    reason: string,
    details: { retryable?: boolean; cause?: unknown } = {},
  ): RocketMQError {
    return new RocketMQError(code, `webhook to ${this.#url.host} failed: ${reason}`, details)
  }
}

function parseUrl(url: string | URL): URL {
  const parsed = URL.canParse(textOf(url)) ? new URL(url) : undefined
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return parsed
  throw new RocketMQError('CONFIGURATION', `webhook: '${textOf(url)}' is not a valid http or https URL`)
}
