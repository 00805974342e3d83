import type { RocketMQError } from '../errors.js'
import type { ClientKind } from '../stats/stats.js'

/** What an {@link ErrorListener} is told beside the error. */
export interface ErrorContext {
  /**
   * What went wrong, by itself and with no caller whose promise could reject:
   *
   * - `start`: an attempt to start failed, and another follows.
   * - `connection`: a server was lost, refuses the client, or does not answer its heartbeats.
   * - `route`: the route or the assignment of a topic could not be had.
   * - `receive`: messages could not be received; it is tried again.
   * - `handler`: a handler threw or said FAILURE, or a function of the user failed beside it.
   * - `settlement`: what became of a message could not be told to the server; it is delivered again.
   * - `transaction`: an orphaned transaction could not be checked.
   */
  readonly during: 'start' | 'connection' | 'route' | 'receive' | 'handler' | 'settlement' | 'transaction'
  /** Kind of the client. */
  readonly kind: ClientKind
  /** Id of the client. */
  readonly clientId: string
  /** The topic, where it is about one. */
  readonly topic: string | undefined
  /** The message, where it is about one. */
  readonly messageId: string | undefined
}

/** Told of errors that no promise rejects with. */
export type ErrorListener = (error: RocketMQError, context: ErrorContext) => void
