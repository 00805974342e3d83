import { combinedError, counted, failuresOf, RocketMQError, show } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import { checkCallOptions } from '../options/call-options.js'
import type { TopicRoute } from '../route/topic-route.js'
import type { ConsumerStats } from '../stats/stats.js'
import { Occurrence, pause, sharedController } from '../waiting/pause.js'
import { ConsumerEngine } from './consumer-engine.js'
import { type Delivery, deliveryOf, isDuration } from './delivery.js'
import { Iteration, type IterationOwner } from './iteration.js'
import { PollRace } from './poll-race.js'
import { type ReceiveRequest, SERVER_BATCH } from './receiver.js'
import type { SimpleConsumerConfiguration } from './simple-consumer-options.js'

/** What one `receive()` asks for. */
export interface ReceiveOptions {
  /** Most messages to return, 1 to 32: the server never gives more at once. Default 32. */
  maxMessages?: number | undefined
  /**
   * How long they stay hidden from others, in milliseconds. The server takes 10 s to 12 h, unless it is configured
   * otherwise. Default: the consumer's.
   */
  invisibleDurationMs?: number | undefined
  /** Ends the wait. Messages that were arriving at that moment are kept for the next `receive()`. */
  signal?: AbortSignal | undefined
}

/** What a server says of a consumer group. */
export interface GroupInspection {
  /** The group's name. */
  consumerGroup: string
  /** Whether its messages are delivered in order. */
  fifo: boolean
  /** How often a message is delivered before it becomes a dead letter; `undefined` where the server does not say. */
  maxAttempts: number | undefined
}

const RECEIVE_OPTION_NAMES = ['maxMessages', 'invisibleDurationMs', 'signal']

/** How often new routes are looked at while they name nobody to receive from, in milliseconds. */
const ROUTE_PAUSE_MS = 1_000

/** How long a closing consumer waits for the application before it says so, in milliseconds. */
const UNTOLD_WAIT_MS = 3_000

/** What simple consumers share: receive on request, acknowledge when the application likes. */
export class SimpleEngine extends ConsumerEngine {
  readonly #configuration: SimpleConsumerConfiguration
  readonly #race: PollRace
  readonly #handedOut = new HandedOut()
  readonly #iterations = new Set<Iteration>()
  readonly #iterationOwner: IterationOwner
  /** Messages on their way back to the server. */
  readonly #returning = new Set<Promise<unknown>>()
  readonly #closing = sharedController()

  constructor(configuration: SimpleConsumerConfiguration) {
    super(configuration.lite === undefined ? 'simple-consumer' : 'lite-simple-consumer', configuration)
    this.#configuration = configuration
    this.#race = new PollRace(this.receiver, messages => this.handBack(messages))
    this.#iterationOwner = this.#createIterationOwner()
  }

  /** Waits for messages of any topic and broker; an empty array when none came. */
  async receive(options: ReceiveOptions): Promise<MessageView[]> {
    const messages = await this.#receive(options)
    for (const message of messages) this.#handedOut.add(message)
    return messages
  }

  /** What the server says of the group, once the consumer runs. */
  inspect(): GroupInspection {
    return {
      consumerGroup: this.#configuration.consumerGroup,
      fifo: this.settings?.fifo ?? false,
      maxAttempts: this.settings?.retryPolicy?.maxAttempts,
    }
  }

