import type { Client } from '../client/client.js'
import { RocketMQError } from '../errors.js'
import type { Message } from '../message/message.js'
import { apache } from '../remoting/generated/protocol.js'
import { rpcs } from '../remoting/rpc-table.js'
import { Endpoints } from '../route/endpoints.js'
import type { SendReceipt } from './send-receipt.js'

const { TransactionResolution, TransactionSource } = apache.rocketmq.v2

/** A transaction whose end is to be told to the server. */
export interface TransactionEnd {
  topic: string
  messageId: string
  transactionId: string
  resolution: 'COMMIT' | 'ROLLBACK'
  /** Whether the client decided by itself, or the server asked. */
  source: 'CLIENT' | 'SERVER_CHECK'
}

/**
 * Ends a transaction at the proxy that holds it: its state lives in that proxy's memory, for 30 s after the
 * send or the server's question. The answer OK does not prove that the broker obeyed.
 */
export async function endTransaction(
  client: Client,
  endpoints: Endpoints,
  end: TransactionEnd,
): Promise<void> {
  await client.request(
    endpoints,
    rpcs.endTransaction,
    {
      topic: client.resource(end.topic),
      messageId: end.messageId,
      transactionId: end.transactionId,
      resolution: TransactionResolution[end.resolution],
      source:
        end.source === 'CLIENT' ? TransactionSource.SOURCE_CLIENT : TransactionSource.SOURCE_SERVER_CHECK,
    },
    `${end.resolution.toLowerCase()} transaction ${end.transactionId} of ${end.topic}`,
  )
}

/** Sends a message as part of a transaction. */
export type TransactionalSend = (message: Message) => Promise<SendReceipt>

/**
 * One message that consumers see only after {@link Transaction.commit}. If the process dies in between, the
 * server asks a producer of the same topic, whose `transactionChecker` decides.
 */
export class Transaction {
  readonly #client: Client
  readonly #send: TransactionalSend
  #receipt: SendReceipt | undefined
  #state: 'open' | 'sending' | 'sent' | 'ended' = 'open'

  constructor(client: Client, send: TransactionalSend) {
    this.#client = client
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
      await endTransaction(this.#client, Endpoints.parse(receipt.endpoint), {
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
