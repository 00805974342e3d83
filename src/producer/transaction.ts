import { RocketMQError } from '../errors.js'
import type { Message } from '../message/message.js'
import type { ProducerCalls, TransactionEnd } from '../remoting/producer-calls.js'
import { Endpoints } from '../route/endpoints.js'
import type { SendReceipt } from './dispatcher.js'

/** Brokers write ends down every three seconds by default, and ask about what is not written yet. */
const CROSSING_MS = 10_000

/** Sends a message as part of a transaction. */
export type TransactionalSend = (message: Message) => Promise<SendReceipt>

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
   */
  async send(message: Message): Promise<SendReceipt> {
    if (this.#state !== 'open') {
      throw new RocketMQError(
        'INVALID_ARGUMENT',
        'a transaction takes one message; begin another transaction',
      )
    }
    this.#state = 'sending'
    try {
      this.#receipt = await this.#send(message)
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
