import type { MessageView } from '../message/message-view.js'
import type { RetryPolicy } from '../remoting/retry-policy.js'
import type { ConsumerCounter } from './consumer-counter.js'
import type { HandlerRunner } from './handler-runner.js'
import type { ProcessQueue } from './process-queue.js'
import type { Settlement } from './settlement.js'

/** A message and the process queue that holds it. */
export interface CachedMessage {
  readonly message: MessageView
  readonly queue: ProcessQueue
}

/** What every way of consuming needs. */
export interface ConsumeTools {
  readonly runner: HandlerRunner
  readonly settlement: Settlement
  readonly counter: ConsumerCounter
  readonly concurrency: number
  /** The group's policy at this moment. */
  retryPolicy(): RetryPolicy
  /** Fires when the consumer begins to close: no use waiting for another attempt. */
  readonly stopping: AbortSignal
  /** Fires when the consumer's close deadline passed. */
  readonly signal: AbortSignal
}

/** A way to bring messages to the handler: one by one, in order, or in batches. */
export interface ConsumeService {
  /** Takes messages over; each is settled and evicted in the end. */
  submit(messages: readonly MessageView[], queue: ProcessQueue): void
  /** Starts no more handlers; messages not begun go back to the server. */
  stop(): Promise<void>
  /** Settles when no handler runs and everything is settled. */
  idle(): Promise<void>
  /** Handlers running now. */
  readonly inFlight: number
}
