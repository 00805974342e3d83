import { RocketMQError, reasonOf } from '../errors.js'

/**
 * - `new`: made; nothing is open. A failed start leads back here and may be repeated.
 * - `starting`: the first use or `start()` is getting routes, settings and connections.
 * - `running`: ready for use.
 * - `closing`: no new work; what is in flight is being finished.
 * - `closed`: nothing is left open.
 */
export type ClientState = 'new' | 'starting' | 'running' | 'closing' | 'closed'

/** How long `close()` may take. */
export interface CloseOptions {
  /** Milliseconds for work in flight to end; what is left then is given up. Default 30,000. */
  timeoutMs?: number | undefined
}

const DEFAULT_CLOSE_TIMEOUT_MS = 30_000

/** The steps a client takes to come up and to go down. */
export interface LifecycleSteps {
  start(): Promise<void>
  /** Undoes a start that failed halfway. */
  abandonStart(): Promise<void>
  /** Each is run, in order, even if one before it failed. `deadline` is on the clock of `performance.now()`. */
  close: readonly ((deadline: number) => void | Promise<void>)[]
}

/** The states of a client: `start()` and `close()` are idempotent and shared by all who call them. */
export class Lifecycle {
  readonly #name: string
  readonly #steps: LifecycleSteps
  #state: ClientState = 'new'
  #starting: Promise<void> | undefined
  #closing: Promise<void> | undefined

  /** @param name what is started and closed, for messages: `producer` */
  constructor(name: string, steps: LifecycleSteps) {
    this.#name = name
    this.#steps = steps
  }

  get state(): ClientState {
    return this.#state
  }

  start(): Promise<void> {
    if (this.#state === 'running') return Promise.resolve()
    if (this.#closing !== undefined) return Promise.reject(this.closedError('start'))
    this.#starting ??= this.#start()
    return this.#starting
  }

  close(options: CloseOptions = {}): Promise<void> {
    this.#closing ??= this.#close(options.timeoutMs ?? DEFAULT_CLOSE_TIMEOUT_MS)
    return this.#closing
  }

  /** @param action what was tried: `send` */
  closedError(action: string): RocketMQError {
    return new RocketMQError('CLOSED', `${action}: the ${this.#name} is ${this.#state}`)
  }

  async #start(): Promise<void> {
    this.#state = 'starting'
    try {
      await this.#steps.start()
      if (this.#closing !== undefined) throw this.closedError('start')
      this.#state = 'running'
    } catch (error) {
      await this.#abandonStart()
      throw error
    } finally {
      this.#starting = undefined
    }
  }

  /** What goes wrong here is of less interest than why the start failed. */
  async #abandonStart(): Promise<void> {
    try {
      await this.#steps.abandonStart()
    } catch {
    } finally {
      if (this.#closing === undefined) this.#state = 'new'
    }
  }

  async #close(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs
    this.#state = 'closing'
    const failures: unknown[] = []
    for (const step of this.#steps.close) {
      try {
        await step(deadline)
      } catch (error) {
        failures.push(error)
      }
    }
    // A start under way fails by now; what it had opened is not closed before it says so.
    await this.#starting?.catch(() => {})
    this.#state = 'closed'
    if (failures.length === 0) return
    const first = RocketMQError.from(failures[0])
    const cause = failures.length === 1 ? first : new AggregateError(failures)
    throw new RocketMQError(first.code, `close: ${failures.map(reasonOf).join('; ')}`, { cause })
  }
}
