import { Client, type ClientRole } from '../client/client.js'
import type { CloseOptions, Lifecycle } from '../client/lifecycle.js'
import { LossWatch } from '../client/loss-watch.js'
import { counted, RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import { GroupCalls } from '../remoting/group-calls.js'
import type { MessageQueue } from '../route/message-queue.js'
import type { ClientKind, ClientState, ClientStats, ConsumerStats } from '../stats/stats.js'
import { customizedBackoff, type RetryPolicy } from '../waiting/backoff.js'
import { pause, sharedController } from '../waiting/pause.js'
import type { ServerSettings } from '../wire/settings.js'
import { Acknowledger } from './acknowledger.js'
import { AssignedQueues, type AssignedQueuesOwner } from './assigned-queues.js'
import { BatchConsumeService } from './batch-consume-service.js'
import type { ConsumeService, ConsumeTools } from './consume-service.js'
import { ConsumeServices } from './consume-services.js'
import { ConsumerCounter } from './consumer-counter.js'
import { ConsumerTracing } from './consumer-tracing.js'
import { FifoConsumeService, type LineRule } from './fifo-consume-service.js'
import { type Handler, HandlerRunner, type Verdict } from './handler-runner.js'
import { Invisibility } from './invisibility.js'
import { MessageCache } from './message-cache.js'
import type { ProcessQueue } from './process-queue.js'
import type { PushConfiguration } from './push-consumer-options.js'
import { Receiver } from './receiver.js'
import { Renewal } from './renewal.js'
import { Settlement } from './settlement.js'
import { StandardConsumeService } from './standard-consume-service.js'

/** What the server uses where it does not say otherwise. */
const DEFAULT_BATCH_SIZE = 32
/** How long a start waits for the server to refuse a filter: it does so at once, and else waits for messages. */
const FILTER_VERDICT_MS = 500
const DEFAULT_LONG_POLLING_MS = 20_000
const DEFAULT_POLICY = customizedBackoff(17, [1_000, 5_000, 10_000, 30_000, 60_000])

/** What tells kinds of push consumer apart. */
export interface PushFlavour {
  readonly kind: ClientKind
  /** Which messages are one order. */
  readonly lines: LineRule
  /** Whether there is order even if the group's settings do not say so. */
  readonly alwaysOrdered: boolean
}

/**
 * What push consumers share: assignments become process queues, process queues feed a consume service, and a
 * settlement tells the server what became of each message.
 */
export class PushEngine implements AssignedQueuesOwner {
  readonly client: Client
  readonly calls: GroupCalls
  readonly receiver: Receiver
  readonly runner: HandlerRunner
  readonly queues: AssignedQueues
  readonly cache: MessageCache
  readonly #configuration: PushConfiguration
  readonly #flavour: PushFlavour
  readonly #counter = new ConsumerCounter()
  readonly #acknowledger: Acknowledger
  readonly #renewal: Renewal
  readonly #tools: ConsumeTools
  readonly #deadline = sharedController()
  readonly #services = new ConsumeServices(ordered => this.#createService(ordered))
  #settings: ServerSettings | undefined
  /** Why the server refused the filter of a topic, since it was last asked for. */
  readonly #refusedFilters = new Map<string, RocketMQError>()
  #onRefusedFilter: (() => void) | undefined
  #watch: LossWatch | undefined

  constructor(configuration: PushConfiguration, flavour: PushFlavour, role: ClientRole) {
    this.#configuration = configuration
    this.#flavour = flavour
    const { consumerGroup, concurrency, subscriptions } = configuration
    this.cache = new MessageCache(configuration.maxCachedMessages, configuration.maxCachedBytes)
    this.client = new Client(configuration.client, role, { gzip: false })
    const { client } = this
    const calls = new GroupCalls(client, consumerGroup)
    this.calls = calls
    this.#acknowledger = new Acknowledger(calls, this.#counter)
    const tracing = ConsumerTracing.of(client, consumerGroup)
    const handBack = (messages: MessageView[]) => {
      for (const message of messages) void this.#tools.settlement.handBack(message)
    }
    this.receiver = new Receiver(
      client,
      calls,
      consumerGroup,
      this.#counter,
      this.#acknowledger,
      handBack,
      tracing,
    )
    this.runner = new HandlerRunner(client, consumerGroup, this.#counter, handlerOf(configuration), tracing)
    this.queues = new AssignedQueues(client, calls, subscriptions, this)
    const invisibility = new Invisibility(calls)
    this.#renewal = new Renewal(client, invisibility, this.#counter, configuration.invisibleDurationMs)
    const settlement = new Settlement(
      client,
      calls,
      this.#acknowledger,
      invisibility,
      this.#renewal,
      this.#counter,
      this.#deadline.signal,
    )
    this.#tools = {
      runner: this.runner,
      settlement,
      renewal: this.#renewal,
      counter: this.#counter,
      concurrency,
      severalTopics: () => subscriptions.size > 1,
      retryPolicy: () => this.retryPolicy(),
      signal: this.#deadline.signal,
    }
  }

  /** Connects, learns what the group is, and begins to poll. */
  async start(): Promise<void> {
    this.#configuration.subscriptions.requireTopic()
    await this.client.start()
    if (this.#configuration.batchListener !== undefined && this.ordered()) {
      throw new RocketMQError(
        'CONFIGURATION',
        `batchListener cannot keep the order of the FIFO group ${this.#configuration.consumerGroup}; use listener`,
      )
    }
    this.#renewal.start()
    await this.queues.start()
    await this.filtersTaken(this.#configuration.subscriptions.topicsWithSql)
  }

  /**
   * Waits a moment for the server to refuse the SQL filters of topics that are polled.
   *
   * @throws RocketMQError ILLEGAL_FILTER_EXPRESSION
   */
  async filtersTaken(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return
    this.#refusedFilters.clear()
    const refused = new AbortController()
    this.#onRefusedFilter = () => refused.abort()
    await pause(FILTER_VERDICT_MS, refused.signal, this.#deadline.signal)
    this.#onRefusedFilter = undefined
    for (const topic of topics) {
      const failure = this.#refusedFilters.get(topic)
      if (failure !== undefined) throw failure
    }
  }

  /** Closes; a handler is not made to wait for itself. */
  closeBy(lifecycle: Lifecycle, options: CloseOptions | undefined): Promise<void> {
    const closing = lifecycle.close(options)
    if (!this.runner.isCaller) return closing
    this.client.log(
      'warn',
      'close() was called by a handler and does not wait for it: it closes when handlers have ended',
    )
    return Promise.resolve()
  }

  /** Undoes a start that failed. */
  async abandonStart(): Promise<void> {
    await this.queues.stop()
    await this.#renewal.stop()
    await this.client.stop(false)
  }

  /** Ends polls at once; messages not begun go back to the server, as far as the time allows. */
  async stopReceiving(deadline: number): Promise<void> {
    this.#watch = new LossWatch(() => this.client.reached || this.#services.inFlight > 0)
    await until(
      this.queues.stop().then(() => this.#services.stop()),
      deadline,
      this.#watch.lost,
    )
  }

  /**
   * Lets running handlers end, and tells the server what became of their messages.
   *
   * @throws RocketMQError TIMEOUT saying what was left at the deadline
   */
  async finish(deadline: number): Promise<void> {
    const inTime = await until(this.#services.idle(), deadline, this.#lost)
    this.#deadline.abort()
    await this.#renewal.stop()
    if (inTime) return
    const { inFlight, unsettled } = this.#services
    throw new RocketMQError(
      'TIMEOUT',
      `${counted(inFlight, 'handler')} ${inFlight === 1 ? 'was' : 'were'} still running and the outcome of ${counted(unsettled, 'message')} was not confirmed; their messages will be delivered again`,
    )
  }

  /** Finishes acknowledgements. */
  async stopAcknowledging(deadline: number): Promise<void> {
    await this.#acknowledger.stop(Math.max(0, deadline - performance.now()), this.#lost)
    await this.#watch?.end()
  }

  /** Fires when there is no server to tell what became of messages, and no handler to wait for. */
  get #lost(): AbortSignal {
    return this.#watch?.lost ?? this.#deadline.signal
  }

  useSettings(settings: ServerSettings): void {
    this.#settings = settings
  }

  /** What the server last said; `undefined` before it did. */
  get settings(): ServerSettings | undefined {
    return this.#settings
  }

  get invisibleDurationMs(): number {
    return this.#configuration.invisibleDurationMs
  }

  retryPolicy(): RetryPolicy {
    return this.#settings?.retryPolicy ?? DEFAULT_POLICY
  }

  receiveBatchSize(): number {
    return Math.min(this.#settings?.receiveBatchSize ?? DEFAULT_BATCH_SIZE, DEFAULT_BATCH_SIZE)
  }

  longPollingTimeoutMs(): number {
    return this.#settings?.longPollingTimeoutMs ?? DEFAULT_LONG_POLLING_MS
  }

  ordered(): boolean {
    return this.#flavour.alwaysOrdered || (this.#settings?.fifo ?? false)
  }

  whenReady({ endpoints }: MessageQueue, signal: AbortSignal): Promise<void> | undefined {
    return this.client.whenReady(endpoints, signal)
  }

  onMessages(messages: MessageView[], queue: ProcessQueue): void {
    for (const message of messages) this.#renewal.hold(message)
    this.#services.submit(messages, queue, this.ordered())
  }

  /** Handles a message that an operator picked, in its turn; nothing is acknowledged. */
  verify(message: MessageView): Promise<Verdict> {
    return this.#services.verify(message, this.ordered())
  }

  onQueueGone(queue: ProcessQueue): Promise<void> {
    return this.#services.release(queue)
  }

  recovery({ queue }: ProcessQueue, signal: AbortSignal): Promise<void> {
    return this.client.recovery(signal, queue.endpoints)
  }

  onPollError(error: RocketMQError, queue: ProcessQueue, repeated: boolean): void {
    const { topic } = queue.queue
    this.#counter.noteError(topic, error)
    if (error.code === 'ILLEGAL_FILTER_EXPRESSION') {
      this.#refusedFilters.set(topic, error)
      this.#onRefusedFilter?.()
    }
    const level = repeated ? 'debug' : 'warn'
    this.client.report('receive', error, `${error.message} (topic ${topic})`, { level, topic })
  }

  /** Everything this consumer counts. */
  stats(state: ClientState): ClientStats {
    return {
      ...this.client.stats(),
      state,
      consumerGroup: this.#configuration.consumerGroup,
      pools: [],
      batches: [...this.#services.batchStats(), this.#acknowledger.stats()],
      consumer: this.#consumerStats(),
    }
  }

  /** What the consumer is doing at this moment, for an operator. */
  describe(): string[] {
    return [
      `${this.#services.inFlight} of ${counted(this.#configuration.concurrency, 'handler')} running`,
      ...this.runner.describe(),
      ...[...this.queues.all()].map(queue => queue.describe()),
      `${counted(this.#acknowledger.pending, 'acknowledgement')} not confirmed`,
    ]
  }

  #consumerStats(): ConsumerStats {
    const cached = cachedByTopic(this.queues.all())
    const all = Object.values(cached)
    const stats = this.#counter.stats({
      inFlight: this.#services.inFlight,
      ...this.runner.times(),
      receiveFailingMs: this.receiver.failingMs,
      ackFailingMs: this.#acknowledger.failingMs,
      cachedMessages: all.reduce((sum, { messages }) => sum + messages, 0),
      cachedBytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    })
    return { ...stats, cachedByTopic: cached }
  }

  #createService(ordered: boolean): ConsumeService {
    const { batchListener } = this.#configuration
    if (batchListener !== undefined) return new BatchConsumeService(this.#tools, batchListener)
    return ordered
      ? new FifoConsumeService(this.#tools, this.#flavour.lines)
      : new StandardConsumeService(this.#tools)
  }
}

/** Whether `work`, which never rejects, was done by the deadline, and before `lost` fired. */
async function until(work: Promise<unknown>, deadline: number, lost: AbortSignal): Promise<boolean> {
  let done = false
  const waiting = new AbortController()
  void work.then(() => {
    done = true
    waiting.abort()
  })
  // Even past the deadline, what needs no waiting gets the turn it needs.
  await pause(Math.max(1, deadline - performance.now()), AbortSignal.any([waiting.signal, lost]))
  return done
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
