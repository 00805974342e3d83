import type { Client } from '../client/client.js'
import { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import { handleAfterChange } from '../remoting/receipt-handle.js'
import { rpcs } from '../remoting/rpc-table.js'
import { fromMs } from '../remoting/time-codec.js'
import { MAX_INVISIBLE_MS } from './consumer-options.js'
import { deliveryOf } from './delivery.js'

/** Changes when messages come back. */
export class Invisibility {
  readonly #client: Client
  readonly #group: string

  constructor(client: Client, group: string) {
    this.#client = client
    this.#group = group
  }

  /**
   * Makes a message visible again in `milliseconds` from now. The server answers with a new handle, which
   * takes the place of the old one.
   *
   * @param suspend whether this delivery is not counted as an attempt
   */
  async change(message: MessageView, milliseconds: number, suspend = false): Promise<void> {
    if (!(milliseconds >= 0 && milliseconds <= MAX_INVISIBLE_MS)) {
      throw new RocketMQError(
        'ILLEGAL_INVISIBLE_TIME',
        `an invisible duration must be 0 to ${MAX_INVISIBLE_MS} ms, not ${milliseconds}`,
      )
    }
    const delivery = deliveryOf(message)
    const reply = await this.#client.request(
      delivery.endpoints,
      rpcs.changeInvisibleDuration,
      {
        group: this.#client.resource(this.#group),
        topic: this.#client.resource(message.topic),
        receiptHandle: delivery.receiptHandle,
        invisibleDuration: fromMs(milliseconds),
        messageId: message.messageId,
        ...(message.liteTopic === undefined ? {} : { liteTopic: message.liteTopic }),
        ...(suspend ? { suspend } : {}),
      },
      `change the invisible duration in ${message.topic}`,
    )
    if (reply.receiptHandle)
      delivery.receiptHandle = handleAfterChange(delivery.receiptHandle, reply.receiptHandle)
    delivery.invisibleUntil = performance.now() + milliseconds
  }
}
