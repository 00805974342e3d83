import type { Attributes } from '@opentelemetry/api'
import type {
  ReceivedMessage,
  SentMessage,
  TracedClient,
  TracedDelivery,
  TracedReceive,
} from '../../stats/tracing.js'

// Names and values are those of OpenTelemetry's semantic conventions for messaging.

/** Of the sending of a message. */
export function sendAttributes(client: TracedClient, message: SentMessage): Attributes {
  const attributes = clientAttributes(client, message.topic, 'send')
  attributes['messaging.message.id'] = message.messageId
  attributes['messaging.message.body.size'] = message.bodyBytes
  attributes['messaging.rocketmq.message.type'] = message.messageType.toLowerCase()
  if (message.deliverAt !== undefined) {
    attributes['messaging.rocketmq.message.delivery_timestamp'] = message.deliverAt
  }
  return withLabels(attributes, message)
}

/** Of a receive. */
export function receiveAttributes(client: TracedClient, receipt: TracedReceive): Attributes {
  const { topic, endpoint, messages } = receipt
  const [, address = endpoint, port] = /^\[?([^;]*?)\]?:(\d+)(?:;|$)/.exec(endpoint) ?? []
  const attributes = clientAttributes(client, topic, 'receive')
  attributes['messaging.batch.message_count'] = messages.length
  attributes['server.address'] = address
  if (port !== undefined) attributes['server.port'] = Number(port)
  return attributes
}

/** Of the processing of a message, or of a batch. */
export function processAttributes(client: TracedClient, delivery: TracedDelivery): Attributes {
  const { topic, batch, messages } = delivery
  const [message] = messages
  const attributes = clientAttributes(client, topic, 'process')
  if (batch || message === undefined) {
    attributes['messaging.batch.message_count'] = messages.length
    return attributes
  }
  attributes['messaging.message.id'] = message.messageId
  attributes['messaging.message.body.size'] = message.body.length
  return withLabels(attributes, message)
}

/** Of one message of several, on the link to its sender. */
export function linkAttributes(message: ReceivedMessage): Attributes {
  return { 'messaging.message.id': message.messageId }
}

function clientAttributes(
  { clientId, namespace, consumerGroup }: TracedClient,
  topic: string,
  operation: 'send' | 'receive' | 'process',
): Attributes {
  const attributes: Attributes = {
    'messaging.system': 'rocketmq',
    'messaging.operation.name': operation,
    'messaging.operation.type': operation,
    'messaging.destination.name': topic,
  }
  if (clientId !== '') attributes['messaging.client.id'] = clientId
  if (namespace !== '') attributes['messaging.rocketmq.namespace'] = namespace
  if (consumerGroup !== undefined) attributes['messaging.consumer.group.name'] = consumerGroup
  return attributes
}

function withLabels(
  attributes: Attributes,
  { tag, keys, messageGroup }: Pick<SentMessage, 'tag' | 'keys' | 'messageGroup'>,
): Attributes {
  if (tag !== undefined) attributes['messaging.rocketmq.message.tag'] = tag
  if (keys !== undefined && keys.length > 0) attributes['messaging.rocketmq.message.keys'] = [...keys]
  if (messageGroup !== undefined) attributes['messaging.rocketmq.message.group'] = messageGroup
  return attributes
}
