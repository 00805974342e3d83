import { answerCommand } from '../client/telemetry-commands.js'
import type { ClientStats } from '../monitor/stats.js'
import { apache } from '../remoting/generated/protocol.js'
import { messageFromWire } from '../remoting/message-codec.js'
import type { TelemetrySession } from '../remoting/telemetry-session.js'
import { DeliveredMessage, Delivery } from './delivery.js'
import type { HandlerRunner } from './handler-runner.js'

type Command = apache.rocketmq.v2.ITelemetryCommand
const { Code } = apache.rocketmq.v2

/** What a consumer can tell of itself. */
export interface Describable {
  /** What it is doing now, line by line. */
  describe(): string[]
  stats(): ClientStats
}

/** Answers the commands a server sends to consumers. Without a runner there is no handler to verify a message with. */
export function answerConsumerCommand(
  command: Command,
  session: TelemetrySession,
  consumer: Describable,
  runner: HandlerRunner | undefined,
): void {
  const verify = command.verifyMessageCommand
  if (verify?.message == null || runner === undefined) {
    answerCommand(command, session, () => dump(consumer))
    return
  }
  void verifyMessage(verify.message, session, runner).then(([code, message]) =>
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
  runner: HandlerRunner,
): Promise<[code: number, message: string]> {
  const fields = await messageFromWire(message)
  if (fields.corrupted !== undefined) return [Code.MESSAGE_CORRUPTED, fields.corrupted.message]
  const view = new DeliveredMessage(fields, new Delivery('', session.endpoints, 0, performance.now()))
  const verdict = await runner.run(view, {
    signal: new AbortController().signal,
    attempt: view.deliveryAttempt,
  })
  return verdict === 'SUCCESS' ? [Code.OK, ''] : [Code.FAILED_TO_CONSUME_MESSAGE, 'the handler failed']
}
