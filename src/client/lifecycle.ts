import { abortedError, RocketMQError, reasonOf, textOf } from '../errors.js'
import { checkCallOptions } from '../options/call-options.js'
import { DoubtfulPeer } from '../remoting/transport-error.js'
import type { ClientState } from '../stats/stats.js'
import { listenForAbort, stopListening } from '../waiting/abort-listeners.js'
import { CALL_BACKOFF, jitter } from '../waiting/backoff.js'
import { Deadline } from '../waiting/deadline.js'
import { LONGEST_TIMER_MS, Occurrence, pause } from '../waiting/pause.js'

export type { ClientState } from '../stats/stats.js'

/** How long `start()` may take. */
export interface StartOptions {
  /**
   * Milliseconds to wait for a server that is not up yet; `Infinity` waits as long as it takes. An error that will not
   * pass, such as a wrong secret or group, ends the wait at once; the port of another service ends it after the second
   * attempt, and, where it says nothing, after 5 s at the earliest. Default 30,000.
   */
  timeoutMs?: number | undefined
  /** Ends the wait. */
  signal?: AbortSignal | undefined
}

/** How long `close()` may take. */
export interface CloseOptions {
  /** Milliseconds for work in flight to end; what is left then is given up. Default 30,000. */
  timeoutMs?: number | undefined
}

const DEFAULT_START_TIMEOUT_MS = 30_000
const DEFAULT_CLOSE_TIMEOUT_MS = 30_000

/**
 * Attempts in a row that find a peer which does not begin HTTP/2, until it is taken for another service; for one that
 * says nothing also so many milliseconds. A server is silent, too, while it boots or collects garbage, or its machine
 * stands still.
 */
const ATTEMPTS_UNTIL_CERTAIN = 2
const SILENT_MS = 5_000

/** Why a client does not run yet whose first attempt to start goes on. */
const UNANSWERED =
  'by then the server had not answered all that a start asks it (routes, its version, settings). Look whether it is ' +
  'reached and runs, or give it more time'

/** The steps a client takes to come up and to go down. */
export interface LifecycleSteps {
  /** One attempt, bounded in time. */
  start(): Promise<void>
  /** Undoes a start that failed halfway, or ends one that is under way. */
  abandonStart(): Promise<void>
  /** An attempt failed for a reason that may pass; another follows. */
  onFailedAttempt?(error: RocketMQError): void
  /** What was begun before `close()` comes to its end, while the client still runs, or starts for it. */
  drain?(deadline: number): Promise<void>
  /** Each is run, in order, even if one before it failed. `deadline` is on the clock of `performance.now()`. */
  close: readonly ((deadline: number) => void | Promise<void>)[]
  /** Tells the user's logger what closing could not finish: nobody may be waiting to hear it. */
  onUnfinished?(failure: RocketMQError): void
}

/** Somebody who waits for the client to run, for so long or until a signal fires. */
class Starter {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
  readonly #onSignal: () => void
  #deadline: Deadline

