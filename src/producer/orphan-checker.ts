import type { Client } from '../client/client.js'
import { RocketMQError } from '../errors.js'
import { MessageView } from '../message/message-view.js'
import type { apache } from '../remoting/generated/protocol.js'
import { messageFromWire } from '../remoting/message-codec.js'
import type { TelemetrySession } from '../remoting/telemetry-session.js'
import type { ProducerConfiguration } from './producer-options.js'
import type { TransactionEnds } from './transaction-ends.js'

type OrphanCommand = apache.rocketmq.v2.IRecoverOrphanedTransactionCommand

/**
 * Answers the server's question about a transaction that nobody ended. Without a checker, or when it says
 * `UNKNOWN` or fails, nothing is answered and the server asks again, up to 15 times. The same goes for a question that
 * crosses the end of its transaction on the way: if the end was lost, the server asks again.
 */
export async function checkOrphan(
  client: Client,
  ends: TransactionEnds,
  checker: ProducerConfiguration['transactionChecker'],
  command: OrphanCommand,
  session: TelemetrySession,
): Promise<void> {
  const { message, transactionId } = command
  if (message == null || ends.isTold(transactionId ?? '')) return
  if (checker === undefined) {
    client.log(
      'warn',
      `transaction ${transactionId} is unresolved, and this producer has no transactionChecker`,
    )
    return
  }
  try {
    const view = new MessageView(await messageFromWire(message))
    const verdict = await checker(view)
    if (verdict === 'UNKNOWN') return
    // A forgotten return must not throw a message away.
    if (verdict !== 'COMMIT' && verdict !== 'ROLLBACK') {
      throw new RocketMQError(
        'HANDLER',
        `transactionChecker returned ${String(verdict)}: it must return 'COMMIT', 'ROLLBACK' or 'UNKNOWN'`,
      )
    }
    await ends.tell(session.endpoints, {
      topic: view.topic,
      messageId: view.messageId,
      transactionId: transactionId ?? view.messageId,
      resolution: verdict,
      source: 'SERVER_CHECK',
    })
  } catch (error) {
    client.log(
      'error',
      `transaction ${transactionId} could not be checked: ${RocketMQError.from(error).message}`,
    )
  }
}
