import { MessageDraft } from '../message/message-draft.js'
import { declareGlobalPool, getPool } from '../pool/global-pools.js'

const MESSAGES = 'messages'

declareGlobalPool<MessageDraft>({
  name: MESSAGES,
  create: () => new MessageDraft(),
  reset: draft => draft.reset(),
})

/**
 * Takes an empty message from the global pools, to be filled in and sent.
 *
 * @throws RocketMQError CONFIGURATION before `initGlobalPools()`; CLOSED after `closeGlobalPools()`
 * @example
 * ```ts
 * const message = getMessage()
 * message.topic = 'orders'
 * message.body = 'hello'
 * await producer.send(message)
 * putMessage(message)
 * ```
 */
export function getMessage(): MessageDraft {
  return getPool<MessageDraft>(MESSAGES).acquire()
}

/**
 * Gives a message back, emptied; it must not be used after that. Not before `send()` has settled: until then the
 * producer may read it.
 *
 * @throws RocketMQError NOT_OUTSTANDING if it is not out
 */
export function putMessage(message: MessageDraft): void {
  getPool<MessageDraft>(MESSAGES).release(message)
}
