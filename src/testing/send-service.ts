import type { RocketMQError, ServerErrorCode } from '../errors.js'
import { consistentHash, javaHash } from '../route/consistent-hash.js'
import type { Broker } from './broker.js'
import type { Cluster } from './cluster.js'
import { ok, refusal, toMs, topicNotFound, v2 } from './protocol.js'
import { type TopicConfig, type TopicType, validateTopicName } from './resources.js'
import { type ServerSettings, traitsOf } from './server-settings.js'
import { fromWire, type NewMessage, typeOf } from './stored-message.js'
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

  /** Takes a DELAY message back. */
  recall(request: v2.IRecallMessageRequest): v2.IRecallMessageResponse {
    const topic = this.#cluster.topic(validateTopicName(request.topic?.name))
    if (topic?.type !== 'DELAY' && topic?.type !== 'MIXED') {
      const message = `the topic ${request.topic?.name} does not take DELAY messages`
      throw refusal('MESSAGE_PROPERTY_CONFLICT_WITH_TYPE', message)
    }
    const handle = request.recallHandle ?? ''
    const words = Buffer.from(handle, 'base64url').toString().split(' ')
    const broker = this.#brokers.find(({ name }) => name === words[2]) ?? this.#brokers[0]
    return { status: ok, messageId: broker?.delays.recall(handle) ?? '' }
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

const MAX_STORED_PROPERTY_BYTES = 32767
const MAX_RECOVERY_MS = 3_600_000
/** What one stored message takes besides body and properties. */
const RECORD_BYTES = 22
/** About what the properties take that the server adds by itself. */
const SERVER_PROPERTY_BYTES = 150

const RESERVED = new Set(
  (
    'KEYS TAGS WAIT DELAY RETRY_TOPIC REAL_TOPIC REAL_QID TRAN_MSG PGROUP MIN_OFFSET MAX_OFFSET BUYER_ID ' +
    'ORIGIN_MESSAGE_ID TRANSFER_FLAG CORRECTION_FLAG MQ2_FLAG RECONSUME_TIME MSG_REGION TRACE_ON UNIQ_KEY ' +
    'EXTEND_UNIQ_INFO MAX_RECONSUME_TIMES CONSUME_START_TIME INNER_MULTI_QUEUE_OFFSET DUP_INFO 1ST_POP_TIME ' +
    'POP_CK POP_CK_OFFSET TRAN_PREPARED_QUEUE_OFFSET CLUSTER INSTANCE_ID ' +
    'CORRELATION_ID REPLY_TO_CLIENT TTL ARRIVE_TIME PUSH_REPLY_TIME MSG_TYPE TIMER_DELAY_SEC ' +
    'TIMER_DELIVER_MS TIMER_OUT_MS TIMER_ENQUEUE_MS TIMER_DEQUEUE_MS TIMER_ROLL_TIMES ' +
    'TIMER_DEL_UNIQKEY TIMER_DELAY_LEVEL TIMER_DELAY_MS __BORNHOST BORN_TIMESTAMP ' +
    'DLQ_ORIGIN_TOPIC DLQ_ORIGIN_MESSAGE_ID __CRC32# _SYS_MSG_PRIORITY_ __LITE_TOPIC'
  ).split(' '),
)

/** Refuses a message as the proxy does, whatever its topic. */
function validateMessage(message: v2.IMessage, now: number, settings: ServerSettings): void {
  const system = message.systemProperties ?? {}
  validateBody(message.body ?? new Uint8Array(), settings)
  let bytes = validateProperties(message.userProperties ?? {}, settings)
  bytes += validateTag(system.tag)
  bytes += validateKeys(system.keys ?? [])
  if ((system.messageId ?? '').trim() === '')
    throw refusal('ILLEGAL_MESSAGE_ID', 'message id cannot be empty')
  validateTimes(system, now, settings)
  validateGroup(system.messageGroup, settings)
  if ((system.priority ?? 0) < 0)
    throw refusal('INTERNAL_SERVER_ERROR', 'The priority must be greater than or equal to 0')
  if (system.liteTopic) validateLiteTopic(system.liteTopic, settings)
  if (bytes > settings.maxPropertyBytes) {
    throw refusal(
      'MESSAGE_PROPERTIES_TOO_LARGE',
      `the total size of user property is too large, max is ${settings.maxPropertyBytes}`,
    )
  }
}

export function validateLiteTopic(name: string, { maxLiteTopicBytes }: ServerSettings): void {
  if (Buffer.byteLength(name) > maxLiteTopicBytes) {
    throw refusal('ILLEGAL_LITE_TOPIC', `lite topic exceed the max size ${maxLiteTopicBytes}`)
  }
  if (/^[a-zA-Z0-9_-]+$/.test(name)) return
  const message = 'lite topic can only contain alphanumeric characters, hyphens(-), and underscores(_)'
  throw refusal('ILLEGAL_LITE_TOPIC', message)
}

/** Refuses a message that its topic does not take; an unknown topic takes none. */
function validateType(type: v2.MessageType, topic: TopicConfig | undefined): void {
  const actual = v2.MessageType[type]
  const expected = topic?.type ?? 'UNSPECIFIED'
  if (expected === actual || expected === 'MIXED') return
  throw refusal(
    'MESSAGE_PROPERTY_CONFLICT_WITH_TYPE',
    `org.apache.rocketmq.proxy.common.ProxyException: TopicMessageType validate failed, the expected type is ${expected}, but actual type is ${actual}`,
  )
}

/** Refuses a request whose messages are not of one topic. Returns the topic. */
function validateTopics(messages: readonly v2.IMessage[]): string {
  const first = messages[0]?.topic
  if (messages.length === 0) throw refusal('MESSAGE_CORRUPTED', 'no message to send')
  const topic = validateTopicName(first?.name)
  for (const { topic: other } of messages) {
    if (other?.name === topic && (other.resourceNamespace ?? '') === (first?.resourceNamespace ?? ''))
      continue
    throw refusal('MESSAGE_CORRUPTED', 'topic in message is not same')
  }
  return topic
}

/** Refuses a batch that the store cannot write as one. */
function validateBatchSize(messages: readonly v2.IMessage[], settings: ServerSettings): void {
  let bytes = 0
  for (const message of messages) {
    bytes += RECORD_BYTES + SERVER_PROPERTY_BYTES + (message.body?.length ?? 0) + propertyBytes(message)
  }
  if (bytes > settings.maxBodyBytes) throw refusal('INTERNAL_SERVER_ERROR', 'message body size exceeded')
}

/** Refuses properties that do not fit into a stored record. */
function validateStoredProperties(message: v2.IMessage): void {
  if (propertyBytes(message) + SERVER_PROPERTY_BYTES <= MAX_STORED_PROPERTY_BYTES) return
  throw refusal('INTERNAL_SERVER_ERROR', 'the message properties are too long')
}

function propertyBytes(message: v2.IMessage): number {
  let bytes = 0
  for (const [key, value] of Object.entries(message.userProperties ?? {})) {
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value) + 2
  }
  return bytes
}

