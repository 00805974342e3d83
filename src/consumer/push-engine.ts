import type { CloseOptions } from '../client/lifecycle.js'
import { counted, RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import type { Endpoints } from '../route/endpoints.js'
import type { BatchStats, ConsumerStats } from '../stats/stats.js'
import { customizedBackoff } from '../waiting/backoff.js'
import { Occurrence, pause, settles, sharedController } from '../waiting/pause.js'
import type { ServerSettings } from '../wire/settings.js'
import { AssignedQueues, type AssignedQueuesOwner } from './assigned-queues.js'
import { BatchConsumeService } from './batch-consume-service.js'
import {
  type ConsumeService,
  ConsumeServices,
  type ConsumeTools,
  StandardConsumeService,
} from './consume-service.js'
import { ConsumerEngine } from './consumer-engine.js'
import { FifoConsumeService, LITE_TOPICS, MESSAGE_GROUPS } from './fifo-consume-service.js'
import { type Handler, HandlerRunner, type Verdict } from './handler-runner.js'
import { MessageCache } from './message-cache.js'
import type { PollTerms, ProcessQueue } from './process-queue.js'
import type { PushConfiguration } from './push-consumer-options.js'

/** What the server uses where it does not say otherwise. */
const DEFAULT_BATCH_SIZE = 32
const DEFAULT_LONG_POLLING_MS = 20_000
const DEFAULT_POLICY = customizedBackoff(17, [1_000, 5_000, 10_000, 30_000, 60_000])

/**
 * What push consumers share: assignments become process queues, process queues feed a consume service, and a
 * settlement tells the server what became of each message.
 */
export class PushEngine extends ConsumerEngine implements AssignedQueuesOwner {
  readonly queues: AssignedQueues
  readonly cache: MessageCache
  readonly services: ConsumeServices
  terms: PollTerms
  readonly #configuration: PushConfiguration
  readonly #runner: HandlerRunner
  readonly #tools: ConsumeTools
  /** Fires when the close deadline passed. */
  readonly #deadline = sharedController()
  /** Why the server refused the filter of a topic, since it was last asked for. */
  readonly #refusedFilters = new Map<string, RocketMQError>()
  readonly #refusal = new Occurrence()

  constructor(configuration: PushConfiguration) {
    super(configuration.lite === undefined ? 'push-consumer' : 'lite-push-consumer', configuration)
    const { member, leases, settlement } = this
    const { concurrency, subscriptions } = configuration
    this.#configuration = configuration
    this.terms = termsOf(configuration, undefined)
    this.services = new ConsumeServices(leases, ordered => this.#createService(ordered))
    this.cache = new MessageCache(configuration.maxCachedMessages, configuration.maxCachedBytes)
    this.queues = new AssignedQueues(member, subscriptions, this)
    this.#runner = new HandlerRunner(member, handlerOf(configuration))
    this.#tools = {
      runner: this.#runner,
      settlement,
      leases,
      concurrency,
      severalTopics: () => subscriptions.size > 1,
      retryPolicy: () => this.settings?.retryPolicy ?? DEFAULT_POLICY,
      signal: this.#deadline.signal,
    }
  }

  /** Closes; called by a handler, it does not wait, because it would wait for that handler. */
  override close(options: CloseOptions | undefined): Promise<void> {
    const closing = super.close(options)
    if (!this.#runner.isCaller) return closing
    this.client.log(
      'warn',
      'close() was called by a handler and does not wait for it: it closes when handlers have ended',
    )
    return Promise.resolve()
  }

  protected override async begin(): Promise<void> {
    if (this.#configuration.batchListener !== undefined && this.terms.ordered) {
      throw new RocketMQError(
        'CONFIGURATION',
        `batchListener cannot keep the order of the FIFO group ${this.#configuration.consumerGroup}; use listener`,
      )
    }
    await this.queues.start()
    await this.#filtersTaken(this.#configuration.subscriptions.topicsWithSql)
  }

  protected override abandon(): Promise<void> {
    return this.queues.stop()
  }

  protected override async follow(topic: string): Promise<void> {
    this.client.syncSettings()
    await this.queues.follow(topic)
    await this.#filtersTaken(this.#configuration.subscriptions.topicsWithSql.filter(each => each === topic))
  }

  protected override refollow(topic: string): Promise<void> {
    return this.queues.follow(topic)
  }

  protected override unfollow(topic: string): Promise<void> {
    return this.queues.unfollow(topic)
  }

  /**
   * Waits a moment for the server to refuse the SQL filters of topics that are polled.
   *
   * @throws RocketMQError ILLEGAL_FILTER_EXPRESSION
   */
  async #filtersTaken(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return
    this.#refusedFilters.clear()
    await pause(this.filterVerdictMs, this.#refusal.next, this.#deadline.signal)
    for (const topic of topics) {
      const failure = this.#refusedFilters.get(topic)
      if (failure !== undefined) throw failure
    }
  }

  /** Messages not begun go back to the server, as far as the time allows. */
  protected override async stopReceiving(deadline: number): Promise<void> {
    await settles(
      this.queues.stop().then(() => this.services.stop()),
      deadline - performance.now(),
      this.lost,
    )
  }

  /**
   * Lets running handlers end, and tells the server what became of their messages.
   *
   * @throws RocketMQError TIMEOUT saying what was left at the deadline
   */
  protected override async finish(deadline: number): Promise<void> {
    const inTime = await settles(this.services.idle(), deadline - performance.now(), this.lost)
    this.#deadline.abort()
    if (inTime) return
    const { inFlight, unsettled } = this.services
    throw new RocketMQError(
      'TIMEOUT',
      `${counted(inFlight, 'handler')} ${inFlight === 1 ? 'was' : 'were'} still running and the outcome of ${counted(unsettled, 'message')} was not confirmed; their messages will be delivered again`,
    )
  }

  protected override handBack(messages: readonly MessageView[]): void {
    for (const message of messages) void this.settlement.handBack(message)
  }

  protected override onSettings(settings: ServerSettings): void {
    super.onSettings(settings)
    this.terms = termsOf(this.#configuration, settings)
  }

  isKnown(endpoints: Endpoints): boolean {
    return this.client.isKnown(endpoints)
  }

  protected override onKnown(endpoints: Endpoints, known: boolean): void {
    this.queues.onKnown(endpoints, known)
  }

  /** In its turn; nothing is acknowledged. */
  protected override verify(message: MessageView): Promise<Verdict> {
    return this.services.verify(message, this.terms.ordered)
  }

  onQueueGone(queue: ProcessQueue): Promise<void> {
    return this.services.release(queue)
  }

  onPollError(error: RocketMQError, queue: ProcessQueue, repeated: boolean): void {
    const { topic } = queue.queue
    this.counter.noteError(topic, error)
    if (error.code === 'ILLEGAL_FILTER_EXPRESSION') {
      this.#refusedFilters.set(topic, error)
      this.#refusal.happen()
    }
    const level = repeated ? 'debug' : 'warn'
    this.client.report('receive', error, `${error.message} (topic ${topic})`, { level, topic })
  }

  protected override batchStats(): BatchStats[] {
    return this.services.batchStats()
  }

  protected override get inFlight(): number {
    return this.services.inFlight
  }

  protected override describe(): string[] {
    return [
      `${this.inFlight} of ${counted(this.#configuration.concurrency, 'handler')} running`,
      ...this.#runner.describe(),
      ...[...this.queues.all()].map(queue => queue.describe()),
      `${counted(this.settlement.pendingAcks, 'acknowledgement')} not confirmed`,
    ]
  }

  protected override consumerStats(): ConsumerStats {
    const cached = cachedByTopic(this.queues.all())
    const all = Object.values(cached)
    const stats = this.counter.stats({
      inFlight: this.inFlight,
      ...this.#runner.times(),
      receiveFailingMs: this.receiver.failingMs,
      ackFailingMs: this.settlement.ackFailingMs,
      cachedMessages: all.reduce((sum, { messages }) => sum + messages, 0),
      cachedBytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    })
    return { ...stats, cachedByTopic: cached }
  }

  #createService(ordered: boolean): ConsumeService {
    const { batchListener, lite } = this.#configuration
    if (batchListener !== undefined) return new BatchConsumeService(this.#tools, batchListener)
    if (!ordered) return new StandardConsumeService(this.#tools)
    return new FifoConsumeService(this.#tools, lite === undefined ? MESSAGE_GROUPS : LITE_TOPICS)
  }
}

function termsOf(
  { invisibleDurationMs, lite }: PushConfiguration,
  settings: ServerSettings | undefined,
): PollTerms {
  return {
    batchSize: Math.min(settings?.receiveBatchSize ?? DEFAULT_BATCH_SIZE, DEFAULT_BATCH_SIZE),
    awaitDurationMs: settings?.longPollingTimeoutMs ?? DEFAULT_LONG_POLLING_MS,
    invisibleDurationMs,
    ordered: lite !== undefined || (settings?.fifo ?? false),
  }
}

function cachedByTopic(queues: Iterable<ProcessQueue>): Record<string, { messages: number; bytes: number }> {
  const cached: Record<string, { messages: number; bytes: number }> = {}
  for (const queue of queues) {
    const { topic } = queue.queue
    cached[topic] ??= { messages: 0, bytes: 0 }
    cached[topic].messages += queue.cachedMessages
    cached[topic].bytes += queue.cachedBytes
  }
  return cached
}

function handlerOf({ listener, batchListener }: PushConfiguration): Handler {
  if (batchListener !== undefined) return { batchListener }
  if (listener !== undefined) return { listener }
  throw new RocketMQError('CONFIGURATION', 'give exactly one of listener and batchListener')
}
