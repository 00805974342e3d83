import type { Broker } from './broker.js'
import type { Cluster } from './cluster.js'
import type { Consumption, Delivery, TakeRequest } from './consumption.js'
import type { CallContext } from './grpc-call.js'
import type { LiteSubscriptions } from './lite-service.js'
import { filterOf } from './message-filter.js'
import { fromMs, ok, refusal, toMs, topicNotFound, v2 } from './protocol.js'
import { formatReceiptHandle } from './receipt-handle.js'
import { type GroupConfig, type TopicConfig, validateGroupName, validateTopicName } from './resources.js'
import type { ServerSettings } from './server-settings.js'
import { type QueueLog, toWire } from './stored-message.js'
import type { ClientRegistry } from './telemetry-service.js'

/** The words of the real server, which looks up the settings of a client without asking whether there are any. */
const NO_SETTINGS =
  'Cannot invoke "apache.rocketmq.v2.Settings.getClientType()" because "settings" is null. NullPointerException. ' +
  'org.apache.rocketmq.proxy.grpc.v2.consumer.ReceiveMessageActivity.receiveMessage(ReceiveMessageActivity.java:68)'
const MAX_BATCH = 32
const FIRST_LEASE_MS = 60_000
const UNDELIVERED_MS = 1000

/** What a receive brings: the pieces of the answer, and how to take them back if the client is gone. */
interface Received {
  readonly pieces: v2.IReceiveMessageResponse[]
  undo(): void
}

/** One receive, checked. */
interface Poll {
  readonly broker: Broker
  readonly topic: TopicConfig
  readonly group: GroupConfig
  readonly consumption: Consumption
  readonly request: TakeRequest
  queues(): readonly QueueLog[]
}

/** Gives messages to consumers, and waits for the first one. */
export class ReceiveService {
  readonly #cluster: Cluster
  readonly #brokers: readonly Broker[]
  readonly #clients: ClientRegistry
  readonly #lites: LiteSubscriptions
  #rotation = 0

  constructor(
    cluster: Cluster,
    brokers: readonly Broker[],
    clients: ClientRegistry,
    lites: LiteSubscriptions,
  ) {
    this.#cluster = cluster
    this.#brokers = brokers
    this.#clients = clients
    this.#lites = lites
  }

  /** Takes what is there, or what comes while the poll lasts. */
  async receive(request: v2.IReceiveMessageRequest, context: CallContext): Promise<Received> {
    const client = this.#clients.get(context.clientId)
    if (client === undefined) throw refusal('INTERNAL_SERVER_ERROR', NO_SETTINGS)
    const pollMs = this.#pollingMs(request, context, toMs(client.settings.requestTimeout))
    const poll = this.#check(request, context)
    const deliveries = await this.#await(poll, pollMs, context)
    return {
      pieces: this.#pieces(deliveries),
      undo: () => {
        for (const { handle, message } of deliveries) {
          poll.consumption.change(handle, keyOf(message), UNDELIVERED_MS, true)
        }
      },
    }
  }

  #pieces(deliveries: readonly Delivery[]): v2.IReceiveMessageResponse[] {
    const deliveryTimestamp = fromMs(this.#cluster.clock.now())
    if (deliveries.length === 0) {
      const status = { code: v2.Code.MESSAGE_NOT_FOUND, message: 'no new message' }
      return [{ status }, { deliveryTimestamp }]
    }
    const messages = deliveries.map(({ message, handle, attempt }) => ({
      message: toWire(message, { receiptHandle: formatReceiptHandle(handle), attempt }),
    }))
    return [{ status: ok }, ...messages, { deliveryTimestamp }]
  }

