import { PeriodicTask } from '../client/periodic-task.js'
import { RocketMQError, reasonOf } from '../errors.js'
import { validateLiteTopic } from '../message/message-validation.js'
import { checkCallOptions } from '../options/call-options.js'
import type { LiteChange } from '../remoting/group-calls.js'
import type { Endpoints } from '../route/endpoints.js'
import { contain, inOwnContext } from '../waiting/user-callback.js'
import type { LiteOffset } from '../wire/lite-offset.js'
import type { ServerSettings } from '../wire/settings.js'
import type { LiteConfiguration } from './consumer-options.js'
import type { GroupMember } from './group-member.js'

/** How often everything is told again: brokers forget subscriptions that are not repeated for minutes. */
const SYNC_MS = 30_000

/** How to subscribe to one lite topic. */
export interface SubscribeLiteOptions {
  /** Where to begin, if the group has not consumed this lite topic yet. Default: the server's choice. */
  offset?: LiteOffset | undefined
}

/** The lite topics one consumer wants, and how the servers learn of them. */
export class LiteSubscriptions {
  readonly #member: GroupMember
  readonly #configuration: LiteConfiguration
  readonly #startConsumer: () => Promise<void>
  /** Each with what settles when the servers know of it. */
  readonly #topics = new Map<string, Promise<void>>()
  #task: PeriodicTask | undefined
  #quota = Number.POSITIVE_INFINITY
  #longestName = Number.POSITIVE_INFINITY

  /** @param startConsumer called by whoever subscribes, or ends a subscription */
  constructor(member: GroupMember, configuration: LiteConfiguration, startConsumer: () => Promise<void>) {
    this.#member = member
    this.#configuration = configuration
    this.#startConsumer = startConsumer
  }

  get topics(): string[] {
    return [...this.#topics.keys()]
  }

  /** Tells everything now, and again every 30 s. */
  async start(): Promise<void> {
    await this.#sync('replace', this.topics)
    this.#task = new PeriodicTask(
      SYNC_MS,
      () => this.#sync('replace', this.topics),
      error => this.#member.client.report('connection', RocketMQError.from(error), reasonOf(error)),
    )
    this.#task.start()
  }

  async stop(): Promise<void> {
    await this.#task?.stop()
    this.#task = undefined
  }

  /** A server may have lost what it knew, or never knew it: tells everything at once. */
  syncAll(): void {
    void this.#task?.runNow()
  }

  useSettings({ liteSubscriptionQuota, maxLiteTopicSize }: ServerSettings): void {
    this.#quota = liteSubscriptionQuota ?? this.#quota
    this.#longestName = maxLiteTopicSize ?? this.#longestName
  }

  /**
   * @throws RocketMQError INVALID_ARGUMENT, ILLEGAL_LITE_TOPIC, LITE_SUBSCRIPTION_QUOTA_EXCEEDED, or the server's
   *   reason
   */
  async add(liteTopic: string, options: SubscribeLiteOptions): Promise<void> {
    checkCallOptions('subscribeLite()', options, ['offset'])
    await this.#startConsumer()
    this.#check(liteTopic)
    const known = this.#topics.get(liteTopic)
    if (known !== undefined) return known
    const adding = this.#sync('add', [liteTopic], options.offset)
    // Counted before it is confirmed, so that many at once cannot pass the quota together.
    this.#topics.set(liteTopic, adding)
    try {
      await adding
    } catch (error) {
      if (this.#topics.get(liteTopic) === adding) this.#topics.delete(liteTopic)
      throw error
    }
  }

  async remove(liteTopic: string): Promise<void> {
    await this.#startConsumer()
    if (!this.#topics.delete(liteTopic)) return
    await this.#sync('remove', [liteTopic])
  }

  /** The server ended the subscription of a lite topic. */
  onUnsubscribed(liteTopic: string): void {
    if (!this.#topics.delete(liteTopic)) return
    this.#member.client.log('warn', `the server ended the subscription of lite topic ${liteTopic}`)
    const { onUnsubscribed } = this.#configuration
    if (onUnsubscribed !== undefined)
      contain(
        () => inOwnContext(onUnsubscribed, liteTopic),
        fault =>
          this.#member.client.report(
            'handler',
            RocketMQError.from(fault, 'HANDLER'),
            `onUnsubscribed failed: ${reasonOf(fault)}`,
            { level: 'error' },
          ),
      )
  }

  #check(liteTopic: string): void {
    validateLiteTopic(liteTopic, this.#longestName)
    if (this.#topics.has(liteTopic) || this.#topics.size < this.#quota) return
    throw new RocketMQError(
      'LITE_SUBSCRIPTION_QUOTA_EXCEEDED',
      `this consumer has its quota of ${this.#quota} lite topics; the group's attribute lite.sub.client.quota sets it`,
    )
  }

  /** To every server that the client knows: which of them the next poll reaches is not known. */
  async #sync(
    action: LiteChange['action'],
    liteTopics: readonly string[],
    offset?: LiteOffset,
  ): Promise<void> {
    const change = { action, bindTopic: this.#configuration.bindTopic, liteTopics, offset }
    await Promise.all(this.#member.client.endpointsInUse().map(endpoints => this.#tell(endpoints, change)))
  }

  async #tell(endpoints: Endpoints, change: LiteChange): Promise<void> {
    try {
      await this.#member.calls.syncLite(endpoints, change)
    } catch (error) {
      const failure = RocketMQError.from(error)
      // All that a proxy in LOCAL mode says is that something in it is null.
      if (
        this.#member.client.capabilities.peek(endpoints).mode !== 'LOCAL' ||
        failure.code === 'INVALID_ARGUMENT'
      )
        throw error
      throw new RocketMQError(
        'UNSUPPORTED_BY_SERVER',
        `lite topics of ${this.#configuration.bindTopic} need a proxy in CLUSTER mode, and ${endpoints.key} runs in LOCAL mode`,
        { cause: error, endpoint: endpoints.key },
      )
    }
  }
}
