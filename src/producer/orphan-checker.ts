import type { Client } from '../client/client.js'
import { RocketMQError, reasonOf, textOf } from '../errors.js'
import { MessageView } from '../message/message-view.js'
import type { Endpoints } from '../route/endpoints.js'
import { inOwnContext } from '../waiting/user-callback.js'
import type { OrphanedTransaction } from '../wire/server-command.js'
import type { ProducerConfiguration } from './producer-options.js'
import type { TransactionEnds } from './transaction.js'

/** Checkers at once, like the handlers of a consumer. */
const MAX_RUNNING = 20

/** Bounds of the questions that wait for their turn. */
const MAX_WAITING = 10_000
const MAX_WAITING_BYTES = 32 * 1024 * 1024

/** The proxy that asked remembers the transaction for 30 s; an answer after that is refused. */
const STALE_MS = 25_000

/** A question of the server's that waits for its turn. */
interface Question {
  readonly orphan: OrphanedTransaction
  /** Who asked. */
  readonly endpoints: Endpoints
  readonly askedAt: number
}

/**
 * Answers the server's questions about transactions that nobody ended, a bounded number at once: after a producer's
 * death the server asks about everything it left, in one go. What is over the bounds, or has waited so long that the
 * answer would be refused, is left for the server to ask again.
 */
export class OrphanChecker {
  readonly #client: Client
  readonly #ends: TransactionEnds
  readonly #checker: ProducerConfiguration['transactionChecker']
  #waiting: Question[] = []
  #waitingBytes = 0
  #running = 0
  #closed = false

  constructor(client: Client, ends: TransactionEnds, checker: ProducerConfiguration['transactionChecker']) {
    this.#client = client
    this.#ends = ends
    this.#checker = checker
  }

  /** Takes a question; it is answered in its turn. */
  ask(orphan: OrphanedTransaction, endpoints: Endpoints): void {
    const bytes = bytesOf(orphan)
    if (this.#waiting.length >= MAX_WAITING || this.#waitingBytes + bytes > MAX_WAITING_BYTES) {
      const waiting = `${this.#waiting.length} others wait for the transactionChecker`
      this.#client.log(
        'warn',
        `transaction ${orphan.transactionId} is not checked now, ${waiting}; the server asks again`,
      )
      return
    }
    this.#waiting.push({ orphan, endpoints, askedAt: performance.now() })
    this.#waitingBytes += bytes
    this.#next()
  }

  /** Begins no more checks. */
  close(): void {
    this.#closed = true
    this.#waiting = []
    this.#waitingBytes = 0
  }

  #next(): void {
    while (!this.#closed && this.#running < MAX_RUNNING) {
      const question = this.#waiting.shift()
      if (question === undefined) return
      this.#waitingBytes -= bytesOf(question.orphan)
      if (performance.now() - question.askedAt < STALE_MS) void this.#answer(question)
    }
  }

  async #answer({ orphan, endpoints }: Question): Promise<void> {
    this.#running += 1
    await checkOrphan(this.#client, this.#ends, this.#checker, orphan, endpoints)
    this.#running -= 1
    this.#next()
  }
}

function bytesOf({ message }: OrphanedTransaction): number {
  return message?.bytes ?? 0
}

/**
 * Answers the server's question about a transaction that nobody ended. Without a checker, or when it says
 * `UNKNOWN` or fails, nothing is answered and the server asks again, up to 15 times. The same goes for a question that
 * crosses the end of its transaction on the way: if the end was lost, the server asks again. Never rejects.
 */
export async function checkOrphan(
  client: Client,
  ends: TransactionEnds,
  checker: ProducerConfiguration['transactionChecker'],
  { message, transactionId }: OrphanedTransaction,
  endpoints: Endpoints,
): Promise<void> {
  if (message === undefined || ends.isTold(transactionId)) return
  if (checker === undefined) {
    client.log(
      'warn',
      `transaction ${transactionId} is unresolved, and this producer has no transactionChecker`,
    )
    return
  }
  try {
    const view = new MessageView(await message.open())
    const verdict = await inOwnContext(checker, view)
    if (verdict === 'UNKNOWN') return
    // A forgotten return must not throw a message away.
    if (verdict !== 'COMMIT' && verdict !== 'ROLLBACK') {
      throw new RocketMQError(
        'HANDLER',
        `transactionChecker returned ${textOf(verdict)}: it must return 'COMMIT', 'ROLLBACK' or 'UNKNOWN'`,
      )
    }
    await ends.tell(endpoints, {
      topic: view.topic,
      messageId: view.messageId,
      transactionId,
      resolution: verdict,
      source: 'SERVER_CHECK',
    })
  } catch (error) {
    const failure = RocketMQError.from(error, 'HANDLER')
    const text = `transaction ${transactionId} could not be checked: ${reasonOf(error)}`
    client.report('transaction', failure, text, { level: 'error', topic: message.topic })
  }
}
