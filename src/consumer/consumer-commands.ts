import { answerCommand } from '../client/telemetry-commands.js'
import type { MessageView } from '../message/message-view.js'
import type { Endpoints } from '../route/endpoints.js'
import type { ClientStats } from '../stats/stats.js'
import type { CommandMessage, ServerCommand, Verification } from '../wire/server-command.js'
import { DeliveredMessage, Delivery } from './delivery.js'
import type { Verdict } from './handler-runner.js'

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
  command: ServerCommand,
  endpoints: Endpoints,
  consumer: Describable,
  verifier: Verify | undefined,
): void {
  if (command.kind !== 'verifyMessage' || command.message === undefined || verifier === undefined) {
    answerCommand(command, () => dump(consumer))
    return
  }
  void verifyMessage(command.message, endpoints, verifier).then(outcome => command.answer(...outcome))
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
  message: CommandMessage,
  endpoints: Endpoints,
  verifier: Verify,
): Promise<[verification: Verification, reason: string]> {
  const fields = await message.open()
  if (fields.corrupted !== undefined) return ['MESSAGE_CORRUPTED', fields.corrupted.message]
  // It has no lease that could be over.
  const delivery = new Delivery('', endpoints, Number.POSITIVE_INFINITY, performance.now())
  const verdict = await verifier(new DeliveredMessage(fields, delivery))
  return verdict === 'SUCCESS' ? ['OK', ''] : ['FAILED_TO_CONSUME_MESSAGE', 'the handler failed']
}
