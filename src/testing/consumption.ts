import type { Clock } from './clock.js'
import type { ReceiptHandle } from './receipt-handle.js'
import type { QueueLog, StoredMessage } from './stored-message.js'

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

/** What one group has consumed of one topic on one broker: what it took, and what becomes visible again when. */
export abstract class Consumption {
  protected readonly clock: Clock
  /** Where each queue is read on, by the queue's key. */
  protected readonly offsets = new Map<string, number>()
  protected readonly nextSerial: () => number

  /** @param nextSerial gives a number that no other delivery of the broker has */
  constructor(clock: Clock, nextSerial: () => number) {
    this.clock = clock
    this.nextSerial = nextSerial
  }

  /** How many messages are taken and neither consumed nor visible again. */
  abstract get inFlight(): number
  /** Takes what is visible from `queues`, in the order given. */
  abstract take(queues: readonly QueueLog[], request: TakeRequest): Delivery[]
  /** Marks a delivery as consumed. An overtaken one is ignored. */
  abstract acknowledge(handle: ReceiptHandle, queueKey: string): void
  /**
   * Sets when an unconsumed message comes back. `suspend` keeps this delivery out of its attempts; a FIFO group that is
   * not lite takes no notice of it.
   */
  abstract change(handle: ReceiptHandle, queueKey: string, ms: number, suspend: boolean): ReceiptHandle
  /** Whether the proxy keeps this delivery hidden for its client, whatever the handle says. */
  abstract isRenewed(handle: ReceiptHandle, queueKey: string, messageId: string): boolean
  /** Gives back soon what was kept hidden for a client that is gone. */
  abstract release(clientId: string): void
  /** When something taken becomes visible again, at the earliest. */
  abstract nextDue(): number | undefined

  /** The handle of a delivery. @param startOffset where the checkpoint that keeps track of it begins */
  protected handleOf(delivered: StoredMessage, startOffset: number, takenAt: number, invisibleMs: number) {
    const { broker, queueId, offset, logOffset } = delivered
    return {
      startOffset,
      takenAt,
      invisibleMs,
      serial: this.nextSerial(),
      broker,
      queueId,
      offset,
      logOffset,
    }
  }
}

/** After how long without an acknowledgement the proxy no longer keeps a message hidden. */
const LONGEST_RENEWAL_MS = 3 * 60 * 60 * 1000
/** How soon messages come back whose client is gone. */
const RELEASE_MS = 1000

interface InFlight {
  readonly message: StoredMessage
  /** Where the checkpoint of this delivery begins; a handle that says otherwise is one of nothing. */
  readonly startOffset: number
  readonly attempt: number
  readonly renewFor: string | undefined
  visibleAt: number
  /** Whether this delivery counts as an attempt. */
  counts: boolean
}

/** Of so many polls one looks at redeliveries before it looks at the queues. */
const RETRY_FIRST_EVERY = 5

/** Consumption by a group without order: each message on its own. */
export class UnorderedConsumption extends Consumption {
  readonly #inFlight = new Map<number, InFlight>()
  readonly #retries: { message: StoredMessage; attempt: number }[] = []
  #earliest = Number.POSITIVE_INFINITY
  #polls = 0

  get inFlight(): number {
    this.#revive()
    return this.#inFlight.size
  }

  take(queues: readonly QueueLog[], request: TakeRequest): Delivery[] {
    this.#revive()
    const taken: Delivery[] = []
    this.#polls++
    if (this.#polls % RETRY_FIRST_EVERY === 0) this.#takeRetries(request, taken)
    for (const queue of queues) this.#takeFrom(queue, request, taken)
    this.#takeRetries(request, taken)
    return taken
  }

  acknowledge(handle: ReceiptHandle): void {
    if (this.#entry(handle) !== undefined) this.#inFlight.delete(handle.serial)
  }

  change(handle: ReceiptHandle, _queueKey: string, ms: number, suspend: boolean): ReceiptHandle {
    const now = this.clock.now()
    const startOffset = handle.offset
    const renewed = { ...handle, startOffset, takenAt: now, invisibleMs: ms, serial: this.nextSerial() }
    const entry = this.#inFlight.get(handle.serial)
    if (entry === undefined) return renewed
    this.acknowledge(handle)
    const visibleAt = now + ms
    this.#hold(renewed.serial, { ...entry, startOffset, renewFor: undefined, visibleAt, counts: !suspend })
    return renewed
  }

  isRenewed(handle: ReceiptHandle, _queueKey: string, messageId: string): boolean {
    const entry = this.#entry(handle)
    return entry?.renewFor !== undefined && entry.message.messageId === messageId
  }

  release(clientId: string): void {
    const visibleAt = this.clock.now() + RELEASE_MS
    for (const entry of this.#inFlight.values()) {
      if (entry.renewFor !== clientId) continue
      entry.visibleAt = visibleAt
      this.#earliest = Math.min(this.#earliest, visibleAt)
    }
  }

  nextDue(): number | undefined {
    return this.#inFlight.size === 0 ? undefined : this.#earliest
  }

  #takeFrom(queue: QueueLog, request: TakeRequest, taken: Delivery[]): void {
    let offset = this.offsets.get(queue.key) ?? 0
    const start = offset
    // What is given up may come to the end of this very queue: a group that reads its own dead letters.
    const { end } = queue
    while (taken.length < request.max && offset < end) {
      const message = queue.at(offset++) as StoredMessage
      const attempt = message.reconsumeTimes + 1
      if (!request.accepts(message)) continue
      if (attempt > request.maxAttempts) request.giveUp(message, message.reconsumeTimes)
      else taken.push(this.#deliver(message, attempt, start, request))
    }
    this.offsets.set(queue.key, offset)
  }

  #takeRetries(request: TakeRequest, taken: Delivery[]): void {
    const start = this.#retries[0]?.message.offset ?? 0
    while (taken.length < request.max) {
      const retry = this.#retries.shift()
      if (retry === undefined) return
      if (retry.attempt > request.maxAttempts) request.giveUp(retry.message, retry.attempt - 1)
      else if (request.accepts(retry.message))
        taken.push(this.#deliver(retry.message, retry.attempt, start, request))
    }
  }

  #deliver(message: StoredMessage, attempt: number, startOffset: number, request: TakeRequest): Delivery {
    const takenAt = this.clock.now()
    const handle = this.handleOf(message, startOffset, takenAt, request.invisibleMs)
    const { renewFor } = request
    const visibleAt = takenAt + hiddenMs(request)
    this.#hold(handle.serial, { message, startOffset, attempt, renewFor, visibleAt, counts: true })
    return { message, attempt, handle }
  }

  /** What is in flight under a handle, if the handle names its checkpoint. */
  #entry({ serial, startOffset }: ReceiptHandle): InFlight | undefined {
    const entry = this.#inFlight.get(serial)
    return entry?.startOffset === startOffset ? entry : undefined
  }

