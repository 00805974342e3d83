import { Client, type ClientRole } from '../client/client.js'
import { type CloseOptions, Lifecycle } from '../client/lifecycle.js'
import { LossWatch } from '../client/loss-watch.js'
import { answerCommand } from '../client/telemetry-commands.js'
import { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import type { Endpoints } from '../route/endpoints.js'
import type { BatchStats, ClientKind, ClientStats, ConsumerStats, Monitored } from '../stats/stats.js'
import type { CommandMessage, ServerCommand, Verification } from '../wire/server-command.js'
import type { ServerSettings } from '../wire/settings.js'
import type { ConsumerCounter } from './consumer-counter.js'
import type { ConsumerConfiguration } from './consumer-options.js'
import { DeliveredMessage, Delivery, Leases } from './delivery.js'
import { GroupMember } from './group-member.js'
import type { Verdict } from './handler-runner.js'
import { LiteSubscriptions } from './lite-subscriptions.js'
import { Receiver } from './receiver.js'
import { Settlement } from './settlement.js'
import type { FilterExpression } from './subscriptions.js'

/**
 * How long the server has to refuse a filter, which it does at once, or else waits for messages: as long as the client
 * took to start, which is some round trips, within these bounds.
 */
const FILTER_VERDICT_MS = { least: 500, most: 3_000 } as const

/** Messages that wait to be verified, and their bytes together, beyond which more are refused. */
const MOST_VERIFIED = 10_000
const MOST_VERIFIED_BYTES = 64 * 1024 * 1024

/** What all consumers have behind what the application sees of them; how messages are taken is each kind's own. */
export abstract class ConsumerEngine {
  readonly client: Client
  readonly lifecycle: Lifecycle
  readonly receiver: Receiver
  protected readonly member: GroupMember
  protected readonly counter: ConsumerCounter
  protected readonly leases: Leases
  protected readonly settlement: Settlement
  /** What the server last said; `undefined` before it did. */
  protected settings: ServerSettings | undefined
  readonly #configuration: ConsumerConfiguration
  readonly #lite: LiteSubscriptions | undefined
  #watch: LossWatch | undefined
  /** How long the client took to start, in milliseconds. */
  #startMs = 0
  #verified = 0
  #verifiedBytes = 0
  #consumer: Monitored | undefined

  constructor(kind: ClientKind, configuration: ConsumerConfiguration) {
    const { consumerGroup, invisibleDurationMs, lite } = configuration
    const client = new Client(configuration.client, this.#role(kind, configuration), { gzip: false })
    const member = new GroupMember(client, consumerGroup)
    this.#configuration = configuration
    this.client = client
    this.member = member
    this.counter = member.counter
    this.leases = new Leases(member, invisibleDurationMs)
    this.settlement = new Settlement(member, this.leases)
    this.receiver = new Receiver(member, this.settlement, messages => this.handBack(messages))
    this.#lite = lite && new LiteSubscriptions(member, lite, () => this.lifecycle.start())
    this.lifecycle = this.#createLifecycle()
  }

  /** Names what the application holds, which its monitor looks at from now until it is closed. */
  attach(consumer: Monitored): void {
    this.#consumer = consumer
    this.client.attach(consumer)
  }

  close(options?: CloseOptions): Promise<void> {
    return this.lifecycle.close(options)
  }

  /** Adds a topic, or changes what is wanted of it. What the server refuses is undone. */
  async subscribe(topic: string, filter: string | FilterExpression): Promise<void> {
    const { subscriptions } = this.#configuration
    const { state } = this.lifecycle
    if (state === 'closing' || state === 'closed')
      throw new RocketMQError('CLOSED', `subscribe: the consumer is ${state}`)
    const before = subscriptions.get(topic)
    subscriptions.set(topic, filter)
    if (state !== 'running') return
    const wanted = subscriptions.get(topic)
    try {
      await this.client.routes.get(topic)
      await this.follow(topic)
    } catch (error) {
      // What another call has made of it meanwhile stays.
      if (subscriptions.get(topic) !== wanted) throw error
      if (before === undefined) await this.unsubscribe(topic)
      else {
        subscriptions.set(topic, before)
        if (RocketMQError.from(error).code === 'ILLEGAL_FILTER_EXPRESSION') await this.refollow(topic)
      }
      throw error
    }
  }

  async unsubscribe(topic: string): Promise<void> {
    if (!this.#configuration.subscriptions.delete(topic)) return
    if (this.lifecycle.state === 'running') {
      this.client.syncSettings()
      await this.unfollow(topic)
    }
    this.client.routes.drop(topic)
  }

  /** The lite topics of a consumer that has such. */
  get lite(): LiteSubscriptions {
    if (this.#lite === undefined) throw new RocketMQError('INTERNAL', 'this consumer has no lite topics')
    return this.#lite
  }

  /** Everything this consumer counts. */
  stats(): ClientStats {
    return {
      ...this.client.stats(),
      state: this.lifecycle.state,
      consumerGroup: this.#configuration.consumerGroup,
      pools: [],
      batches: [...this.batchStats(), this.settlement.ackStats()],
      consumer: this.consumerStats(),
    }
  }

  /** The client is connected: begins to receive what the subscriptions say, unless the server refuses a filter. */
  protected abstract begin(): Promise<void>
  /** Undoes {@link ConsumerEngine.begin}, as far as it came. */
  protected async abandon(): Promise<void> {}
  /** Receives a topic as its subscription says by now, unless the server refuses its filter. */
  protected abstract follow(topic: string): Promise<void>
  /** The server refused the filter of a topic, and the subscription is as it was before. */
  protected async refollow(_topic: string): Promise<void> {}
  /** Receives a topic no more. */
  protected abstract unfollow(topic: string): Promise<void>
  protected onSettings(settings: ServerSettings): void {
    this.settings = settings
    this.#lite?.useSettings(settings)
  }

  /** The server at an endpoint has this consumer's settings now, or has lost them. */
  protected onKnown(_endpoints: Endpoints, _known: boolean): void {}
  /** Ends polls at once. */
  protected abstract stopReceiving(deadline: number): Promise<void>
  /** Waits, as long as the time allows, for what is to become of messages that were received. */
  protected abstract finish(deadline: number): Promise<void>
  /** Lets others have messages that were received for nobody; their attempt is not counted. */
  protected abstract handBack(messages: readonly MessageView[]): void
  /** What it is doing at this moment, line by line. */
  protected abstract describe(): string[]
  protected abstract consumerStats(): ConsumerStats
  /** Has a message handled that an operator picked. Absent where there is no handler. */
  protected verify?(message: MessageView): Promise<Verdict>

  /** Counters of batches beside that of acknowledgements. */
  protected batchStats(): BatchStats[] {
    return []
  }

  /** Handlers running now. */
  protected get inFlight(): number {
    return 0
  }

  /** For a consumer that closes: fires when there is no server to tell anything, and no handler to wait for. */
  protected get lost(): AbortSignal {
    this.#watch ??= new LossWatch(() => this.client.reached || this.inFlight > 0)
    return this.#watch.lost
  }

  /** How long the server has to refuse a filter, in milliseconds. */
  protected get filterVerdictMs(): number {
    const { least, most } = FILTER_VERDICT_MS
    return Math.ceil(Math.min(most, Math.max(least, this.#startMs)))
  }

  #createLifecycle(): Lifecycle {
    return new Lifecycle('consumer', {
      start: () => this.#start(),
      abandonStart: async () => {
        await this.#lite?.stop()
        await this.abandon()
        await this.leases.stop()
        await this.client.stop(false)
      },
      onFailedAttempt: failure => this.client.noteFailedStart(failure),
      close: [
        deadline => this.stopReceiving(deadline),
        () => this.#lite?.stop(),
        deadline => this.finish(deadline),
        deadline => this.#stopSettling(deadline),
        () => this.client.stop(true),
        deadline => this.client.closeConnections(deadline),
        () => this.#detach(),
      ],
      onUnfinished: failure => this.client.log('warn', failure.message),
    })
  }

  async #start(): Promise<void> {
    this.#configuration.subscriptions.requireTopic()
    const startedAt = performance.now()
    await this.client.start()
    this.#startMs = performance.now() - startedAt
    this.leases.start()
    await this.begin()
    await this.#lite?.start()
  }

  async #stopSettling(deadline: number): Promise<void> {
    await this.leases.stop()
    await this.settlement.stop(Math.max(0, deadline - performance.now()), this.lost)
    await this.#watch?.end()
  }

  #detach(): void {
    if (this.#consumer !== undefined) this.client.detach(this.#consumer)
  }

  #role(kind: ClientKind, configuration: ConsumerConfiguration): ClientRole {
    const { consumerGroup, subscriptions, awaitDurationMs } = configuration
    const polls = awaitDurationMs === undefined ? {} : { awaitDurationMs }
    return {
      kind,
      consumerGroup,
      startTopics: () => subscriptions.topics,
      settings: () => ({ group: consumerGroup, filters: subscriptions, ...polls }),
      onSettings: settings => this.onSettings(settings),
      onCommand: (command, endpoints) => this.#onCommand(command, endpoints),
      onRoute: () => this.#lite?.syncAll(),
      onHealthy: () => {},
      onReconnected: () => this.#lite?.syncAll(),
      onKnown: (endpoints, known) => this.onKnown(endpoints, known),
    }
  }

  #onCommand(command: ServerCommand, endpoints: Endpoints): void {
    if (command.kind === 'liteUnsubscribed') this.#lite?.onUnsubscribed(command.liteTopic)
    else if (command.kind !== 'verifyMessage' || command.message === undefined || this.verify === undefined)
      answerCommand(command, () => this.#report())
    else void this.#verify(command.message, endpoints).then(outcome => command.answer(...outcome))
  }

  /** Runs the handler on a message that an operator picked, and says how it went. Nothing is acknowledged. */
  async #verify(message: CommandMessage, endpoints: Endpoints): Promise<[Verification, reason: string]> {
    const { bytes } = message
    if (this.#verified >= MOST_VERIFIED || this.#verifiedBytes + bytes > MOST_VERIFIED_BYTES)
      return ['TOO_MANY_REQUESTS', `${this.#verified} others wait to be verified`]
    this.#verified += 1
    this.#verifiedBytes += bytes
    try {
      return await this.#handleForProof(message, endpoints)
    } finally {
      this.#verified -= 1
      this.#verifiedBytes -= bytes
    }
  }

  async #handleForProof(
    message: CommandMessage,
    endpoints: Endpoints,
  ): Promise<[Verification, reason: string]> {
    const fields = await message.open()
    if (fields.corrupted !== undefined) return ['MESSAGE_CORRUPTED', fields.corrupted.message]
    // It has no lease that could be over, and nothing to acknowledge.
    const { group } = this.member
    const source = { brokerName: '', endpoints }
    const delivery = new Delivery('', source, Number.POSITIVE_INFINITY, performance.now(), group)
    const verdict = await this.verify?.(new DeliveredMessage(fields, delivery))
    return verdict === 'SUCCESS' ? ['OK', ''] : ['FAILED_TO_CONSUME_MESSAGE', 'the handler failed']
  }

  /** A single-threaded client has no stacks to show: what it holds and waits for is what an operator looks for. */
  #report(): string {
    const stats = this.stats()
    const calls = stats.rpcs.filter(({ inFlight }) => inFlight > 0)
    const liteTopics = this.#lite === undefined ? [] : [`lite topics: ${this.#lite.topics.join(' ')}`]
    return [
      `${stats.kind} ${stats.clientId} of ${stats.consumerGroup}, ${stats.state}`,
      ...this.describe(),
      ...liteTopics,
      ...calls.map(({ method, inFlight }) => `${method}: ${inFlight} calls in flight`),
      JSON.stringify(stats, undefined, 1),
    ].join('\n')
  }
}
