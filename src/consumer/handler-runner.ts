import type { Client } from '../client/client.js'
import { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import { channels } from '../monitor/channels.js'
import type { ConsumerCounter } from './consumer-counter.js'
import { deliveryOf } from './delivery.js'
import type { ConsumeResult, HandlerContext, MessageListener, Suspension } from './push-consumer-options.js'

/** What came of a handler. */
export type Verdict = 'SUCCESS' | 'FAILURE' | Suspension

/** The shortest suspension the protocol knows, in milliseconds. */
const MIN_SUSPEND_MS = 50

/** Runs the application's handler, measures it, and makes a verdict of whatever it does. */
export class HandlerRunner {
  readonly #client: Client
  readonly #group: string
  readonly #counter: ConsumerCounter
  readonly #listener: MessageListener

  constructor(client: Client, group: string, counter: ConsumerCounter, listener: MessageListener) {
    this.#client = client
    this.#group = group
    this.#counter = counter
    this.#listener = listener
  }

  /** Never rejects: a handler that throws is a failure, and is reported. */
  async run(message: MessageView, context: HandlerContext): Promise<Verdict> {
    const startedAt = performance.now()
    this.#counter.noteAwait(startedAt - deliveryOf(message).receivedAt)
    let verdict: Verdict
    let failure: RocketMQError | undefined
    try {
      verdict = toVerdict(await this.#listener(message, context))
    } catch (error) {
      failure = RocketMQError.from(error, 'HANDLER')
      verdict = 'FAILURE'
      this.reportFailure(message, context.attempt, failure)
    }
    this.#note(message, verdict, performance.now() - startedAt, failure)
    return verdict
  }

  /** Tells logger and monitor that a handler failed. */
  reportFailure(message: MessageView, attempt: number, failure: RocketMQError): void {
    this.#counter.noteError(failure)
    this.#client.log(
      'error',
      `the handler failed for message ${message.messageId} of ${message.topic}, attempt ${attempt}: ${failure.message}`,
    )
  }

  #note(message: MessageView, verdict: Verdict, durationMs: number, error: unknown): void {
    if (verdict === 'SUCCESS') this.#counter.noteConsumed(durationMs)
    else this.#counter.noteFailed(durationMs)
    if (!channels.processEnd.hasSubscribers) return
    const { topic, messageId } = message
    channels.processEnd.publish({
      clientId: this.#client.id,
      consumerGroup: this.#group,
      topic,
      messageId,
      durationMs,
      error:
        error ??
        (verdict === 'FAILURE' ? new RocketMQError('HANDLER', 'the handler said FAILURE') : undefined),
    })
  }
}

function toVerdict(result: ConsumeResult): Verdict {
  if (result === undefined || result === 'SUCCESS') return 'SUCCESS'
  if (result === 'FAILURE') return 'FAILURE'
  const { suspendMs } = result as Suspension
  if (typeof suspendMs === 'number' && suspendMs >= MIN_SUSPEND_MS) return { suspendMs }
  throw new RocketMQError(
    'HANDLER',
    `a handler must return nothing, 'SUCCESS', 'FAILURE' or {suspendMs: ${MIN_SUSPEND_MS} or more}`,
  )
}
