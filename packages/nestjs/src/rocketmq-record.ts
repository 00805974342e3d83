import type { MessageFields } from 'rocketmq-jet'

/** Data with what else its message says: `client.emit('orders', new RocketMQRecord(order, { tag: 'paid' }))`. */
export class RocketMQRecord<T = unknown> {
  readonly data: T
  /** Tag, keys, message group, delivery time and the like. */
  readonly fields: MessageFields

  constructor(data: T, fields: MessageFields) {
    this.data = data
    this.fields = fields
  }
}
