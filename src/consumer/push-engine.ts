import { Client, type ClientRole } from '../client/client.js'
import { PeriodicTask } from '../client/periodic-task.js'
import { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import type { BatchStats, ClientKind, ConsumerStats } from '../monitor/stats.js'
import { customizedBackoff, type RetryPolicy } from '../remoting/retry-policy.js'
import type { ServerSettings } from '../remoting/settings.js'
import { Acknowledger } from './acknowledger.js'
import { queryAssignments } from './assignments.js'
import { BatchConsumeService } from './batch-consume-service.js'
import type { ConsumeService, ConsumeTools } from './consume-service.js'
import { ConsumerCounter } from './consumer-counter.js'
import { FifoConsumeService } from './fifo-consume-service.js'
import { HandlerRunner } from './handler-runner.js'
import { Invisibility } from './invisibility.js'
import { ProcessQueue, type ProcessQueueOwner } from './process-queue.js'
import type { MessageListener, PushConfiguration } from './push-consumer-options.js'
import { Receiver } from './receiver.js'
import { Settlement } from './settlement.js'
import { StandardConsumeService } from './standard-consume-service.js'

/** How often assignments are looked at again. */
const ASSIGNMENT_MS = 5_000

/** What the server uses where it does not say otherwise. */
const DEFAULT_BATCH_SIZE = 32
const DEFAULT_LONG_POLLING_MS = 20_000
const DEFAULT_POLICY = customizedBackoff(17, [1_000, 5_000, 10_000, 30_000, 60_000])

/** What tells kinds of push consumer apart. */
export interface PushFlavour {
  readonly kind: ClientKind
  /** Sends messages of one of these in order; undefined is what the server says of the group. */
  lineOf(message: MessageView): string
}

/**
 * What push consumers share: assignments become process queues, process queues feed a consume service, and a
 * settlement tells the server what became of each message.
 */
export class PushEngine implements ProcessQueueOwner {
  readonly client: Client
  readonly receiver: Receiver
  readonly runner: HandlerRunner
  readonly #configuration: PushConfiguration
  readonly #flavour: PushFlavour
  readonly #counter = new ConsumerCounter()
  readonly #acknowledger: Acknowledger
  readonly #tools: ConsumeTools
  readonly #stopping = new AbortController()
  readonly #deadline = new AbortController()
  readonly #queues = new Map<string, ProcessQueue>()
  readonly #dropping = new Set<Promise<void>>()
  #service: ConsumeService | undefined
  #scan: PeriodicTask | undefined
  #settings: ServerSettings | undefined
  #paused = false

  constructor(configuration: PushConfiguration, flavour: PushFlavour, role: ClientRole) {
    this.#configuration = configuration
    this.#flavour = flavour
    const { consumerGroup, concurrency } = configuration
    this.client = new Client(configuration.client, role, { gzip: false })
    const { client } = this
    this.receiver = new Receiver(client, consumerGroup, this.#counter)
    this.#acknowledger = new Acknowledger(client, consumerGroup, this.#counter)
    this.runner = new HandlerRunner(client, consumerGroup, this.#counter, listenerOf(configuration))
    const settlement = new Settlement(
      client,
      consumerGroup,
      this.#acknowledger,
      new Invisibility(client, consumerGroup),
      this.#counter,
      this.#deadline.signal,
    )
    this.#tools = {
      runner: this.runner,
      settlement,
      counter: this.#counter,
      concurrency,
      retryPolicy: () => this.retryPolicy(),
      stopping: this.#stopping.signal,
      signal: this.#deadline.signal,
    }
  }

  /** Connects, learns what the group is, and begins to poll. */
  async start(): Promise<void> {
    await this.client.start()
    this.#service ??= this.#createService()
    await this.#scanAll()
    this.#scan = new PeriodicTask({
      delayMs: ASSIGNMENT_MS,
      intervalMs: ASSIGNMENT_MS,
      run: () => this.#scanPatiently(),
      onError: () => {},
    })
    this.#scan.start()
  }

  /** Undoes a start that failed. */
  async abandonStart(): Promise<void> {
    await this.#stopPolling()
    await this.client.stop(false)
  }

  /** Ends polls at once; messages not begun go back to the server. */
  async stopReceiving(): Promise<void> {
    this.#stopping.abort()
    await this.#stopPolling()
    await this.#service?.stop()
  }

  /**
   * Lets running handlers end, and tells the server what became of their messages.
   *
   * @throws RocketMQError TIMEOUT saying how many handlers were still running at the deadline
   */
  async finish(deadline: number): Promise<void> {
    const service = this.#service
    if (service !== undefined) {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<'late'>(resolve => {
        timer = setTimeout(() => resolve('late'), Math.max(0, deadline - performance.now()))
      })
      const outcome = await Promise.race([service.idle(), late])
      clearTimeout(timer)
      this.#deadline.abort()
      if (outcome === 'late') {
        throw new RocketMQError(
          'TIMEOUT',
          `${service.inFlight} handlers were still running; their messages will be delivered again`,
        )
      }
    }
    this.#deadline.abort()
  }

  /** Finishes acknowledgements. */
  stopAcknowledging(deadline: number): Promise<void> {
    return this.#acknowledger.stop(Math.max(0, deadline - performance.now()))
  }

  /** Receives no more until {@link PushEngine.resume}; what is here is still handled. */
  pause(): void {
    this.#paused = true
    for (const queue of this.#queues.values()) queue.pause()
  }

  resume(): void {
    this.#paused = false
    for (const queue of this.#queues.values()) queue.resume()
  }

  /** Subscriptions changed: looks at once what is to be polled. */
  rescan(): Promise<void> {
    return this.#scan === undefined ? Promise.resolve() : this.#scan.runNow()
  }

  useSettings(settings: ServerSettings): void {
    this.#settings = settings
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

  /** Each process queue's share of the cache. */
  bounds(): { messages: number; bytes: number } {
    const queues = Math.max(1, this.#queues.size)
    const { maxCachedMessages, maxCachedBytes } = this.#configuration
    return {
      messages: Math.max(1, Math.floor(maxCachedMessages / queues)),
      bytes: Math.max(1, Math.floor(maxCachedBytes / queues)),
    }
  }

  fifo(): boolean {
    return this.#settings?.fifo ?? false
  }

  onMessages(messages: MessageView[], queue: ProcessQueue): void {
    const wanted: MessageView[] = []
    const filter = this.#configuration.subscriptions.get(queue.queue.topic)
    for (const message of messages) {
      // The server filters tags by hash; what slips through is not for us.
      if (filter === undefined || filter.accepts(message.tag)) wanted.push(message)
      else void this.#tools.settlement.acknowledge(message).then(() => queue.evict(message))
    }
    this.#service?.submit(wanted, queue)
  }

  onPollError(error: RocketMQError, queue: ProcessQueue): void {
    this.#counter.noteError(error)
    this.client.log('warn', `${error.message} (topic ${queue.queue.topic})`)
  }

  batchStats(): BatchStats[] {
    const acknowledgements = this.#acknowledger.stats()
    return this.#service instanceof BatchConsumeService
      ? [this.#service.stats(), acknowledgements]
      : [acknowledgements]
  }

  consumerStats(): ConsumerStats {
    let cachedMessages = 0
    let cachedBytes = 0
    for (const queue of this.#queues.values()) {
      cachedMessages += queue.cachedMessages
      cachedBytes += queue.cachedBytes
    }
    return this.#counter.stats({ inFlight: this.#service?.inFlight ?? 0, cachedMessages, cachedBytes })
  }

  #createService(): ConsumeService {
    const { batchListener } = this.#configuration
    const { lineOf } = this.#flavour
    if (batchListener !== undefined) {
      if (this.fifo()) {
        throw new RocketMQError(
          'CONFIGURATION',
          `batchListener cannot keep the order of the FIFO group ${this.#configuration.consumerGroup}; use listener`,
        )
      }
      return new BatchConsumeService(this.#tools, batchListener)
    }
    return this.fifo() ? new FifoConsumeService(this.#tools, lineOf) : new StandardConsumeService(this.#tools)
  }

  async #scanPatiently(): Promise<void> {
    try {
      await this.#scanAll()
    } catch (error) {
      this.client.log('warn', (error as Error).message)
    }
  }

  /** Makes the process queues equal to what is subscribed and assigned. */
  async #scanAll(): Promise<void> {
    const { subscriptions, consumerGroup } = this.#configuration
    for (const [key, queue] of this.#queues) {
      if (subscriptions.get(queue.queue.topic) === undefined) this.#drop(key, queue)
    }
    const outcomes = await Promise.allSettled(
      subscriptions.topics.map(async topic => {
        this.#assign(topic, await queryAssignments(this.client, consumerGroup, topic))
      }),
    )
    const failed = outcomes.find(outcome => outcome.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  #assign(topic: string, assigned: Awaited<ReturnType<typeof queryAssignments>>): void {
    const filter = this.#configuration.subscriptions.get(topic)
    if (filter === undefined || this.#stopping.signal.aborted) return
    const wanted = new Map(
      assigned.map(queue => [`${topic} ${queue.brokerName} ${queue.endpoints.key}`, queue]),
    )
    for (const [key, queue] of this.#queues) {
      if (queue.queue.topic !== topic) continue
      if (wanted.has(key)) queue.filter = filter
      else this.#drop(key, queue)
    }
    for (const [key, queue] of wanted) {
      if (this.#queues.has(key)) continue
      const processQueue = new ProcessQueue(queue, filter, this)
      this.#queues.set(key, processQueue)
      if (this.#paused) processQueue.pause()
      processQueue.start()
    }
  }

  #drop(key: string, queue: ProcessQueue): void {
    this.#queues.delete(key)
    const dropping: Promise<void> = queue.drop().finally(() => this.#dropping.delete(dropping))
    this.#dropping.add(dropping)
  }

  async #stopPolling(): Promise<void> {
    await this.#scan?.stop()
    this.#scan = undefined
    for (const [key, queue] of this.#queues) this.#drop(key, queue)
    await Promise.all(this.#dropping)
  }
}

function listenerOf(configuration: PushConfiguration): MessageListener {
  const { listener, batchListener } = configuration
  if (listener !== undefined) return listener
  // The server's request to verify one message reaches a batch handler as a batch of one.
  return async (message, context) => {
    const result = await batchListener?.handle([message], context)
    if (typeof result === 'object') return result.failed.includes(message) ? 'FAILURE' : 'SUCCESS'
    return result
  }
}
