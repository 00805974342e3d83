import { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import type { GroupCalls } from '../remoting/group-calls.js'
import { type Delivery, deliveryOf, handleOf } from './delivery.js'
import type { SettleWatch } from './settle-watch.js'

/** Changes when messages come back. */
export class Invisibility {
  readonly #calls: Pick<GroupCalls, 'changeInvisible'>

  readonly #settling: SettleWatch

  constructor(calls: Pick<GroupCalls, 'changeInvisible'>, settling: SettleWatch) {
    this.#calls = calls
    this.#settling = settling
  }

  /**
   * Gives a message back, to be delivered again in `milliseconds` from now. It is told as a settlement, other than
   * what prolongs a lease. Throws as {@link Invisibility.change} does.
   */
  async giveBack(message: MessageView, milliseconds: number, suspend = false): Promise<void> {
    const { endpoints } = deliveryOf(message)
    const call = { operation: 'nack', endpoints, messages: () => [message] } as const
    await this.#settling.watch(call, () => this.change(message, milliseconds, suspend))
  }

  /**
   * Makes a message visible again in `milliseconds` from now. The server answers with a new handle, which
   * takes the place of the old one. A call of the message that is out comes first.
   *
   * @param suspend whether this delivery is not counted as an attempt
   * @throws RocketMQError ILLEGAL_INVISIBLE_TIME for more than the server takes; INVALID_RECEIPT_HANDLE for a message that is acknowledged or whose time is over
   */
  async change(message: MessageView, milliseconds: number, suspend = false): Promise<void> {
    if (!(milliseconds >= 0 && Number.isFinite(milliseconds))) {
      throw new RocketMQError(
        'ILLEGAL_INVISIBLE_TIME',
        `an invisible duration must be milliseconds from 0 up, not ${milliseconds}`,
      )
    }
    const delivery = deliveryOf(message)
    await delivery.turn()
    try {
      await this.#call(message, delivery, milliseconds, suspend)
    } finally {
      delivery.release()
    }
  }

  async #call(
    message: MessageView,
    delivery: Delivery,
    milliseconds: number,
    suspend: boolean,
  ): Promise<void> {
    // The server would take it back into circulation.
    if (delivery.done) {
      throw new RocketMQError(
        'INVALID_RECEIPT_HANDLE',
        `message ${message.messageId} is acknowledged: its invisible duration can no longer be changed`,
      )
    }
    const askedAt = performance.now()
    delivery.receiptHandle = await this.#calls.changeInvisible(handleOf(message), milliseconds, suspend)
    delivery.invisibleUntil = askedAt + milliseconds
  }
}
