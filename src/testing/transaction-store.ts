import type { Broker } from './broker.js'
import type { Clock } from './clock.js'
import { ok, refusal, v2 } from './protocol.js'
import { type TopicConfig, validateTopicName } from './resources.js'
import { type NewMessage, type StoredMessage, toWire } from './stored-message.js'

const { COMMIT, ROLLBACK } = v2.TransactionResolution
const { SOURCE_SERVER_CHECK } = v2.TransactionSource

/** When open transactions are checked. */
export interface TransactionOptions {
  /** How long a transaction may stay open before its producer is asked, in milliseconds. Default 6000. */
  timeoutMs?: number
  /** How often open transactions are looked at, in milliseconds. Default 30,000. */
  checkIntervalMs?: number
}

interface Half {
  readonly topic: TopicConfig
  readonly broker: Broker
  readonly message: StoredMessage
  checks: number
  /** Until when the proxy remembers the transaction. */
  knownUntil: number
}

/** Sends a check to a live producer of a topic. */
type SendCheck = (topic: string, command: v2.IRecoverOrphanedTransactionCommand) => boolean

const MAX_CHECKS = 15
/** How long a proxy remembers a transaction after the send or the last check. */
const REMEMBERED_MS = 30_000

/** Half messages, and what one proxy knows of their transactions. */
export class TransactionStore {
  readonly #clock: Clock
  readonly #timeoutMs: number
  readonly #checkIntervalMs: number
  readonly #sendCheck: SendCheck
  readonly #halves = new Map<string, Half>()
  #cancelCheck: (() => void) | undefined
  #opened = 0

  constructor(clock: Clock, options: TransactionOptions, sendCheck: SendCheck) {
    this.#clock = clock
    this.#timeoutMs = options.timeoutMs ?? 6000
    this.#checkIntervalMs = options.checkIntervalMs ?? 30_000
    this.#sendCheck = sendCheck
  }

  /** Keeps a half message. Returns its offset among them. */
  open(broker: Broker, topic: TopicConfig, queueId: number, message: NewMessage): number {
    const now = this.#clock.now()
    const offset = this.#opened++
    const half = { ...message, broker: broker.name, queueId, offset, logOffset: 0, storeTimestamp: now }
    const knownUntil = now + REMEMBERED_MS
    this.#halves.set(keyOf(topic.name, message.messageId), {
      topic,
      broker,
      message: half,
      checks: 0,
      knownUntil,
    })
    this.#checkLater()
    return offset
  }

  /** Ends a transaction. That a commit comes too late to count is not told. */
  end(request: v2.IEndTransactionRequest): v2.IEndTransactionResponse {
    const topic = validateTopicName(request.topic?.name)
    const { transactionId = '', resolution, source } = request
    if (!transactionId?.trim()) throw refusal('INVALID_TRANSACTION_ID', 'transaction id cannot be blank')
    const key = keyOf(topic, transactionId)
    const half = this.#halves.get(key)
    const now = this.#clock.now()
    if (half === undefined || half.knownUntil <= now) {
      throw refusal('INTERNAL_SERVER_ERROR', 'cannot found transaction data')
    }
    // Whatever the verdict: the proxy forgets, and only the broker's next check brings the transaction back.
    half.knownUntil = 0
    const { recoveryMs = Number.POSITIVE_INFINITY, bornTimestamp, queueId } = half.message
    const isLate = source !== SOURCE_SERVER_CHECK && now > bornTimestamp + recoveryMs
    if (isLate || (resolution !== COMMIT && resolution !== ROLLBACK)) return { status: ok }
    this.#halves.delete(key)
    if (resolution === COMMIT) half.broker.append(half.topic, queueId, half.message)
    return { status: ok }
  }

  /** Asks the producers of transactions that are open for too long. */
  check(): void {
    const now = this.#clock.now()
    for (const [key, half] of this.#halves) {
      if (now - half.message.storeTimestamp < (half.message.recoveryMs ?? this.#timeoutMs)) continue
      if (half.checks >= MAX_CHECKS) {
        this.#halves.delete(key)
        continue
      }
      half.checks++
      const transactionId = half.message.messageId
      if (this.#sendCheck(half.topic.name, { message: toWire(half.message), transactionId })) {
        half.knownUntil = now + REMEMBERED_MS
      }
    }
  }

  /** Forgets what the proxy knows, as its restart does; the half messages stay and are checked. */
  forget(): void {
    for (const half of this.#halves.values()) half.knownUntil = 0
  }

  close(): void {
    this.#cancelCheck?.()
    this.#cancelCheck = undefined
  }

  #checkLater(): void {
    this.#cancelCheck ??= this.#clock.after(this.#checkIntervalMs, () => {
      this.#cancelCheck = undefined
      this.check()
      if (this.#halves.size > 0) this.#checkLater()
    })
  }
}

function keyOf(topic: string, transactionId: string): string {
  return `${topic}@${transactionId}`
}