  /** Messages one after the other until the consumer is closed; a failure that may pass does not end it. */
  iterate(): Iteration {
    const iteration = new Iteration(this.#iterationOwner)
    this.#iterations.add(iteration)
    if (this.#closing.signal.aborted) iteration.stop()
    return iteration
  }

  async ack(messages: MessageView | readonly MessageView[]): Promise<void> {
    if (!Array.isArray(messages)) return this.#ackOne(messages as MessageView)
    const all = messages as readonly MessageView[]
    const failures = failuresOf(await Promise.allSettled(all.map(message => this.#ackOne(message))))
    if (failures.length > 0) {
      throw combinedError(`${failures.length} of ${counted(all.length, 'acknowledgement')} failed`, failures)
    }
  }

  async changeInvisibleDuration(message: MessageView, milliseconds: number): Promise<void> {
    this.#checkGroup(message)
    // From now on an iteration does not renew it any more.
    this.leases.release(message)
    await this.settlement.giveBack(message, milliseconds)
    this.#handedOut.look(message)
  }

  protected override begin(): Promise<void> {
    return this.#checkFilters(this.#configuration.subscriptions.topicsWithSql)
  }

  /** Another filter holds once no poll of the one before is left at the server. */
  protected override async follow(topic: string): Promise<void> {
    const { subscriptions } = this.#configuration
    await this.#checkFilters(subscriptions.topicsWithSql.filter(each => each === topic))
    this.client.syncSettings()
    const filter = subscriptions.get(topic)
    if (filter === undefined) return
    for (const iteration of this.#iterations) iteration.handBack()
    await this.#race.changeFilter(topic, filter)
  }

  protected override async unfollow(topic: string): Promise<void> {
    this.#race.remove(topic)
  }

  /** Ends polls, receives and iterations at once; what was received for nobody goes back. */
  protected override async stopReceiving(): Promise<void> {
    this.#closing.abort()
    for (const iteration of this.#iterations) iteration.stop()
    await this.#race.close()
    // A receive that was won in this very moment still has to hand over.
    await new Promise(resolve => setImmediate(resolve))
    await Promise.all(this.#returning)
  }

  /** Waits, as long as the time allows, until the application has settled what it was given. */
  protected override async finish(deadline: number): Promise<void> {
    const soon = Math.min(deadline, performance.now() + UNTOLD_WAIT_MS)
    let left = await this.#handedOut.settled(soon, this.lost)
    if (left > 0 && soon < deadline && !this.lost.aborted) {
      this.client.log(
        'warn',
        `close() waits until ${left} received messages are acknowledged or visible to others again; acknowledge them first, and await close() after that`,
      )
      left = await this.#handedOut.settled(deadline, this.lost)
    }
    if (left > 0) {
      this.client.log(
        'warn',
        `closed while ${left} received messages were neither acknowledged nor handed back; they are delivered again`,
      )
    }
  }

  protected override handBack(messages: readonly MessageView[]): void {
    const returning: Promise<unknown> = Promise.allSettled(
      messages.map(message => this.settlement.giveBack(message, 0, true)),
    ).then(() => this.#returning.delete(returning))
    this.#returning.add(returning)
  }

  protected override consumerStats(): ConsumerStats {
    return this.counter.stats({
      inFlight: 0,
      receiveFailingMs: this.receiver.failingMs,
      ackFailingMs: this.settlement.ackFailingMs,
      ...this.#race.held(),
    })
  }

  protected override describe(): string[] {
    return [
      `${counted(this.#race.polls, 'poll')} out`,
      `${counted(this.#race.held().cachedMessages, 'message')} kept for the next receive`,
      `${counted(this.settlement.pendingAcks, 'acknowledgement')} not confirmed`,
    ]
  }

  /**
   * Asks the server whether it can read the SQL filters of topics, by a poll that ends at once if it cannot.
   *
   * @throws RocketMQError ILLEGAL_FILTER_EXPRESSION
   */
  async #checkFilters(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return
    const { invisibleDurationMs } = this.#configuration
    const requests = (await this.#requests(1, invisibleDurationMs)).filter(({ queue }) =>
      topics.includes(queue.topic),
    )
    try {
      this.handBack(await this.#race.run(requests, 1, AbortSignal.timeout(this.filterVerdictMs)))
    } catch (error) {
      if (RocketMQError.from(error).code === 'ILLEGAL_FILTER_EXPRESSION') throw error
    }
  }

  #createIterationOwner(): IterationOwner {
    return {
      leaseMs: this.#configuration.invisibleDurationMs,
      fetch: (maxMessages, signal) => this.#receiveForIteration(maxMessages, signal),
      hold: message => {
        this.#handedOut.add(message)
        this.leases.hold(message)
      },
      release: message => this.leases.release(message),
      handBack: messages => this.handBack(messages),
      onOver: iteration => this.#iterations.delete(iteration),
    }
  }

  async #ackOne(message: MessageView): Promise<void> {
    this.#checkGroup(message)
    await this.settlement.ack(message)
    this.#handedOut.look(message)
    this.counter.noteConsumed(message.topic, performance.now() - deliveryOf(message).receivedAt)
  }

  /**
   * A server says OK to who acknowledges what another group received, and delivers it again.
   *
   * @throws RocketMQError INVALID_ARGUMENT
   */
  #checkGroup(message: MessageView): void {
    const { group } = deliveryOf(message)
    const { consumerGroup } = this.#configuration
    if (group === consumerGroup) return
    throw new RocketMQError(
      'INVALID_ARGUMENT',
      `message ${message.messageId} was received by group ${group}, and this consumer is of group ${consumerGroup}: ` +
        'only consumers of its own group can settle it',
    )
  }

  async #receive(options: ReceiveOptions): Promise<MessageView[]> {
    checkCallOptions('receive()', options, RECEIVE_OPTION_NAMES)
    const { signal } = options
    const { maxMessages, invisibleDurationMs } = this.#checkReceive(options)
    await this.lifecycle.start({ signal })
    const deadline = performance.now() + this.#configuration.awaitDurationMs
    for (;;) {
      const requests = await this.#requests(maxMessages, invisibleDurationMs)
      const left = deadline - performance.now()
      // If the signal has fired or the consumer is closing, the race rejects with the reason.
      if (requests.length > 0 || signal?.aborted || this.#closing.signal.aborted)
        return await this.#run(requests, maxMessages, signal)
      if (left <= 0) throw this.#nobodyToAsk()
      await pause(Math.min(left, ROUTE_PAUSE_MS), this.#closing.signal, ...(signal ? [signal] : []))
    }
  }

  /** If none of the brokers that are named could be asked, a newer route may name others. */
  async #run(
    requests: readonly ReceiveRequest[],
    maxMessages: number,
    signal: AbortSignal | undefined,
  ): Promise<MessageView[]> {
    try {
      return await this.#race.run(requests, maxMessages, signal)
    } catch (error) {
      if (RocketMQError.from(error).retryable)
        for (const topic of this.#configuration.subscriptions.topics)
          this.client.routes.fresh(topic, ROUTE_PAUSE_MS).catch(() => {})
      throw error
    }
  }

  /** Why no route names a queue to read: there is no master, or an operator has forbidden it. */
  #nobodyToAsk(): RocketMQError {
    const { topics } = this.#configuration.subscriptions
    const forbidden = topics.some(topic => this.client.routes.peek(topic)?.endpointsList.length)
    const text = `receive: no queue of ${topics.join(', ')} may be read at the moment`
    return new RocketMQError(forbidden ? 'FORBIDDEN' : 'UNAVAILABLE', text, { retryable: true })
  }

  #checkReceive(options: ReceiveOptions): { maxMessages: number; invisibleDurationMs: number } {
    const { maxMessages = SERVER_BATCH, invisibleDurationMs = this.#configuration.invisibleDurationMs } =
      options
    if (!Number.isInteger(maxMessages) || maxMessages < 1 || maxMessages > SERVER_BATCH) {
      throw new RocketMQError(
        'INVALID_ARGUMENT',
        `maxMessages must be 1 to ${SERVER_BATCH}, not ${show(maxMessages)}`,
      )
    }
    if (!isDuration(invisibleDurationMs) || invisibleDurationMs === 0) {
      throw new RocketMQError(
        'ILLEGAL_INVISIBLE_TIME',
        `invisibleDurationMs must be milliseconds above 0, up to ${Number.MAX_SAFE_INTEGER}, not ${show(invisibleDurationMs)}`,
      )
    }
    return { maxMessages, invisibleDurationMs }
  }

  /** One poll for each broker of each topic. */
  async #requests(maxMessages: number, invisibleDurationMs: number): Promise<ReceiveRequest[]> {
    const { subscriptions, awaitDurationMs } = this.#configuration
    const { topics } = subscriptions
    subscriptions.requireTopic()
    const routes = await Promise.all(topics.map(topic => this.#readableRoute(topic)))
    // Filters are asked for last: one that was changed meanwhile must not be polled with.
    return routes.flatMap(({ topic, readableBrokers }) => {
      const filter = subscriptions.get(topic)
      if (filter === undefined) return []
      return readableBrokers.map(queue => ({
        queue,
        filter,
        maxMessages,
        invisibleDurationMs,
        awaitDurationMs,
      }))
    })
  }

  /** A master may be back, or an operator may have enabled a topic again. */
  async #readableRoute(topic: string): Promise<TopicRoute> {
    const route = await this.client.routes.get(topic)
    if (route.readableBrokers.length > 0) return route
    return this.client.routes.fresh(topic, ROUTE_PAUSE_MS).catch(() => route)
  }

  async #receiveForIteration(maxMessages: number, signal: AbortSignal): Promise<MessageView[]> {
    try {
      return await this.#receive({ maxMessages, signal })
    } catch (error) {
      const failure = RocketMQError.from(error)
      if (signal.aborted) return []
      if (!failure.retryable) throw failure
      this.client.report('receive', failure, failure.message)
      await this.client.recovery(signal)
      return []
    }
  }
}

/** What an application was given and has not settled yet: neither acknowledged, nor visible to others again. */
class HandedOut {
  readonly #deliveries = new Set<Delivery>()
  /** What was forgotten is looked for when there are twice as many as after the last look. */
  #sweepAt = 1_024
  /** Something became of a message. */
  readonly #change = new Occurrence()

  add(message: MessageView): void {
    this.#deliveries.add(deliveryOf(message))
    if (this.#deliveries.size < this.#sweepAt) return
    this.#sweep()
    this.#sweepAt = Math.max(1_024, this.#deliveries.size * 2)
  }

  /** Something became of a message. */
  look(message: MessageView): void {
    const delivery = deliveryOf(message)
    if (!delivery.held) this.#deliveries.delete(delivery)
    this.#change.happen()
  }

  /** Waits until all are settled; how many were not when `signal` fired or the deadline had come. */
  async settled(deadline: number, signal: AbortSignal): Promise<number> {
    for (;;) {
      this.#sweep()
      const now = performance.now()
      if (this.#deliveries.size === 0 || now >= deadline || signal.aborted) return this.#deliveries.size
      let until = deadline
      for (const { invisibleUntil } of this.#deliveries) until = Math.min(until, invisibleUntil)
      await pause(Math.max(1, until - now), this.#change.next, signal)
    }
  }

  #sweep(): void {
    for (const delivery of this.#deliveries) if (!delivery.held) this.#deliveries.delete(delivery)
  }
}