  #pollingMs(request: v2.IReceiveMessageRequest, context: CallContext, requestTimeout = 0): number {
    const remaining = context.call.timeoutMs
    if (remaining === undefined) throw refusal('INTERNAL_SERVER_ERROR', 'NullPointerException: no deadline')
    const wanted = toMs(request.longPollingTimeout) ?? remaining - requestTimeout / 2
    const { minPollingMs, maxPollingMs } = this.#cluster.settings
    const polling = Math.min(Math.max(wanted, minPollingMs), maxPollingMs)
    if (polling <= remaining) return polling
    if (remaining >= minPollingMs) return remaining
    const isOld = (context.clientVersion ?? '') < '5.0.3'
    const message = `The deadline time remaining is not enough for polling, please check network condition`
    throw refusal(isOld ? 'BAD_REQUEST' : 'ILLEGAL_POLLING_TIME', message)
  }

  #check(request: v2.IReceiveMessageRequest, context: CallContext): Poll {
    const name = validateTopicName(request.messageQueue?.topic?.name)
    const group = this.#cluster.groupOfBroker(validateGroupName(request.group?.name))
    const topic = this.#topic(name)
    const broker = this.#broker(request.messageQueue?.broker?.name)
    const consumption = broker.consumption(group, name)
    const accepts = filterOf(request.filterExpression)
    const renewFor = request.autoRenew ? context.clientId : undefined
    const take: TakeRequest = {
      max: Math.min(request.batchSize ?? 0, MAX_BATCH),
      invisibleMs: invisibleMs(request, this.#cluster.settings),
      renewFor,
      attemptId: request.attemptId ?? undefined,
      maxAttempts: group.maxAttempts,
      accepts,
      giveUp: (message, deliveries) => this.#cluster.deadLetter(broker, group.name, message, deliveries),
    }
    const queues = (): readonly QueueLog[] =>
      group.liteTopic === undefined
        ? broker.queuesToPop(topic)
        : this.#lites.of(context.clientId, group.name).map(lite => broker.liteQueue(name, lite))
    return { broker, topic, group, consumption, request: take, queues }
  }

  #topic(name: string): TopicConfig {
    const topic = this.#cluster.topic(name)
    if (topic === undefined) {
      if (this.#cluster.mode === 'CLUSTER') throw topicNotFound(name)
      throw refusal('INTERNAL_SERVER_ERROR', 'NullPointerException: "topicConfig" is null')
    }
    if (!topic.permission.startsWith('READ')) throw refusal('FORBIDDEN', 'no readable topic route for topic')
    return topic
  }

  #broker(name: string | null | undefined): Broker {
    const up = this.#brokers.filter(broker => broker.isUp)
    const named = this.#brokers.find(broker => broker.name === name)
    if (named?.isUp === false) throw refusal('INTERNAL_SERVER_ERROR', `connect to broker ${name} failed`)
    return named ?? (up[this.#rotation++ % up.length] as Broker)
  }

  /** Takes what is there, or what comes until the time is over or the client goes. */
  #await(poll: Poll, pollMs: number, { call }: CallContext): Promise<Delivery[]> {
    const { broker, topic, consumption, request } = poll
    const { clock } = this.#cluster
    const until = clock.now() + pollMs
    return new Promise(resolve => {
      let isOver = false
      let cancelTimer = (): void => {}
      const end = (deliveries: Delivery[]): void => {
        if (isOver) return
        isOver = true
        cancelTimer()
        stopListening()
        resolve(deliveries)
      }
      const look = (): void => {
        if (isOver) return
        const taken = consumption.take(poll.queues(), request)
        const now = clock.now()
        if (taken.length > 0 || now >= until) {
          end(taken)
          return
        }
        cancelTimer()
        cancelTimer = clock.after(Math.min(until, consumption.nextDue() ?? until) - now, look)
      }
      const stopListening = broker.onArrival(topic.name, look)
      call.whenOver(() => end([]))
      look()
    })
  }
}

/** What tells a message's queue from others in its consumption. */
function keyOf({ liteTopic, queueId }: { liteTopic: string | undefined; queueId: number }): string {
  return liteTopic ?? String(queueId)
}

function invisibleMs(
  request: v2.IReceiveMessageRequest,
  { minInvisibleMs, maxInvisibleMs }: ServerSettings,
): number {
  if (request.autoRenew) return FIRST_LEASE_MS
  const ms = toMs(request.invisibleDuration) ?? 0
  if (ms < minInvisibleMs || ms > maxInvisibleMs) {
    const range = `[${minInvisibleMs}, ${maxInvisibleMs}]`
    throw refusal('ILLEGAL_INVISIBLE_TIME', `the invisibleTime is not in the range ${range}`)
  }
  return ms
}
