import type { Attributes } from '@opentelemetry/api'
import type { ReceivedMessage, SentMessage, TracedClient, TracedDelivery, TracedReceive } from '../tracing.js'

// Names and values are those of OpenTelemetry's semantic conventions for messaging.

/** Of the sending of a message. */
export function sendAttributes(client: TracedClient, message: SentMessage): Attributes {
  return {
    ...clientAttributes(client, message.topic, 'send', 'send'),
    'messaging.message.id': message.messageId,
    'messaging.message.body.size': message.bodyBytes,
    'messaging.rocketmq.message.type': message.messageType.toLowerCase(),
    ...labelAttributes(message),
    ...(message.deliverAt === undefined
      ? {}
      : { 'messaging.rocketmq.message.delivery_timestamp': message.deliverAt }),
  }
}

/** Of a receive. */
export function receiveAttributes(client: TracedClient, receipt: TracedReceive): Attributes {
  const { topic, endpoint, messages } = receipt
  const [, address = endpoint, port] = /^\[?([^;]*?)\]?:(\d+)(?:;|$)/.exec(endpoint) ?? []
  return {
    ...clientAttributes(client, topic, 'receive', 'receive'),
    'messaging.batch.message_count': messages.length,
    'server.address': address,
    ...(port === undefined ? {} : { 'server.port': Number(port) }),
  }
}

/** Of the processing of a message, or of a batch. */
export function processAttributes(client: TracedClient, delivery: TracedDelivery): Attributes {
  const { topic, batch, messages } = delivery
  const [message] = messages
  return {
    ...clientAttributes(client, topic, 'process', 'process'),
    ...(batch || message === undefined
      ? { 'messaging.batch.message_count': messages.length }
      : receivedAttributes(message)),
  }
}

/** Of one message of several, on the link to its sender. */
export function linkAttributes(message: ReceivedMessage): Attributes {
  return { 'messaging.message.id': message.messageId }
}

function receivedAttributes(message: ReceivedMessage): Attributes {
  return {
    'messaging.message.id': message.messageId,
    'messaging.message.body.size': message.body.length,
    ...labelAttributes(message),
  }
}

function clientAttributes(client: TracedClient, topic: string, name: string, type: string): Attributes {
  const { clientId, namespace, consumerGroup } = client
  return {
    'messaging.system': 'rocketmq',
    'messaging.operation.name': name,
    'messaging.operation.type': type,
    'messaging.destination.name': topic,
    ...(clientId === '' ? {} : { 'messaging.client.id': clientId }),
    ...(namespace === '' ? {} : { 'messaging.rocketmq.namespace': namespace }),
    ...(consumerGroup === undefined ? {} : { 'messaging.consumer.group.name': consumerGroup }),
  }
}

function labelAttributes({
  tag,
  keys,
  messageGroup,
}: Pick<SentMessage, 'tag' | 'keys' | 'messageGroup'>): Attributes {
  return {
    ...(tag === undefined ? {} : { 'messaging.rocketmq.message.tag': tag }),
    ...(keys === undefined || keys.length === 0 ? {} : { 'messaging.rocketmq.message.keys': [...keys] }),
    ...(messageGroup === undefined ? {} : { 'messaging.rocketmq.message.group': messageGroup }),
  }
}
