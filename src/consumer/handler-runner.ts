import { StackMark } from '../client/stack-mark.js'
import { RocketMQError, reasonOf, show } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import { channels } from '../stats/channels.js'
import type { ProcessTrace } from '../stats/tracing.js'
import { inOwnContext } from '../waiting/user-callback.js'
import { deliveryOf, isDuration } from './delivery.js'
import type { GroupMember } from './group-member.js'
import type {
  BatchConsumeResult,
  BatchListener,
  ConsumeResult,
  HandlerContext,
  MessageListener,
  Suspension,
} from './push-consumer-options.js'

/** What came of a handler. */
export type Verdict = 'SUCCESS' | 'FAILURE' | Suspension

/** The shortest suspension the protocol knows, in milliseconds. */
const MIN_SUSPEND_MS = 50

/** The application's handler, one of the two kinds. */
export type Handler =
  | { readonly listener: MessageListener }
  | { readonly batchListener: Pick<BatchListener, 'handle'> }

/** A handler that runs now. */
interface Run {
  readonly messages: readonly MessageView[]
  readonly attempt: number
  readonly startedAt: number
  readonly batch: boolean
  trace: ProcessTrace | undefined
}

/** Runs the application's handler, measures it, and makes a verdict of whatever it does. */
export class HandlerRunner {
  readonly #member: GroupMember
  readonly #handler: Handler
  /** Handlers that did not end when they returned. */
  readonly #running = new Set<Run>()
  /** Put on the functions that call handlers and wait for them. */
  readonly #mark: StackMark
  #lastEndedAt = 0
  #warnedOfResult = false

  constructor(member: GroupMember, handler: Handler) {
    this.#member = member
    this.#handler = handler
    this.#mark = new StackMark(`handler of ${member.client.id}`)
    this.#mark.put(this.#callListener, this.#callBatchListener, this.#conclude, this.#awaitBatch)
  }

  /** Whether this is called by a handler, or by what a handler waits for. */
  get isCaller(): boolean {
    return this.#mark.isOnStack
  }

  /**
   * Runs the handler on one message; a handler that is done when it returns has its verdict at once. Never throws
   * or rejects, whatever the handler throws or returns: one that fails is a failure, and is reported.
   */
  run(message: MessageView, context: HandlerContext): Verdict | Promise<Verdict> {
    const handler = this.#handler
    if ('batchListener' in handler) return this.#runBatchOfOne(message, context)
    const run = this.#begin([message], context, false)
    try {
      const result = inOwnContext(this.#callListener, run, context)
      return isPromise(result) ? this.#conclude(run, message, result) : this.#said(run, message, result)
    } catch (error) {
      return this.#threw(run, message, error)
    }
  }

  /** Runs the handler on a batch; the messages that failed. Never rejects. */
  async runBatch(
    messages: readonly MessageView[],
    context: HandlerContext,
  ): Promise<ReadonlySet<MessageView>> {
    const handler = this.#handler
    if (!('batchListener' in handler))
      throw new RocketMQError('INTERNAL', 'this consumer has no batch handler')
    const run = this.#begin(messages, context, true)
    this.#running.add(run)
    let failed: ReadonlySet<MessageView>
    let failure: RocketMQError | undefined
    try {
      const result = await this.#awaitBatch(run, context)
      failed = failedOf(result, messages) ?? this.#unknown(result, NONE)
      failure = this.#reportReasons(result, context.attempt)
    } catch (error) {
      failure = RocketMQError.from(error, 'HANDLER')
      for (const message of messages) this.reportFailure(message, context.attempt, failure)
      failed = new Set(messages)
    }
    this.#running.delete(run)
    this.#end(run, failed, false, failure)
    return failed
  }

  readonly #callListener = (run: Run, context: HandlerContext): ConsumeResult | Promise<ConsumeResult> => {
    const { listener } = this.#handler as { listener: MessageListener }
    const message = run.messages[0] as MessageView
    return this.#traced(run, () => listener(message, context))
  }