function validateBody(body: Uint8Array, { maxBodyBytes }: ServerSettings): void {
  if (body.length === 0) throw refusal('MESSAGE_BODY_EMPTY', 'message body cannot be empty')
  if (body.length > maxBodyBytes) {
    throw refusal('MESSAGE_BODY_TOO_LARGE', `message body cannot exceed the max ${maxBodyBytes}`)
  }
}

function validateProperties(properties: Record<string, string>, { maxProperties }: ServerSettings): number {
  const entries = Object.entries(properties)
  if (entries.length > maxProperties) {
    throw refusal('MESSAGE_PROPERTIES_TOO_LARGE', `too many user properties, max is ${maxProperties}`)
  }
  let bytes = 0
  for (const [key, value] of entries) {
    if (RESERVED.has(key)) {
      throw refusal('ILLEGAL_MESSAGE_PROPERTY_KEY', `property is used by system: ${key}`)
    }
    for (const [what, text] of Object.entries({ key, value })) {
      if (!hasControlCharacter(text)) continue
      throw refusal(
        'ILLEGAL_MESSAGE_PROPERTY_KEY',
        `the ${what} of property cannot contain control character`,
      )
    }
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value)
  }
  return bytes
}

function validateTag(tag: string | null | undefined): number {
  if (tag == null || tag === '') return 0
  if (tag.includes('|')) throw refusal('ILLEGAL_MESSAGE_TAG', "tag cannot contain '|'")
  validateText('tag', tag, 'ILLEGAL_MESSAGE_TAG')
  return Buffer.byteLength(tag)
}

function validateKeys(keys: readonly string[]): number {
  let bytes = 0
  for (const key of keys) {
    if (key !== '') validateText('key', key, 'ILLEGAL_MESSAGE_KEY')
    bytes += Buffer.byteLength(key)
  }
  return bytes
}

function validateTimes(system: v2.ISystemProperties, now: number, { maxDelayMs }: ServerSettings): void {
  const delivery = toMs(system.deliveryTimestamp)
  if (delivery !== undefined && delivery - now > maxDelayMs) {
    throw refusal('ILLEGAL_DELIVERY_TIME', `the max delay time of message is too large, max is ${maxDelayMs}`)
  }
  const isHalf = system.messageType === v2.MessageType.TRANSACTION
  if (isHalf && (toMs(system.orphanedTransactionRecoveryDuration) ?? 0) > MAX_RECOVERY_MS) {
    throw refusal(
      'BAD_REQUEST',
      `the max transaction recovery time of message is too large, max is ${MAX_RECOVERY_MS / 1000}`,
    )
  }
}

function validateGroup(group: string | null | undefined, { maxMessageGroupBytes }: ServerSettings): void {
  if (group == null || group === '') return
  if (Buffer.byteLength(group) >= maxMessageGroupBytes) {
    throw refusal('ILLEGAL_MESSAGE_GROUP', `message group exceed the max size ${maxMessageGroupBytes}`)
  }
  validateText('message group', group, 'ILLEGAL_MESSAGE_GROUP')
}

function validateText(what: string, text: string, code: ServerErrorCode): void {
  if (text.trim() === '') throw refusal(code, `${what} cannot be the char sequence of whitespace`)
  if (hasControlCharacter(text)) throw refusal(code, `${what} cannot contain control character`)
}

function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text)
}
