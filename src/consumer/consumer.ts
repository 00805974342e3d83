import type { ClientState, CloseOptions, StartOptions } from '../client/lifecycle.js'
import type { ClientStats, Monitored } from '../stats/stats.js'
import type { ConsumerEngine } from './consumer-engine.js'

/** What every consumer has. */
export abstract class Consumer implements Monitored, AsyncDisposable {
  readonly #engine: ConsumerEngine

  /** @internal */
  constructor(engine: ConsumerEngine) {
    this.#engine = engine
    engine.attach(this)
  }

  /** The id by which the server knows this consumer. */
  get clientId(): string {
    return this.#engine.client.id
  }

  /** Where the consumer is in its life. */
  get state(): ClientState {
    return this.#engine.lifecycle.state
  }

  /**
   * Connects; a push consumer begins to receive. Idempotent; the first use of a consumer that is asked for messages or
   * lite topics calls it. It waits for a server that is not up yet.
   *
   * @throws RocketMQError (as a rejection) at once for an error that will not pass, such as an unknown topic or group, a
   *   group that is not bound to its topic, or a wrong secret; after `timeoutMs` with the reason why the last attempt
   *   failed. May be called again then.
   */
  start(options?: StartOptions): Promise<void> {
    return this.#engine.lifecycle.start(options)
  }

  /**
   * Ends receiving at once, gives back the messages that no handler has begun, and closes everything when the other
   * messages are settled or the time is over. Idempotent: all calls get the same promise.
   *
   * A push consumer lets running handlers end and acknowledges. Called by a handler, or by what a handler waits for, it
   * resolves at once and closes when the handlers have ended: otherwise that handler would wait for itself.
   *
   * A simple consumer ends running receives and iterations, and waits until every message that the application was given
   * is acknowledged or visible to others again. Messages that are left alone are waited for, too;
   * `close({ timeoutMs: 0 })` waits for none.
   *
   * @throws RocketMQError TIMEOUT saying how many handlers were still running, if the time was too short
   */
  close(options?: CloseOptions): Promise<void> {
    return this.#engine.close(options)
  }

  /** {@link Consumer.close} with its default. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** Everything this consumer counts. */
  stats(): ClientStats {
    return this.#engine.stats()
  }
}
