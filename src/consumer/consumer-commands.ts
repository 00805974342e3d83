import { answerCommand } from '../client/telemetry-commands.js'
import type { ClientStats } from '../monitor/stats.js'
import { apache } from '../remoting/generated/protocol.js'
import { messageViewFromWire } from '../remoting/message-codec.js'
import type { TelemetrySession } from '../remoting/telemetry-session.js'
import { setDelivery } from './delivery.js'
import type { HandlerRunner } from './handler-runner.js'

type Command = apache.rocketmq.v2.ITelemetryCommand
const { Code } = apache.rocketmq.v2

/** Answers the commands a server sends to push consumers. */
export function answerConsumerCommand(
  command: Command,
  session: TelemetrySession,
  runner: HandlerRunner,
  stats: () => ClientStats,
): void {
  const verify = command.verifyMessageCommand
  if (verify?.message == null) {
    answerCommand(command, session, () => JSON.stringify(stats(), undefined, 1))
    return
  }
  void verifyMessage(verify.message, session, runner).then(code =>
    session.send({
      status: { code, message: '' },
      verifyMessageResult: { nonce: verify.nonce ?? '' },
    }),
  )
}

/** Runs the handler on a message that an operator picked, and says how it went. Nothing is acknowledged. */
async function verifyMessage(
  message: apache.rocketmq.v2.IMessage,
  session: TelemetrySession,
  runner: HandlerRunner,
): Promise<number> {
  const view = await messageViewFromWire(message)
  if (view.corrupted !== undefined) return Code.MESSAGE_CORRUPTED
  const receivedAt = performance.now()
  setDelivery(view, { receiptHandle: '', endpoints: session.endpoints, invisibleUntil: 0, receivedAt })
  const verdict = await runner.run(view, {
    signal: new AbortController().signal,
    attempt: view.deliveryAttempt,
  })
  return verdict === 'SUCCESS' ? Code.OK : Code.FAILED_TO_CONSUME_MESSAGE
}
