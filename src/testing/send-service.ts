import type { RocketMQError } from '../errors.js'
import type { Broker } from './broker.js'
import type { Cluster } from './cluster.js'
import { consistentHash, javaHash } from './consistent-hash.js'
import { v2 } from './protocol.js'
import { ok, refusal, topicNotFound } from './refusal.js'
import {
  validateBatchSize,
  validateMessage,
  validateStoredProperties,
  validateTopics,
  validateType,
} from './send-validation.js'
import { traitsOf } from './server-version.js'
import { fromWire, type NewMessage, typeOf } from './stored-message.js'
import type { TopicConfig, TopicType } from './topic-config.js'
import type { TransactionStore } from './transaction-store.js'

const { MessageType } = v2

/** Where a message goes. */
interface Place {
  broker: Broker
  queueId: number
}

/** Takes messages of producers. */
export class SendService {
  readonly #cluster: Cluster
  readonly #brokers: readonly Broker[]
  readonly #transactions: TransactionStore
  #rotation = 0

  /** @param brokers those the proxy reaches. */
  constructor(cluster: Cluster, brokers: readonly Broker[], transactions: TransactionStore) {
    this.#cluster = cluster
    this.#brokers = brokers
    this.#transactions = transactions
  }

  /** Stores all messages of the request, or none. The reply has one entry, whatever their number. */
  send(request: v2.ISendMessageRequest): v2.ISendMessageResponse {
    const messages = (request.messages ?? []).map(message => this.#withKnownFields(message))
    const name = validateTopics(messages)
    const now = this.#cluster.clock.now()
    const { settings } = this.#cluster
    for (const message of messages) validateMessage(message, now, settings)
    const type = typeOf(messages[0]?.systemProperties ?? {})
    const topic = this.#cluster.topic(name, v2.MessageType[type] as TopicType)
    // The real one looks at the first message only, too.
    if (settings.validateMessageType) validateType(type, topic)
    else if (topic === undefined) throw this.#noTopic(name)
    if (topic === undefined || !topic.permission.includes('WRITE')) {
      throw refusal('FORBIDDEN', `no writable queue of topic ${name}`)
    }
    const stored = messages.map(fromWire)
    const entry =
      stored.length === 1 ? this.#sendOne(topic, messages, stored) : this.#sendBatch(topic, messages, stored)
    return { status: ok, entries: [{ status: ok, ...entry }] }
  }

  /** What becomes of a topic that does not exist if not even the check of types finds out. */
  #noTopic(name: string): RocketMQError {
    if (this.#cluster.mode === 'CLUSTER') return topicNotFound(name)
    return refusal('INTERNAL_SERVER_ERROR', 'NullPointerException: "topicConfig" is null')
  }

  /** Servers leave alone what came into the protocol after them. */
  #withKnownFields(message: v2.IMessage): v2.IMessage {
    const { knowsPriority, knowsLite } = this.#cluster.traits
    if (knowsLite || message.systemProperties == null) return message
    const systemProperties = { ...message.systemProperties, liteTopic: null }
    if (!knowsPriority) systemProperties.priority = null
    return { ...message, systemProperties }
  }

  #sendOne(topic: TopicConfig, messages: v2.IMessage[], stored: NewMessage[]): v2.ISendResultEntry {
    const message = stored[0] as NewMessage
    validateStoredProperties(messages[0] as v2.IMessage)
    const place = this.#placeOf(topic, message)
    const entry = { messageId: message.messageId, transactionId: message.messageId }
    if (message.type === MessageType.TRANSACTION) {
      return { ...entry, offset: this.#transactions.open(place.broker, topic, place.queueId, message) }
    }
    const isLate = (message.deliveryTimestamp ?? 0) <= this.#cluster.clock.now()
    if (message.type === MessageType.DELAY && !isLate) {
      const { broker, queueId } = place
      const scheduled = broker.delays.schedule(message, () => broker.append(topic, queueId, message))
      return this.#cluster.traits.knowsRecall
        ? { ...entry, ...scheduled }
        : { ...entry, offset: scheduled.offset }
    }
    return { ...entry, offset: place.broker.append(topic, place.queueId, message).offset }
  }

  #sendBatch(topic: TopicConfig, messages: v2.IMessage[], batch: NewMessage[]): v2.ISendResultEntry {
    const first = batch[0] as NewMessage
    for (const { deliveryTimestamp } of batch) {
      if (deliveryTimestamp !== undefined) {
        throw refusal('INTERNAL_SERVER_ERROR', 'Delayed messages are not supported for batching')
      }
    }
    if (first.type === MessageType.TRANSACTION) throw refusal('INTERNAL_SERVER_ERROR', 'message is illegal')
    validateBatchSize(messages, this.#cluster.settings)
    const { broker, queueId } = this.#nextPlace(topic)
    const whole = traitsOf(broker.version).keepsBatches
    const offsets = batch.map(message => {
      const { bornTimestamp, gzip } = first
      // No lite topic either: the broker files only single messages under theirs.
      const kept = whole ? message : { ...message, ...corrupted(message, first) }
      return broker.append(topic, queueId, { ...kept, bornTimestamp, gzip, liteTopic: undefined }).offset
    })
    const isLocal = this.#cluster.mode === 'LOCAL'
    const messageId = isLocal ? serverMessageId() : batch.map(message => message.messageId).join(',')
    return { messageId, transactionId: first.messageId, offset: offsets[0] as number }
  }

  #placeOf(topic: TopicConfig, message: NewMessage): Place {
    const group = message.messageGroup ?? message.liteTopic
    if (group !== undefined) {
      const places = this.#up.flatMap(broker =>
        broker.queues(topic).map(queue => ({ broker, queueId: queue.id })),
      )
      return places[consistentHash(javaHash(group), places.length)] as Place
    }
    const place = this.#nextPlace(topic)
    if (message.type === MessageType.PRIORITY) {
      place.queueId = Math.min(message.priority ?? 0, place.broker.queues(topic).length - 1)
    }
    return place
  }

  #nextPlace(topic: TopicConfig): Place {
    const turn = this.#rotation++
    const brokers = this.#up.filter(broker => broker.queues(topic).length > 0)
    const broker = brokers[turn % brokers.length]
    if (broker === undefined) throw refusal('FORBIDDEN', `no writable queue of topic ${topic.name}`)
    return { broker, queueId: Math.floor(turn / brokers.length) % broker.queues(topic).length }
  }

  get #up(): readonly Broker[] {
    return this.#brokers.filter(broker => broker.isUp)
  }
}

/** What brokers before 5.4.0 do to a message of a batch: the first one's properties overwrite its own. */
function corrupted(message: NewMessage, first: NewMessage): Partial<NewMessage> {
  return {
    messageId: first.messageId,
    tag: first.tag ?? message.tag,
    keys: first.keys.length > 0 ? first.keys : message.keys,
    properties: { ...message.properties, ...first.properties },
  }
}

/** An id of the server's own, of no message. */
function serverMessageId(): string {
  const random = Array.from({ length: 32 }, () => Math.floor(Math.random() * 16).toString(16))
  return random.join('').toUpperCase()
}
