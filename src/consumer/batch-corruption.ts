import type { MessageView } from '../message/message-view.js'

/**
 * Looks for what brokers before 5.4.0 do to messages that were sent in one batch: each gets the first one's id,
 * tag, keys and properties. Then neighbours in one receive have one id at different offsets of a queue. A message
 * that its sender repeated has that too, but with the same body.
 */
export function findCorruptedBatch(messages: readonly MessageView[]): MessageView | undefined {
  return messages.find((message, index) => {
    const before = messages[index - 1]
    if (before?.messageId !== message.messageId || before.queueId !== message.queueId) return false
    return !before.body.equals(message.body)
  })
}

/** What an operator is told. */
export function corruptedBatchAdvice(message: MessageView): string {
  return (
    `several messages of ${message.topic} have one id (${message.messageId}) and different bodies: the broker ` +
    'overwrote ids, tags, keys and properties of messages that were sent in one batch, as brokers before 5.4.0 ' +
    "do. Set batch.mode to 'off' in the producers, or upgrade the brokers"
  )
}
