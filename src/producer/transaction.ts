import { BatchProcessor } from '../batch/batch-processor.js'
import type { Client } from '../client/client.js'
import { RocketMQError, reasonOf, textOf } from '../errors.js'
import type { Message } from '../message/message.js'
import { MessageView } from '../message/message-view.js'
import { checkCallOptions } from '../options/call-options.js'
import type { ProducerCalls, TransactionEnd } from '../remoting/producer-calls.js'
import { Endpoints } from '../route/endpoints.js'
import { settles, sharedController } from '../waiting/pause.js'
import { inOwnContext } from '../waiting/user-callback.js'
import type { OrphanedTransaction } from '../wire/server-command.js'
import type { SendReceipt } from './dispatcher.js'
import {
  type ProducerConfiguration,
  SEND_OPTION_NAMES,
  type SendOptions,
  type TransactionVerdict,
} from './producer-options.js'

/** Brokers write ends down every three seconds by default, and ask about what is not written yet. */
const CROSSING_MS = 10_000

/** Checkers at once, like the handlers of a consumer. */
const MAX_CHECKS = 20

/** Bounds of the questions that wait for their turn. */
const MAX_WAITING = 10_000
const MAX_WAITING_BYTES = 32 * 1024 * 1024

/** The proxy that asked remembers the transaction for 30 s; an answer after that is refused. */
const STALE_MS = 25_000

/** Sends a message as part of a transaction. */
type TransactionalSend = (message: Message, signal: AbortSignal | undefined) => Promise<SendReceipt>

/**
 * One message that consumers see only after {@link Transaction.commit}. If the process dies in between, the
 * server asks a producer of the same topic, whose `transactionChecker` decides.
 */
export class Transaction {
  readonly #ends: TransactionEnds
  readonly #send: TransactionalSend
  #receipt: SendReceipt | undefined
  #state: 'open' | 'sending' | 'sent' | 'ended' = 'open'

  constructor(ends: TransactionEnds, send: TransactionalSend) {
    this.#ends = ends
    this.#send = send
  }

  /**
   * Sends the message of this transaction, one at the most. A failed send leaves the transaction open for
   * another try.
   *
   * A `signal` takes the message back while it waits to leave, or to be sent again after a failure. What is on the wire
   * is waited for, unlike that of {@link Producer.send}: only who has its receipt can commit it or roll it back.
   *
   * @throws RocketMQError (as a rejection) as {@link Producer.send}, or INVALID_ARGUMENT if it has sent its message
   */
  async send(message: Message, options?: SendOptions): Promise<SendReceipt> {
    checkCallOptions('send()', options, SEND_OPTION_NAMES)
    if (this.#state !== 'open') {
      throw new RocketMQError(
        'INVALID_ARGUMENT',
        'a transaction takes one message; begin another transaction',
      )
    }
    this.#state = 'sending'
    try {
      this.#receipt = await this.#send(message, options?.signal)
      this.#state = 'sent'
      return this.#receipt
    } catch (error) {
      this.#state = 'open'
      throw error
    }
  }

  /** Makes the message visible to consumers. May be repeated if it fails. */
  commit(): Promise<void> {
    return this.#end('COMMIT')
  }

  /** Discards the message. May be repeated if it fails. */
  rollback(): Promise<void> {
    return this.#end('ROLLBACK')
  }

  async #end(resolution: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    const receipt = this.#receipt
    if (this.#state !== 'sent' || receipt === undefined) {
      const why = this.#state === 'ended' ? 'it has ended already' : 'it has sent no message yet'
      throw new RocketMQError('INVALID_ARGUMENT', `${resolution.toLowerCase()} of a transaction: ${why}`)
    }
    this.#state = 'ended'
    try {
      await this.#ends.tell(Endpoints.parse(receipt.endpoint), {
        topic: receipt.topic,
        messageId: receipt.messageId,
        transactionId: receipt.transactionId ?? receipt.messageId,
        resolution,
        source: 'CLIENT',
      })
    } catch (error) {
      this.#state = 'sent'
      throw error
    }
  }
}

/**
 * Tells the server how transactions end, and remembers it for a while: a question that crosses the answer must not
 * be answered again, because the broker would store a committed message a second time.
 */
export class TransactionEnds {
  readonly #calls: Pick<ProducerCalls, 'endTransaction'>
  /** Until when each is remembered, on the clock of `performance.now()`; the oldest first. */
  readonly #told = new Map<string, number>()

  constructor(calls: Pick<ProducerCalls, 'endTransaction'>) {
    this.#calls = calls
  }

