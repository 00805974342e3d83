import type { Agent, RetryHandler } from 'undici'
import { abortedError, RocketMQError, textOf } from '../errors.js'
import { OptionCheck } from '../options/option-check.js'
import { LONGEST_TIMER_MS, pause } from '../waiting/pause.js'
import type { AlertContext, AlertSink, AlertStatus } from './alert-rule.js'

/** How alerts are posted. */
export interface WebhookOptions {
  /** Headers beside `content-type: application/json`, such as `authorization`. Default none. */
  headers?: Readonly<Record<string, string>> | undefined
  /**
   * How long an attempt waits for a connection, for the answer, and for more of it, each time, in milliseconds;
   * measured to half a second. Default 5,000.
   */
  timeoutMs?: number | undefined
  /** How often an attempt that failed is repeated. Default 3. */
  retries?: number | undefined
  /** The wait before the first repetition, in milliseconds; each further one is twice as long. Default 500. */
  retryDelayMs?: number | undefined
}

/** How many alerts may wait while earlier ones are being delivered; further ones are refused. */
const MOST_WAITING = 100

/** Status codes after which a repetition may help. */
const TRANSIENT = [408, 425, 429, ...Array.from({ length: 100 }, (_, index) => 500 + index)]

/** How much of an answer is read, so that its connection can be used again. */
const MOST_READ_BYTES = 64 * 1024

/** Used where the caller gave no signal. */
const NEVER = new AbortController().signal

/** What undici throws, which has no type for all of it. */
interface RequestError extends Error {
  code?: string
  /** Of the last answer, if there was one. */
  statusCode?: number
}

/**
 * A sink that posts each alert to a URL: an {@link AlertStatus} as JSON. Any 2xx answer accepts it. What
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
  /** Its connection serves all alerts that wait; alerts are rare, and nothing stays open after the last. */
  #agent: Agent | undefined

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
      return this.#waiting === 0 ? this.#disconnect() : undefined
    })
  }

  async #deliver(payload: string, stop: AbortSignal = NEVER): Promise<void> {
    if (stop.aborted) throw this.#aborted(stop)
    const end = AbortSignal.any([stop, AbortSignal.timeout(this.#longestMs())])
    // Its import costs 88 ms, which only those pay who get an alert.
    const { Agent, RetryAgent, request } = await import('undici')
    const timeouts = { headersTimeout: this.#timeoutMs, bodyTimeout: this.#timeoutMs }
    this.#agent ??= new Agent({ ...timeouts, connections: 1, connect: { timeout: this.#timeoutMs } })
    let statusCode: number
    try {
      const response = await request(this.#url, {
        method: 'POST',
        headers: { ...this.#headers, 'content-type': 'application/json' },
        body: payload,
        dispatcher: new RetryAgent(this.#agent, this.#retryOptions(end)),
        signal: end,
      })
      statusCode = response.statusCode
      // An answer that is no error has been given; what else it says may break off.
      await response.body.dump({ limit: MOST_READ_BYTES, signal: end }).catch(() => {})
    } catch (error) {
      throw this.#explain(error as RequestError, stop)
    }
    if (statusCode >= 300) throw this.#failure('UNAVAILABLE', `the answer is ${statusCode}`)
  }

  /** All attempts and the waits between them. undici's time-outs begin anew with each byte, and are late by a second. */
  #longestMs(): number {
    const attemptsMs = (this.#retries + 1) * (this.#timeoutMs + 1_000)
    const waitsMs = this.#retryDelayMs * (2 ** this.#retries - 1)
    return Math.min(attemptsMs + waitsMs, LONGEST_TIMER_MS)
  }

  #retryOptions(end: AbortSignal): RetryHandler.RetryOptions {
    return {
      // undici repeats no POST by itself.
      methods: ['POST'],
      statusCodes: TRANSIENT,
      // In place of undici's own wait, which cannot be ended and keeps the process alive.
      retry: (error, { state: { counter } }, settle) => {
        if (counter > this.#retries) return settle(error)
        const delayMs = Math.min(this.#retryDelayMs * 2 ** (counter - 1), LONGEST_TIMER_MS)
        void pause(delayMs, end).then(() => settle(end.aborted ? error : null))
      },
    }
  }

  /** After the last of its attempts. */
  #explain(error: RequestError, stop: AbortSignal): RocketMQError {
    const details = { cause: error, retryable: true }
    if (stop.aborted) return this.#aborted(stop)
    if (error.name === 'TimeoutError' || error.code?.endsWith('_TIMEOUT'))
      return this.#failure('TIMEOUT', `no answer within ${this.#timeoutMs} ms`, details)
    const { statusCode, message } = error
    const reason = statusCode === undefined ? message : `the answer is ${statusCode}`
    return this.#failure('UNAVAILABLE', reason, details)
  }

  #aborted(stop: AbortSignal): RocketMQError {
    return abortedError(`webhook to ${this.#url.host}`, stop)
  }

  async #disconnect(): Promise<void> {
    const agent = this.#agent
    this.#agent = undefined
    await agent?.destroy()
  }

  /** The URL's path and query may be secret, as they are with most chat services. */
  #failure(
    code: 'FULL' | 'TIMEOUT' | 'UNAVAILABLE',
    reason: string,
    details: { retryable?: boolean; cause?: unknown } = {},
  ): RocketMQError {
    return new RocketMQError(code, `webhook to ${this.#url.host} failed: ${reason}`, details)
  }
}

function parseUrl(url: string | URL): URL {
  const parsed = URL.canParse(textOf(url)) ? new URL(url) : undefined
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return parsed
  throw new RocketMQError('CONFIGURATION', 'webhook: its address is not a valid http or https URL')
}