  #hold(serial: number, entry: InFlight): void {
    this.#inFlight.set(serial, entry)
    this.#earliest = Math.min(this.#earliest, entry.visibleAt)
  }

  #revive(): void {
    const now = this.clock.now()
    if (now < this.#earliest) return
    this.#earliest = Number.POSITIVE_INFINITY
    for (const [serial, entry] of this.#inFlight) {
      if (entry.visibleAt > now) {
        this.#earliest = Math.min(this.#earliest, entry.visibleAt)
        continue
      }
      this.#inFlight.delete(serial)
      this.#retries.push({ message: entry.message, attempt: entry.attempt + (entry.counts ? 1 : 0) })
    }
  }
}

/** For how long the messages of a request stay hidden. */
function hiddenMs({ renewFor, invisibleMs }: TakeRequest): number {
  return renewFor === undefined ? invisibleMs : LONGEST_RENEWAL_MS
}

interface Taken {
  readonly message: StoredMessage
  attempt: number
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
export class OrderedConsumption extends Consumption {
  readonly #batches = new Map<string, Batch>()

  /** What was taken together with a delivery; nothing if it has been overtaken. */
  protected takenWith(handle: ReceiptHandle, queueKey: string): readonly Taken[] {
    const batch = this.#batches.get(queueKey)
    return batch?.takenAt === handle.takenAt ? batch.entries : []
  }

  get inFlight(): number {
    const now = this.clock.now()
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

  change(handle: ReceiptHandle, queueKey: string, ms: number, _suspend: boolean): ReceiptHandle {
    const visibleAt = this.clock.now() + ms
    const entry = this.#entry(handle, queueKey)
    if (entry !== undefined) entry.visibleAt = visibleAt
    return { ...handle, invisibleMs: visibleAt - handle.takenAt }
  }

  isRenewed(handle: ReceiptHandle, queueKey: string, messageId: string): boolean {
    const entry = this.#entry(handle, queueKey)
    return this.#batches.get(queueKey)?.renewFor !== undefined && entry?.message.messageId === messageId
  }

  release(clientId: string): void {
    const visibleAt = this.clock.now() + RELEASE_MS
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
    return (lockedUntil(batch) ?? 0) > this.clock.now()
  }

  #takeFrom(queue: QueueLog, request: TakeRequest, taken: Delivery[]): void {
    const takenAt = this.clock.now()
    const previous = this.#batches.get(queue.key)
    const { attemptId, renewFor, invisibleMs } = request
    const batch: Batch = { attemptId, renewFor, takenAt, entries: [] }
    let offset = this.offsets.get(queue.key) ?? 0
    const { end } = queue
    while (taken.length < request.max && offset < end) {
      const message = queue.at(offset++) as StoredMessage
      const attempt = nextAttempt(previous, message, attemptId)
      const visibleAt = takenAt + hiddenMs(request)
      const consumed = attempt > request.maxAttempts || !request.accepts(message)
      if (attempt > request.maxAttempts) request.giveUp(message, message.reconsumeTimes)
      batch.entries.push({ message, attempt, visibleAt, consumed })
      if (consumed) continue
      const startOffset = batch.entries[0]?.message.offset ?? message.offset
      taken.push({ message, attempt, handle: this.handleOf(message, startOffset, takenAt, invisibleMs) })
    }
    if (batch.entries.length === 0) return
    this.#batches.set(queue.key, batch)
    this.#commit(queue.key, batch)
  }

  #entry(handle: ReceiptHandle, key: string): Taken | undefined {
    return this.takenWith(handle, key).find(entry => entry.message.offset === handle.offset)
  }

  /** Moves the offset to the first message that is not consumed. */
  #commit(key: string, batch: Batch): void {
    const first = batch.entries.find(entry => !entry.consumed)
    if (first !== undefined) {
      this.offsets.set(key, first.message.offset)
      return
    }
    this.offsets.set(key, (batch.entries.at(-1) as Taken).message.offset + 1)
    this.#batches.delete(key)
  }
}

/**
 * Consumption of lite topics. To suspend one message suspends all that was taken with it, and takes one from their
 * attempts, but never the first.
 */
export class LiteConsumption extends OrderedConsumption {
  override change(handle: ReceiptHandle, queueKey: string, ms: number, suspend: boolean): ReceiptHandle {
    const changed = super.change(handle, queueKey, ms, suspend)
    if (!suspend) return changed
    for (const entry of this.takenWith(handle, queueKey)) {
      entry.visibleAt = this.clock.now() + ms
      entry.attempt = Math.max(1, entry.attempt - 1)
    }
    return changed
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
