import { DeliveredMessage, Delivery } from '../../src/consumer/delivery.js'
import type { MessageView, MessageViewFields } from '../../src/message/message-view.js'
import { Endpoints } from '../../src/route/endpoints.js'

/** A message as a consumer gets it; what is not given is plain. */
export function messageView(
  fields: Partial<MessageViewFields>,
  leaseMs = 60_000,
  endpoints = '127.0.0.1:8081',
): MessageView {
  const all: MessageViewFields = {
    messageId: 'id',
    topic: 'orders',
    body: Buffer.from('body'),
    tag: undefined,
    keys: [],
    properties: {},
    messageGroup: undefined,
    liteTopic: undefined,
    priority: undefined,
    deliveryTimestamp: undefined,
    bornTimestamp: new Date(),
    bornHost: 'host',
    storeTimestamp: undefined,
    storeHost: 'broker',
    deliveryAttempt: 1,
    queueId: 0,
    offset: 0,
    traceContext: undefined,
    corrupted: undefined,
    ...fields,
  }
  const receivedAt = performance.now()
  const until = receivedAt + leaseMs
  const broker = { brokerName: 'broker', endpoints: Endpoints.parse(endpoints) }
  const delivery = new Delivery(`handle ${all.messageId}`, broker, until, receivedAt, 'workers')
  return new DeliveredMessage(all, delivery)
}
