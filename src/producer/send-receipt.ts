/** Codes of the server that mean: stored, but not yet as safely as the broker is configured for. */
export type DurabilityMark = 'MASTER_PERSISTENCE_TIMEOUT' | 'SLAVE_PERSISTENCE_TIMEOUT' | 'HA_NOT_AVAILABLE'

/** What the broker says of a message that it has stored. */
export interface SendReceipt {
  /** The id the message carries; consumers see the same. */
  readonly messageId: string
  readonly topic: string
  /** The message's place in its queue. Messages sent in one batch stand side by side in one queue. */
  readonly offset: number
  /** `host:port` of the endpoint that took it. */
  readonly endpoint: string
  /** Id of the transaction, for messages sent in one. */
  readonly transactionId?: string
  /** What {@link Producer.recall} takes, for delayed messages that can still be recalled. */
  readonly recallHandle?: string
  /**
   * Present if the message is stored, but was not flushed to disk or replicated in the broker's time:
   * a crash of the broker right now may lose it. Sending it again would double it.
   */
  readonly durability?: DurabilityMark
}
