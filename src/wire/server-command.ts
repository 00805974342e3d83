import type { MessageViewFields } from '../message/message-view.js'
import { apache } from './generated/protocol.js'
import { messageFromWire } from './message-reader.js'

type TelemetryMessage = apache.rocketmq.v2.ITelemetryCommand
const { Code } = apache.rocketmq.v2

/** What came of a handler's run on a message that an operator picked. */
export type Verification =
  | 'OK'
  | 'NOT_IMPLEMENTED'
  | 'MESSAGE_CORRUPTED'
  | 'FAILED_TO_CONSUME_MESSAGE'
  | 'TOO_MANY_REQUESTS'

/** A message that came as part of a command; it is unpacked only where somebody wants to see it. */
export interface CommandMessage {
  readonly topic: string
  /** Of its body, as it came. */
  readonly bytes: number
  /** The message, or one marked as corrupted. */
  open(): Promise<MessageViewFields>
}

/** A transaction that nobody ended, and how the server asks for its end. */
export interface OrphanedTransaction {
  readonly kind: 'orphanedTransaction'
  readonly transactionId: string
  readonly message: CommandMessage | undefined
}

/** An operator wants to know how the handler takes a message. */
interface VerifyMessage {
  readonly kind: 'verifyMessage'
  readonly message: CommandMessage | undefined
  answer(verification: Verification, reason: string): void
}

/** What a server asks of a client over the telemetry stream, besides settings and a new connection. */
export type ServerCommand =
  | OrphanedTransaction
  | VerifyMessage
  | { readonly kind: 'printStackTrace'; answer(stackTrace: string): void }
  | { readonly kind: 'liteUnsubscribed'; readonly liteTopic: string }

/**
 * Reads a command; `undefined` for one that this version does not know.
 *
 * @param send takes the answer to the server, under the name of its question
 */
export function readCommand(
  command: TelemetryMessage,
  send: (answer: TelemetryMessage) => void,
): ServerCommand | undefined {
  const { printThreadStackTraceCommand: print, verifyMessageCommand: verify } = command
  const { recoverOrphanedTransactionCommand: orphan, notifyUnsubscribeLiteCommand: lite } = command
  if (orphan != null) {
    const message = commandMessage(orphan.message)
    return { kind: 'orphanedTransaction', transactionId: orphan.transactionId ?? '', message }
  }
  if (lite != null) return { kind: 'liteUnsubscribed', liteTopic: lite.liteTopic ?? '' }
  if (print != null) {
    const nonce = print.nonce ?? ''
    const answer = (threadStackTrace: string) =>
      send({ status: { code: Code.OK, message: '' }, threadStackTrace: { nonce, threadStackTrace } })
    return { kind: 'printStackTrace', answer }
  }
  if (verify == null) return undefined
  const nonce = verify.nonce ?? ''
  const answer = (verification: Verification, message: string) =>
    send({ status: { code: Code[verification], message }, verifyMessageResult: { nonce } })
  return { kind: 'verifyMessage', message: commandMessage(verify.message), answer }
}

function commandMessage(message: apache.rocketmq.v2.IMessage | null | undefined): CommandMessage | undefined {
  if (message == null) return undefined
  return {
    topic: message.topic?.name ?? '',
    bytes: message.body?.length ?? 0,
    open: () => messageFromWire(message),
  }
}