  /** @param onEnough told when the time is over or the signal fires, unless the waiting ended before */
  constructor(
    resolve: () => void,
    reject: (error: unknown) => void,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    onEnough: (starter: Starter) => void,
  ) {
    this.resolve = resolve
    this.reject = reject
    this.timeoutMs = timeoutMs
    this.signal = signal
    this.#onSignal = () => onEnough(this)
    if (signal !== undefined) listenForAbort(signal, this.#onSignal)
    this.#deadline = this.#wait(timeoutMs)
  }

  /** It waits no longer. */
  leave(): void {
    this.#deadline.clear()
    if (this.signal !== undefined) stopListening(this.signal, this.#onSignal)
  }

  /** In pieces, because a timer cannot hold a wait of more than some weeks. */
  #wait(milliseconds: number): Deadline {
    const rest = milliseconds - LONGEST_TIMER_MS
    if (rest <= 0) return new Deadline(milliseconds, this.#onSignal)
    return new Deadline(LONGEST_TIMER_MS, () => {
      this.#deadline = this.#wait(rest)
    })
  }
}

/** Tells a port of another service from a server that is slow to speak, or that came up during the attempt. */
class Doubt {
  #attempts = 0
  #since = 0

  /** How an attempt failed that was begun at this time: for certain, where those before it found the same. */
  judge(failure: unknown, begun: number): unknown {
    const error = RocketMQError.from(failure)
    if (error.code !== 'WRONG_PROTOCOL') {
      this.#attempts = 0
      return failure
    }
    if (++this.#attempts === 1) this.#since = begun
    const isSilent = failure instanceof DoubtfulPeer
    const leastMs = isSilent ? SILENT_MS : 0
    const isCertain = this.#attempts >= ATTEMPTS_UNTIL_CERTAIN && performance.now() - this.#since >= leastMs
    return isCertain === !isSilent
      ? failure
      : toldAs(isCertain ? RocketMQError : DoubtfulPeer, error.message, error)
  }
}

/**
 * The states of a client: `start()` and `close()` are idempotent and shared by all who call them. A start is tried
 * again as long as somebody waits for it, each as long as they told.
 */
export class Lifecycle {
  readonly #name: string
  readonly #steps: LifecycleSteps
  #state: ClientState = 'new'
  #starting: Promise<void> | undefined
  #closing: Promise<void> | undefined
  readonly #starters = new Set<Starter>()
  #attempting: Promise<unknown> | undefined
  /** Nobody waits for the start any more, or the client closes. */
  readonly #abandonment = new Occurrence()
  /** Whether nobody waited any more during the attempt that is under way. */
  #givenUp = false
  /** Why the latest attempt failed. */
  #failure: RocketMQError | undefined

  /** @param name what is started and closed, for messages: `producer` */
  constructor(name: string, steps: LifecycleSteps) {
    this.#name = name
    this.#steps = steps
  }

  get state(): ClientState {
    return this.#closing === undefined || this.#state === 'closed' ? this.#state : 'closing'
  }

  start(options: StartOptions = {}): Promise<void> {
    if (this.#closing !== undefined) return Promise.reject(this.#closedError('start'))
    if (this.#state === 'running') return Promise.resolve()
    const { timeoutMs = DEFAULT_START_TIMEOUT_MS, signal } = options
    try {
      checkStartOptions(options, timeoutMs)
    } catch (error) {
      return Promise.reject(error)
    }
    if (signal?.aborted) return Promise.reject(abortedError('start()', signal))
    return new Promise((resolve, reject) => {
      const starter = new Starter(resolve, reject, timeoutMs, signal, each => void this.#giveUp(each))
      this.#starters.add(starter)
      this.#starting ??= this.#start()
    })
  }

  close(options: CloseOptions = {}): Promise<void> {
    if (this.#closing === undefined) {
      this.#closing = this.#close(options?.timeoutMs ?? DEFAULT_CLOSE_TIMEOUT_MS)
      // A signal handler lets go of it; what was not finished must not end its process as an unhandled rejection.
      this.#closing.catch((failure: RocketMQError) => this.#steps.onUnfinished?.(failure))
    }
    return this.#closing
  }

  /** Whether it goes down: no start is of use to anybody any more. */
  get #ending(): boolean {
    return this.#state === 'closing' || this.#state === 'closed'
  }

  /** Tries until it runs, until an error will not pass, or until nobody waits for it any more. */
  async #start(): Promise<void> {
    this.#state = 'starting'
    this.#failure = undefined
    const doubt = new Doubt()
    for (let attempt = 1; ; attempt++) {
      this.#givenUp = false
      const begun = performance.now()
      this.#attempting = this.#attempt()
      const failure = doubt.judge(await this.#attempting, begun)
      if (failure === undefined) return this.#endStart(starter => starter.resolve())
      const isToGoOn = !this.#ending && !this.#givenUp
      if (isToGoOn && isCertain(failure)) return this.#endStart(starter => starter.reject(failure))
      if (isToGoOn) await this.#pause(RocketMQError.from(failure), attempt)
      if (this.#ending) return this.#endStart(starter => starter.reject(this.#closedMeanwhile()))
      if (this.#starters.size === 0) return this.#endStart(() => {})
    }
  }

  /** Resolves to why it failed, if it did; then all of it is undone. */
  async #attempt(): Promise<unknown> {
    try {
      await this.#steps.start()
      if (this.#ending || this.#givenUp) throw this.#closedError('start')
      this.#state = 'running'
      return undefined
    } catch (error) {
      await this.#abandonStart()
      return error
    }
  }

  async #pause(failure: RocketMQError, attempt: number): Promise<void> {
    this.#failure = failure
    this.#steps.onFailedAttempt?.(failure)
    await pause(jitter(CALL_BACKOFF.delayMs(attempt)), this.#abandonment.next)
  }

  #endStart(tell: (starter: Starter) => void): void {
    this.#starting = undefined
    if (this.#state === 'starting') this.#state = 'new'
    const starters = [...this.#starters]
    this.#starters.clear()
    for (const starter of starters) {
      starter.leave()
      tell(starter)
    }
  }

  /** One who waited for the start waits no longer; the last one to go ends it. */
  async #giveUp(starter: Starter): Promise<void> {
    if (!this.#starters.delete(starter)) return
    starter.leave()
    const { signal, timeoutMs } = starter
    const reason = signal?.aborted ? abortedError('start()', signal) : this.#lateError(timeoutMs)
    if (this.#starters.size === 0) {
      this.#givenUp = true
      this.#abandonment.happen()
      await this.#abandonStart()
      await this.#attempting
      // Somebody who came meanwhile goes on waiting.
      if (this.#starters.size === 0) await this.#starting
    }
    starter.reject(reason)
  }

  #closedError(action: string): RocketMQError {
    return new RocketMQError('CLOSED', `${action}: the ${this.#name} is ${this.state}`)
  }

  /** What the last attempt says of being ended is of no interest; why the one before it failed may be. */
  #closedMeanwhile(): RocketMQError {
    const closed = this.#closedError('start')
    const cause = this.#failure
    return cause === undefined
      ? closed
      : new RocketMQError('CLOSED', `${closed.message}: ${cause.message}`, { cause })
  }

  #lateError(timeoutMs: number): RocketMQError {
    const failure = this.#failure
    const text = `start: the ${this.#name} was not running within ${Math.round(timeoutMs)} ms`
    if (failure === undefined)
      return new RocketMQError('TIMEOUT', `${text}: ${UNANSWERED}`, { retryable: true })
    const Kind = failure instanceof DoubtfulPeer ? DoubtfulPeer : RocketMQError
    return toldAs(Kind, `${text}: ${failure.message}`, failure)
  }

  /** What goes wrong here is of less interest than why the start failed. */
  async #abandonStart(): Promise<void> {
    try {
      await this.#steps.abandonStart()
    } catch {}
  }

  /** An invalid time is refused only after closing: a client that did not close because of it would lose what it holds. */
  async #close(timeoutMs: number): Promise<void> {
    const failures: unknown[] = []
    const isTime = typeof timeoutMs === 'number' && !Number.isNaN(timeoutMs)
    if (!isTime) failures.push(wrongCloseTime(timeoutMs))
    const deadline = performance.now() + (isTime ? timeoutMs : DEFAULT_CLOSE_TIMEOUT_MS)
    const { drain, close } = this.#steps
    if (drain !== undefined) await drain(deadline).catch(error => failures.push(error))
    this.#state = 'closing'
    this.#abandonment.happen()
    for (const step of close) {
      try {
        await step(deadline)
      } catch (error) {
        failures.push(error)
      }
    }
    // A start under way fails by now; what it had opened is not closed before it says so.
    await this.#starting
    this.#state = 'closed'
    if (failures.length === 0) return
    const first = RocketMQError.from(failures[0])
    const cause = failures.length === 1 ? first : new AggregateError(failures)
    throw new RocketMQError(first.code, `close: ${failures.map(reasonOf).join('; ')}`, { cause })
  }
}

/** Another error for the same fault. */
function toldAs(Kind: typeof RocketMQError, message: string, cause: RocketMQError): RocketMQError {
  const { code, endpoint, serverCode } = cause
  return new Kind(code, message, { retryable: true, cause, endpoint, serverCode })
}

function checkStartOptions(options: StartOptions, timeoutMs: number): void {
  checkCallOptions('start()', options, ['timeoutMs', 'signal'])
  if (typeof timeoutMs === 'number' && timeoutMs >= 0) return
  throw new RocketMQError(
    'INVALID_ARGUMENT',
    `start(): timeoutMs must be a number from 0 up, or Infinity, not ${textOf(timeoutMs)}`,
  )
}

function wrongCloseTime(timeoutMs: unknown): RocketMQError {
  return new RocketMQError(
    'INVALID_ARGUMENT',
    `timeoutMs must be a number from 0 up, or Infinity, not ${textOf(timeoutMs)}; ${DEFAULT_CLOSE_TIMEOUT_MS} was taken`,
  )
}

/** Whether another attempt to start would find the same: a port of another service only takes its time to say so. */
export function isCertain(failure: unknown): boolean {
  const { retryable, code } = RocketMQError.from(failure)
  return !retryable || (code === 'WRONG_PROTOCOL' && !(failure instanceof DoubtfulPeer))
}
