import { RocketMQError } from '../errors.js'
import { MessageView, type MessageViewFields } from '../message/message-view.js'
import type { Endpoints } from '../route/endpoints.js'

/** How a message came here, and by what it is acknowledged. */
export interface Delivery {
  /** Names this one delivery; changing the invisible duration gives a new one. */
  receiptHandle: string
  /** The endpoint it came from, where it must be acknowledged. */
  readonly endpoints: Endpoints
  /** Until when the handle is good, on the clock of `performance.now()`. */
  invisibleUntil: number
  /** When it arrived, on the same clock. */
  readonly receivedAt: number
}

/** A message that a consumer received. Its delivery is private, so that applications see no handle they could misuse. */
export class DeliveredMessage extends MessageView {
  readonly #delivery: Delivery

  constructor(fields: MessageViewFields, delivery: Delivery) {
    super(fields)
    this.#delivery = delivery
  }

  static delivery(message: MessageView): Delivery | undefined {
    return #delivery in message ? message.#delivery : undefined
  }
}

/** @throws RocketMQError INVALID_ARGUMENT for a message that no consumer received */
export function deliveryOf(message: MessageView): Delivery {
  const delivery = DeliveredMessage.delivery(message)
  if (delivery === undefined) {
    throw new RocketMQError('INVALID_ARGUMENT', 'this message was not received by a consumer of this process')
  }
  return delivery
}
