import type { Clock } from './clock.js'
import {
  type Consumption,
  type Delivery,
  LONGEST_RENEWAL_MS,
  RELEASE_MS,
  type TakeRequest,
} from './consumption.js'
import type { QueueLog } from './queue-log.js'
import type { ReceiptHandle } from './receipt-handle.js'
import type { StoredMessage } from './stored-message.js'

interface Taken {
  readonly message: StoredMessage
  readonly attempt: number
  visibleAt: number
  consumed: boolean
}

/** What was last taken from a queue, and by which attempt. */
interface Batch {
  readonly attemptId: string | undefined
  readonly renewFor: string | undefined
  readonly takenAt: number
  readonly entries: Taken[]
}

/**
 * Consumption by a FIFO group: a queue is locked while something taken from it is neither consumed nor visible
 * again. The same attempt may take the same messages again.
 */
export class OrderedConsumption implements Consumption {
  readonly #clock: Clock
  readonly #nextSerial: () => number
  readonly #offsets = new Map<string, number>()
  readonly #batches = new Map<string, Batch>()

  constructor(clock: Clock, nextSerial: () => number) {
    this.#clock = clock
    this.#nextSerial = nextSerial
  }

  get inFlight(): number {
    const now = this.#clock.now()
    let count = 0
    for (const { entries } of this.#batches.values()) {
      for (const entry of entries) if (!entry.consumed && entry.visibleAt > now) count++
    }
    return count
  }

  take(queues: readonly QueueLog[], request: TakeRequest): Delivery[] {
    const taken: Delivery[] = []
    for (const queue of queues) {
      if (taken.length >= request.max) break
      if (!this.#isLocked(queue.key, request.attemptId)) this.#takeFrom(queue, request, taken)
    }
    return taken
  }

  acknowledge(handle: ReceiptHandle, queueKey: string): void {
    const batch = this.#batches.get(queueKey)
    const entry = this.#entry(handle, queueKey)
    if (batch === undefined || entry === undefined) return
    entry.consumed = true
    this.#commit(queueKey, batch)
  }

  change(handle: ReceiptHandle, queueKey: string, ms: number): ReceiptHandle {
    const visibleAt = this.#clock.now() + ms
    const entry = this.#entry(handle, queueKey)
    if (entry !== undefined) entry.visibleAt = visibleAt
    return { ...handle, invisibleMs: visibleAt - handle.takenAt }
  }

  isRenewed(handle: ReceiptHandle, queueKey: string, messageId: string): boolean {
    const entry = this.#entry(handle, queueKey)
    return this.#batches.get(queueKey)?.renewFor !== undefined && entry?.message.messageId === messageId
  }

  release(clientId: string): void {
    const visibleAt = this.#clock.now() + RELEASE_MS
    for (const batch of this.#batches.values()) {
      if (batch.renewFor !== clientId) continue
      for (const entry of batch.entries) entry.visibleAt = visibleAt
    }
  }

  nextDue(): number | undefined {
    let due: number | undefined
    for (const batch of this.#batches.values()) {
      const unlocked = lockedUntil(batch)
      if (unlocked !== undefined && (due === undefined || unlocked < due)) due = unlocked
    }
    return due
  }

  #isLocked(key: string, attemptId: string | undefined): boolean {
    const batch = this.#batches.get(key)
    if (batch === undefined) return false
    if (attemptId !== undefined && batch.attemptId === attemptId) return false
    return (lockedUntil(batch) ?? 0) > this.#clock.now()
  }

  #takeFrom(queue: QueueLog, request: TakeRequest, taken: Delivery[]): void {
    const takenAt = this.#clock.now()
    const previous = this.#batches.get(queue.key)
    const { attemptId, renewFor, invisibleMs } = request
    const batch: Batch = { attemptId, renewFor, takenAt, entries: [] }
    let offset = this.#offsets.get(queue.key) ?? 0
    const { end } = queue
    while (taken.length < request.max && offset < end) {
      const message = queue.at(offset++) as StoredMessage
      const attempt = nextAttempt(previous, message, attemptId)
      const visibleAt = takenAt + (renewFor === undefined ? invisibleMs : LONGEST_RENEWAL_MS)
      const consumed = attempt > request.maxAttempts || !request.accepts(message)
      if (attempt > request.maxAttempts) request.giveUp(message, message.reconsumeTimes)
      batch.entries.push({ message, attempt, visibleAt, consumed })
      if (!consumed) taken.push({ message, attempt, handle: this.#handle(message, batch, invisibleMs) })
    }
    if (batch.entries.length === 0) return
    this.#batches.set(queue.key, batch)
    this.#commit(queue.key, batch)
  }

  #handle(message: StoredMessage, { takenAt, entries }: Batch, invisibleMs: number): ReceiptHandle {
    const { broker, queueId, offset, logOffset } = message
    const startOffset = entries[0]?.message.offset ?? offset
    const serial = this.#nextSerial()
    return { startOffset, takenAt, invisibleMs, serial, broker, queueId, offset, logOffset }
  }

  #entry(handle: ReceiptHandle, key: string): Taken | undefined {
    const batch = this.#batches.get(key)
    // A handle of an earlier batch has been overtaken.
    if (batch === undefined || batch.takenAt !== handle.takenAt) return undefined
    return batch.entries.find(entry => entry.message.offset === handle.offset)
  }

  /** Moves the offset to the first message that is not consumed. */
  #commit(key: string, batch: Batch): void {
    const first = batch.entries.find(entry => !entry.consumed)
    if (first !== undefined) {
      this.#offsets.set(key, first.message.offset)
      return
    }
    this.#offsets.set(key, (batch.entries.at(-1) as Taken).message.offset + 1)
    this.#batches.delete(key)
  }
}

function lockedUntil(batch: Batch): number | undefined {
  const open = batch.entries.filter(entry => !entry.consumed)
  return open.length === 0 ? undefined : Math.max(...open.map(entry => entry.visibleAt))
}

function nextAttempt(
  previous: Batch | undefined,
  message: StoredMessage,
  attemptId: string | undefined,
): number {
  const entry = previous?.entries.find(candidate => candidate.message.offset === message.offset)
  if (entry === undefined) return 1
  const isSame = attemptId !== undefined && previous?.attemptId === attemptId
  return isSame ? entry.attempt : entry.attempt + 1
}
