import type { MessageView } from '../message/message-view.js'
import type { RetryPolicy } from '../waiting/backoff.js'
import type { ConsumerCounter } from './consumer-counter.js'
import type { HandlerRunner, Verdict } from './handler-runner.js'
import type { ProcessQueue } from './process-queue.js'
import type { Renewal } from './renewal.js'
import type { Settlement } from './settlement.js'
import type { TaskGate } from './task-gate.js'

/** A message and the process queue that holds it. */
export interface CachedMessage {
  readonly message: MessageView
  readonly queue: Pick<ProcessQueue, 'dropped' | 'gone' | 'evict'> & Partial<Pick<ProcessQueue, 'pollsOver'>>
  /** For a message that an operator had handled once more: told what came of it, instead of the server. */
  readonly onVerdict?: ((verdict: Verdict) => void) | undefined
}

/** What every way of consuming needs. */
export interface ConsumeTools {
  readonly runner: Pick<HandlerRunner, 'run' | 'runBatch' | 'reportFailure'>
  readonly settlement: Pick<Settlement, 'acknowledge' | 'postpone' | 'suspend' | 'handBack' | 'deadLetter'>
  readonly renewal: Pick<Renewal, 'secure'>
  readonly counter: ConsumerCounter
  readonly concurrency: number
  /** Whether messages of more than one topic may come. */
  severalTopics(): boolean
  /** The group's policy at this moment. */
  retryPolicy(): RetryPolicy
  /** Fires when the consumer's close deadline passed. */
  readonly signal: AbortSignal
}

/** A way to bring messages to the handler: one by one, in order, or in batches. */
export interface ConsumeService {
  /** Takes messages over; each is settled and evicted in the end. */
  submit(messages: readonly MessageView[], queue: CachedMessage['queue']): void
  /** Has a message handled that is not the server's to settle, in its turn like the others. */
  verify(cached: CachedMessage): void
  /** A queue is gone: those of its messages that wait for their turn go back to the server now. */
  release(queue: CachedMessage['queue']): Promise<void>
  /** Starts no more handlers; messages not begun go back to the server. */
  stop(): Promise<void>
  /** Settles when no handler runs and everything is settled. */
  idle(): Promise<void>
  /** Handlers (or batches) running now. */
  readonly inFlight: number
  /** Messages handled whose outcome the server has not confirmed yet. */
  readonly unsettled: number
}

/** Holds a message that was handled until the server knows; what it gives is to be called then. */
export function holdUntilSettled(
  { message, queue }: CachedMessage,
  gate: Pick<TaskGate<never>, 'hold' | 'release'>,
) {
  gate.hold()
  return () => {
    queue.evict(message)
    gate.release()
  }
}

/** Gives a message back to the server, and its place in the cache free. */
export async function handBack(
  { message, queue, onVerdict }: CachedMessage,
  settlement: Pick<Settlement, 'handBack'>,
): Promise<void> {
  if (onVerdict !== undefined) return onVerdict('FAILURE')
  if (queue.pollsOver !== undefined) await queue.pollsOver
  await settlement.handBack(message)
  queue.evict(message)
}
