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
export class UnorderedConsumption implements Consumption {
  readonly #clock: Clock
  readonly #nextSerial: () => number
  readonly #offsets = new Map<string, number>()
  readonly #inFlight = new Map<number, InFlight>()
  readonly #retries: { message: StoredMessage; attempt: number }[] = []
  #earliest = Number.POSITIVE_INFINITY
  #polls = 0

  constructor(clock: Clock, nextSerial: () => number) {
    this.#clock = clock
    this.#nextSerial = nextSerial
  }

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
    const now = this.#clock.now()
    const startOffset = handle.offset
    const renewed = { ...handle, startOffset, takenAt: now, invisibleMs: ms, serial: this.#nextSerial() }
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
    const visibleAt = this.#clock.now() + RELEASE_MS
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
    let offset = this.#offsets.get(queue.key) ?? 0
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
    this.#offsets.set(queue.key, offset)
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
    const takenAt = this.#clock.now()
    const { broker, queueId, offset, logOffset } = message
    const serial = this.#nextSerial()
    const { invisibleMs, renewFor } = request
    const visibleAt = takenAt + (renewFor === undefined ? invisibleMs : LONGEST_RENEWAL_MS)
    this.#hold(serial, { message, startOffset, attempt, renewFor, visibleAt, counts: true })
    const handle = { startOffset, takenAt, invisibleMs, serial, broker, queueId, offset, logOffset }
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
    const now = this.#clock.now()
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
