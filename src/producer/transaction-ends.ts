import type { Client } from '../client/client.js'
import type { Endpoints } from '../route/endpoints.js'
import { apache } from '../wire/generated/protocol.js'
import { rpcs } from '../wire/rpc-table.js'

const { TransactionResolution, TransactionSource } = apache.rocketmq.v2

/** Brokers write ends down every three seconds by default, and ask about what is not written yet. */
const CROSSING_MS = 10_000

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
 * Tells the server how transactions end, and remembers it for a while: a question that crosses the answer must not
 * be answered again, because the broker would store a committed message a second time.
 */
export class TransactionEnds {
  readonly #client: Client
  /** Until when each is remembered, on the clock of `performance.now()`; the oldest first. */
  readonly #told = new Map<string, number>()

  constructor(client: Client) {
    this.#client = client
  }

  /**
   * Ends a transaction at the proxy that holds it: its state lives in that proxy's memory, for 30 s after the
   * send or the server's question. The answer OK does not prove that the broker obeyed.
   */
  async tell(endpoints: Endpoints, end: TransactionEnd): Promise<void> {
    const { topic, messageId, transactionId, resolution, source } = end
    this.#remember(transactionId)
    try {
      await this.#client.request(
        endpoints,
        rpcs.endTransaction,
        {
          topic: this.#client.resource(topic),
          messageId,
          transactionId,
          resolution: TransactionResolution[resolution],
          source: TransactionSource[source === 'CLIENT' ? 'SOURCE_CLIENT' : 'SOURCE_SERVER_CHECK'],
        },
        `${resolution.toLowerCase()} transaction ${transactionId} of ${topic}`,
      )
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
