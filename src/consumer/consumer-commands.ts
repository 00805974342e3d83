import { answerCommand } from '../client/telemetry-commands.js'
import type { MessageView } from '../message/message-view.js'
import type { TelemetrySession } from '../remoting/telemetry-session.js'
import type { ClientStats } from '../stats/stats.js'
import { apache } from '../wire/generated/protocol.js'
import { messageFromWire } from '../wire/message-codec.js'
import { DeliveredMessage, Delivery } from './delivery.js'
import type { Verdict } from './handler-runner.js'

type Command = apache.rocketmq.v2.ITelemetryCommand
const { Code } = apache.rocketmq.v2

/** What a consumer can tell of itself. */
export interface Describable {
  /** What it is doing now, line by line. */
  describe(): string[]
  stats(): ClientStats
}

/** Handles a message; never rejects. */
type Verify = (message: MessageView) => Promise<Verdict>

/** Answers the commands a server sends to consumers. Without `verifier` there is no handler to verify a message with. */
export function answerConsumerCommand(
  command: Command,
  session: TelemetrySession,
  consumer: Describable,
  verifier: Verify | undefined,
): void {
  const verify = command.verifyMessageCommand
  if (verify?.message == null || verifier === undefined) {
    answerCommand(command, session, () => dump(consumer))
    return
  }
  void verifyMessage(verify.message, session, verifier).then(([code, message]) =>
    session.send({ status: { code, message }, verifyMessageResult: { nonce: verify.nonce ?? '' } }),
  )
}

/** A single-threaded client has no stacks to show: what it holds and waits for is what an operator looks for. */
function dump(consumer: Describable): string {
  const stats = consumer.stats()
  const calls = stats.rpcs.filter(({ inFlight }) => inFlight > 0)
  return [
    `${stats.kind} ${stats.clientId} of ${stats.consumerGroup}, ${stats.state}`,
    ...consumer.describe(),
    ...calls.map(({ method, inFlight }) => `${method}: ${inFlight} calls in flight`),
    JSON.stringify(stats, undefined, 1),
  ].join('\n')
}

/** Runs the handler on a message that an operator picked, and says how it went. Nothing is acknowledged. */
async function verifyMessage(
  message: apache.rocketmq.v2.IMessage,
  session: TelemetrySession,
  verifier: Verify,
): Promise<[code: number, message: string]> {
  const fields = await messageFromWire(message)
  if (fields.corrupted !== undefined) return [Code.MESSAGE_CORRUPTED, fields.corrupted.message]
  // It has no lease that could be over.
  const delivery = new Delivery('', session.endpoints, Number.POSITIVE_INFINITY, performance.now())
  const verdict = await verifier(new DeliveredMessage(fields, delivery))
  return verdict === 'SUCCESS' ? [Code.OK, ''] : [Code.FAILED_TO_CONSUME_MESSAGE, 'the handler failed']
}
