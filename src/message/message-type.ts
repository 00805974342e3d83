import { RocketMQError } from '../errors.js'
import type { Message } from './message.js'

/** The types of message, and of topic, that RocketMQ knows. */
export type MessageType = 'NORMAL' | 'FIFO' | 'DELAY' | 'PRIORITY' | 'LITE' | 'TRANSACTION'

/**
 * The type a message has by its fields.
 *
 * @param transactional whether it is sent in a transaction
 * @throws RocketMQError INVALID_ARGUMENT naming both fields, if they want different types
 */
export function messageTypeOf(message: Message, transactional = false): MessageType {
  if (
    message.messageGroup === undefined &&
    message.deliveryTimestamp === undefined &&
    message.priority === undefined &&
    message.liteTopic === undefined
  ) {
    return transactional ? 'TRANSACTION' : 'NORMAL'
  }
  return specialType(message, transactional)
}

function specialType(message: Message, transactional: boolean): MessageType {
  const claims: [string, MessageType][] = []
  if (transactional) claims.push(['a transaction', 'TRANSACTION'])
  if (message.messageGroup !== undefined) claims.push(['messageGroup', 'FIFO'])
  if (message.deliveryTimestamp !== undefined) claims.push(['deliveryTimestamp', 'DELAY'])
  if (message.priority !== undefined) claims.push(['priority', 'PRIORITY'])
  if (message.liteTopic !== undefined) claims.push(['liteTopic', 'LITE'])
  const [first, second] = claims
  if (first !== undefined && second !== undefined) {
    throw new RocketMQError(
      'INVALID_ARGUMENT',
      `${first[0]} makes a message ${first[1]} and ${second[0]} makes it ${second[1]}; a message has one type`,
    )
  }
  return first?.[1] ?? 'NORMAL'
}
