import type { QueueLog } from './queue-log.js'
import type { ReceiptHandle } from './receipt-handle.js'
import type { StoredMessage } from './stored-message.js'

/** A message given to a consumer, for a while. */
export interface Delivery {
  readonly message: StoredMessage
  readonly handle: ReceiptHandle
  /** 1 for the first. */
  readonly attempt: number
}

/** What a consumer asks for. */
export interface TakeRequest {
  readonly max: number
  readonly invisibleMs: number
  /** The client that the proxy keeps the messages hidden for, if it asked for that. */
  readonly renewFor: string | undefined
  readonly attemptId: string | undefined
  readonly maxAttempts: number
  /** Messages this is false for count as consumed. */
  accepts(message: StoredMessage): boolean
  /** Called with messages that had all their attempts, and how often each was delivered. */
  giveUp(message: StoredMessage, deliveries: number): void
}

/** How far one group has come with one topic on one broker: what it took, and what comes back when. */
export interface Consumption {
  /** How many messages are taken and neither consumed nor visible again. */
  readonly inFlight: number
  /** Takes what is visible from `queues`, in the order given. */
  take(queues: readonly QueueLog[], request: TakeRequest): Delivery[]
  /** Marks a delivery as consumed. An overtaken one is ignored. */
  acknowledge(handle: ReceiptHandle, queueKey: string): void
  /** Sets when an unconsumed message comes back. `suspend` keeps this delivery out of its attempts. */
  change(handle: ReceiptHandle, queueKey: string, ms: number, suspend: boolean): ReceiptHandle
  /** Whether the proxy keeps this delivery hidden for its client, whatever the handle says. */
  isRenewed(handle: ReceiptHandle, queueKey: string, messageId: string): boolean
  /** Gives back soon what was kept hidden for a client that is gone. */
  release(clientId: string): void
  /** When something taken becomes visible again, at the earliest. */
  nextDue(): number | undefined
}

/** After how long without an acknowledgement the proxy no longer keeps a message hidden. */
export const LONGEST_RENEWAL_MS = 3 * 60 * 60 * 1000
/** How soon messages come back whose client is gone. */
export const RELEASE_MS = 1000