  readonly #callBatchListener = (
    run: Run,
    context: HandlerContext,
  ): BatchConsumeResult | Promise<BatchConsumeResult> => {
    const { batchListener } = this.#handler as { batchListener: Pick<BatchListener, 'handle'> }
    // A copy: a handler may take one after the other out of it, and what failed must be known all the same.
    return this.#traced(run, () => batchListener.handle(run.messages.slice(), context))
  }

  /** The trace begins where the handler runs, so that what it leaves in the context is the handler's. */
  #traced<T>(run: Run, handler: () => T): T {
    run.trace = this.#member.tracing?.startProcess(run.messages, run.batch)
    return run.trace === undefined ? handler() : run.trace.run(handler)
  }

  async #runBatchOfOne(message: MessageView, context: HandlerContext): Promise<Verdict> {
    const failed = await this.runBatch([message], context)
    return failed.size === 0 ? 'SUCCESS' : 'FAILURE'
  }

  readonly #awaitBatch = async (run: Run, context: HandlerContext): Promise<BatchConsumeResult> => {
    return await inOwnContext(this.#callBatchListener, run, context)
  }

  readonly #conclude = async (
    run: Run,
    message: MessageView,
    result: PromiseLike<ConsumeResult>,
  ): Promise<Verdict> => {
    this.#running.add(run)
    try {
      return this.#said(run, message, await result)
    } catch (error) {
      return this.#threw(run, message, error)
    } finally {
      this.#running.delete(run)
    }
  }

  /** @throws RocketMQError HANDLER if what the handler said is no result */
  #said(run: Run, message: MessageView, result: ConsumeResult): Verdict {
    const verdict = toVerdict(result) ?? this.#unknown(result, 'SUCCESS')
    this.#end(run, verdict === 'FAILURE' ? new Set([message]) : NONE, verdict !== 'SUCCESS', undefined)
    return verdict
  }

  #threw(run: Run, message: MessageView, error: unknown): Verdict {
    const failure = RocketMQError.from(error, 'HANDLER')
    this.reportFailure(message, run.attempt, failure)
    this.#end(run, new Set([message]), true, failure)
    return 'FAILURE'
  }

  /** Returning is success; what looks as if it meant something else is told once. */
  #unknown<V>(result: unknown, verdict: V): V {
    if (this.#warnedOfResult || typeof result === 'number' || result === true) return verdict
    this.#warnedOfResult = true
    const others = 'batchListener' in this.#handler ? '{failed: messages}' : '{suspendMs}'
    this.#member.client.log(
      'warn',
      `a handler returned ${shown(result)}, which counts as success, like everything but 'FAILURE' and ${others}. ` +
        `To have a message delivered again, return 'FAILURE' or throw. This is logged once`,
    )
    return verdict
  }

  /** Tells logger and monitor that a handler failed. */
  reportFailure(message: MessageView, attempt: number, failure: RocketMQError): void {
    const { messageId, topic } = message
    this.#member.counter.noteError(topic, failure)
    this.#member.client.report(
      'handler',
      failure,
      `the handler failed for message ${messageId} of ${topic}, attempt ${attempt}: ${reasonOf(failure)}`,
      { level: 'error', topic, messageId },
    )
  }

  /** Tells of each failed message whose reason a batch handler gave. @returns the first of them */
  #reportReasons(result: BatchConsumeResult, attempt: number): RocketMQError | undefined {
    if (typeof result !== 'object' || result === null || !(result.failed instanceof Map)) return undefined
    let first: RocketMQError | undefined
    for (const [message, reason] of result.failed as ReadonlyMap<MessageView, unknown>) {
      if (reason === undefined) continue
      const failure = RocketMQError.from(reason, 'HANDLER')
      this.reportFailure(message, attempt, failure)
      first ??= failure
    }
    return first
  }

  /** How long the handlers that run now have been running, and for how long none has ended. */
  times(): { oldestHandlerMs: number; stalledMs: number } {
    // They stand in the order in which they began.
    const [oldest] = this.#running
    if (oldest === undefined) return { oldestHandlerMs: 0, stalledMs: 0 }
    const now = performance.now()
    const stalledMs = now - Math.max(oldest.startedAt, this.#lastEndedAt)
    return { oldestHandlerMs: now - oldest.startedAt, stalledMs }
  }

  /** The handlers running now, one a line. */
  describe(): string[] {
    const now = performance.now()
    return [...this.#running].map(({ messages, attempt, startedAt }) => {
      const [first] = messages
      const more = messages.length > 1 ? ` and ${messages.length - 1} more` : ''
      const forMs = Math.round(now - startedAt)
      return `handler of ${first?.messageId} of ${first?.topic}${more}, attempt ${attempt}, for ${forMs} ms`
    })
  }

  #begin(messages: readonly MessageView[], { attempt }: HandlerContext, batch: boolean): Run {
    const run = { messages, attempt, startedAt: performance.now(), batch, trace: undefined }
    for (const message of messages)
      this.#member.counter.noteAwait(message.topic, run.startedAt - deliveryOf(message).receivedAt)
    return run
  }

  #end(
    run: Run,
    failed: ReadonlySet<MessageView>,
    suspended: boolean,
    failure: RocketMQError | undefined,
  ): void {
    this.#lastEndedAt = performance.now()
    const durationMs = this.#lastEndedAt - run.startedAt
    run.trace?.end(failed.size > 0 ? (failure ?? saidFailure()) : undefined)
    for (const message of run.messages) {
      if (suspended || failed.has(message)) this.#member.counter.noteFailed(message.topic, durationMs)
      else this.#member.counter.noteConsumed(message.topic, durationMs)
      if (channels.processEnd.hasSubscribers)
        this.#publish(message, run, durationMs, failed.has(message) ? (failure ?? saidFailure()) : undefined)
    }
  }

  #publish(message: MessageView, run: Run, durationMs: number, error: RocketMQError | undefined): void {
    const { topic, messageId } = message
    const { endpoints, receivedAt } = deliveryOf(message)
    channels.processEnd.publish({
      clientId: this.#member.client.id,
      consumerGroup: this.#member.group,
      topic,
      messageId,
      endpoint: endpoints.key,
      durationMs,
      awaitMs: run.startedAt - receivedAt,
      error,
    })
  }
}