  /** Tells a proxy, as {@link ProducerCalls.endTransaction}. */
  async tell(endpoints: Endpoints, end: TransactionEnd): Promise<void> {
    const { transactionId } = end
    this.#remember(transactionId)
    try {
      await this.#calls.endTransaction(endpoints, end)
    } catch (error) {
      this.#told.delete(transactionId)
      throw error
    }
  }

  /** Whether the server was told the end of this transaction, or is being told, so lately that it may not know. */
  isTold(transactionId: string): boolean {
    return (this.#told.get(transactionId) ?? 0) > performance.now()
  }

  #remember(transactionId: string): void {
    const now = performance.now()
    for (const [id, until] of this.#told) {
      if (until > now) break
      this.#told.delete(id)
    }
    this.#told.delete(transactionId)
    this.#told.set(transactionId, now + CROSSING_MS)
  }
}

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
  readonly #closed = sharedController()
  readonly #questions = new BatchProcessor<Question>({
    name: 'transaction checks',
    handler: ([question]) => this.#answer(question as Question),
    batchSize: 1,
    maxInFlight: MAX_CHECKS,
    bufferSize: MAX_WAITING,
    bufferBytes: MAX_WAITING_BYTES,
    sizeOf: ({ orphan }) => orphan.message?.bytes ?? 0,
    onFull: 'reject',
    onDone: ({ orphan }, error) => this.#onDone(orphan, error),
  })

  constructor(client: Client, ends: TransactionEnds, checker: ProducerConfiguration['transactionChecker']) {
    this.#client = client
    this.#ends = ends
    this.#checker = checker
  }

  /** Takes a question; settles when it is done with, answered or not. */
  ask(orphan: OrphanedTransaction, endpoints: Endpoints): Promise<void> {
    return this.#questions.add({ orphan, endpoints, askedAt: performance.now() }).catch(() => {})
  }

  /** Begins no more checks. */
  close(): void {
    this.#closed.abort()
    this.#questions.stop({ timeoutMs: 0 }).catch(() => {})
  }

  /**
   * Without a checker, or when it says `UNKNOWN` or fails, nothing is answered and the server asks again, up to 15
   * times. The same goes for a question that crosses the end of its transaction on the way: if the end was lost, the
   * server asks again. Never rejects.
   */
  async #answer({ orphan: { message, transactionId }, endpoints, askedAt }: Question): Promise<void> {
    if (performance.now() - askedAt >= STALE_MS) return
    if (message === undefined || this.#ends.isTold(transactionId)) return
    if (this.#checker === undefined) {
      this.#client.log(
        'warn',
        `transaction ${transactionId} is unresolved, and this producer has no transactionChecker`,
      )
      return
    }
    try {
      const view = new MessageView(await message.open())
      const verdict = await this.#decide(this.#checker, view, STALE_MS - (performance.now() - askedAt))
      if (verdict === 'UNKNOWN') return
      // A forgotten return must not throw a message away.
      if (verdict !== 'COMMIT' && verdict !== 'ROLLBACK') {
        throw new RocketMQError(
          'HANDLER',
          `transactionChecker returned ${textOf(verdict)}: it must return 'COMMIT', 'ROLLBACK' or 'UNKNOWN'`,
        )
      }
      const { topic, messageId } = view
      const end = { topic, messageId, transactionId, resolution: verdict, source: 'SERVER_CHECK' } as const
      await this.#ends.tell(endpoints, end)
    } catch (error) {
      const failure = RocketMQError.from(error, 'HANDLER')
      const text = `transaction ${transactionId} could not be checked: ${reasonOf(error)}`
      this.#client.report('transaction', failure, text, { level: 'error', topic: message.topic })
    }
  }

  /** What the checker says, if it does so while an answer is of use: one that hangs must not keep its place for ever. */
  async #decide(
    checker: NonNullable<ProducerConfiguration['transactionChecker']>,
    view: MessageView,
    timeoutMs: number,
  ): Promise<TransactionVerdict> {
    const deciding = (async () => inOwnContext(checker, view))()
    const isDone = await settles(deciding, timeoutMs, this.#closed.signal)
    // One that closes needs its places for nobody else.
    if (isDone || this.#closed.signal.aborted) return deciding
    throw new RocketMQError(
      'HANDLER',
      `transactionChecker said nothing within ${STALE_MS / 1_000} s, and no answer is taken after that; the server asks again`,
    )
  }

  #onDone({ transactionId }: OrphanedTransaction, error: RocketMQError | undefined): void {
    if (error?.code !== 'FULL') return
    const { buffered } = this.#questions.stats()
    const waiting = `${buffered} others wait for the transactionChecker`
    this.#client.log(
      'warn',
      `transaction ${transactionId} is not checked now, ${waiting}; the server asks again`,
    )
  }
}
