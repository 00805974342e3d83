import type { Attributes } from '@opentelemetry/api'
import { reasonOf } from '../../errors.js'
import type {
  ReceivedMessage,
  SentMessage,
  TracedClient,
  TracedDelivery,
  TracedReceive,
  TracedSettlement,
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
  const attributes = clientAttributes(client, topic, 'receive')
  attributes['messaging.batch.message_count'] = messages.length
  return Object.assign(attributes, serverAttributes(endpoint))
}

/** Of a call that settled messages. */
export function settleAttributes(client: TracedClient, settlement: TracedSettlement): Attributes {
  const { operation, topic, endpoint, messages } = settlement
  const [message] = messages
  const attributes = clientAttributes(client, topic, operation, 'settle')
  if (messages.length > 1) attributes['messaging.batch.message_count'] = messages.length
  else if (message !== undefined) attributes['messaging.message.id'] = message.messageId
  return Object.assign(attributes, serverAttributes(endpoint))
}

/** Of a server, `host:port`; of several the first. */
export function serverAttributes(endpoint: string | undefined): Attributes {
  if (endpoint === undefined) return {}
  const [, address = endpoint, port] = /^\[?([^;]*?)\]?:(\d+)(?:;|$)/.exec(endpoint) ?? []
  return { 'server.address': address, ...(port === undefined ? {} : { 'server.port': Number(port) }) }
}

/** What `error.type` says: the code, or the name of the error's class. */
export function errorTypeOf(error: unknown): string {
  return exceptionOf(error).type
}

/** An application may throw anything, also what throws when it is read. */
export function exceptionOf(error: unknown): { type: string; message: string; stack?: string | undefined } {
  const message = reasonOf(error)
  try {
    const { code, name, stack } = error as { code?: unknown; name?: unknown; stack?: unknown }
    const type = [code, name].find(each => typeof each === 'string') as string | undefined
    return { type: type ?? 'Error', message, stack: typeof stack === 'string' ? stack : undefined }
  } catch {
    return { type: 'Error', message }
  }
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

/** Of any operation, by which a span or a metric is told from others. */
export function operationAttributes(
  operation: string,
  type: string,
  topic: string,
  consumerGroup: string | undefined,
): Attributes {
  const attributes: Attributes = {
    'messaging.system': 'rocketmq',
    'messaging.operation.name': operation,
    'messaging.operation.type': type,
    'messaging.destination.name': topic,
  }
  if (consumerGroup !== undefined) attributes['messaging.consumer.group.name'] = consumerGroup
  return attributes
}

function clientAttributes(
  { clientId, namespace, consumerGroup }: TracedClient,
  topic: string,
  operation: string,
  type = operation,
): Attributes {
  const attributes = operationAttributes(operation, type, topic, consumerGroup)
  if (clientId !== '') attributes['messaging.client.id'] = clientId
  if (namespace !== '') attributes['messaging.rocketmq.namespace'] = namespace
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