const NONE: ReadonlySet<MessageView> = new Set()

function isPromise(result: ConsumeResult | PromiseLike<ConsumeResult>): result is PromiseLike<ConsumeResult> {
  return typeof (result as PromiseLike<ConsumeResult> | undefined)?.then === 'function'
}

function saidFailure(): RocketMQError {
  return new RocketMQError('HANDLER', 'the handler said FAILURE')
}

/** `undefined` for what means nothing in particular. @throws RocketMQError HANDLER for a time that cannot be */
function toVerdict(result: ConsumeResult): Verdict | undefined {
  if (result == null || result === 'SUCCESS') return 'SUCCESS'
  if (result === 'FAILURE') return 'FAILURE'
  if (typeof result !== 'object' || !('suspendMs' in result)) return undefined
  const { suspendMs } = result
  if (isDuration(suspendMs) && suspendMs >= MIN_SUSPEND_MS) return { suspendMs }
  throw new RocketMQError(
    'HANDLER',
    `suspendMs must be milliseconds from ${MIN_SUSPEND_MS} to ${Number.MAX_SAFE_INTEGER}, not ${show(suspendMs)}`,
  )
}

/** `undefined` for what means nothing in particular. @throws RocketMQError HANDLER for messages of other batches */
function failedOf(
  result: BatchConsumeResult,
  messages: readonly MessageView[],
): ReadonlySet<MessageView> | undefined {
  if (result == null || result === 'SUCCESS') return NONE
  if (result === 'FAILURE') return new Set(messages)
  if (typeof result !== 'object' || !('failed' in result)) return undefined
  if (result.failed == null)
    throw new RocketMQError('HANDLER', 'failed must be an array, a Set or a Map of messages of the batch')
  const failed = new Set(result.failed instanceof Map ? result.failed.keys() : result.failed)
  // A failure that names a copy would let the message it means be acknowledged.
  for (const each of failed) {
    if (!messages.includes(each))
      throw new RocketMQError(
        'HANDLER',
        'failed must hold messages of the batch itself, no copies and no others',
      )
  }
  return failed
}

function shown(result: unknown): string {
  if (typeof result !== 'string') return result === false ? 'false' : `a value of type ${typeof result}`
  return result.length > 40 ? 'a text' : `'${result}'`
}
