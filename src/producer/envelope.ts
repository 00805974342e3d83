import { randomBytes } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import process from 'node:process'
import { threadId } from 'node:worker_threads'
import type { RocketMQError } from '../errors.js'
import type { Message, MessageType } from '../message/message.js'
import { hasRoomForProperties, holdsProperties, ownKeys, ownTime } from '../message/message-validation.js'
import { BufferPool } from '../pool/buffer-pool.js'
import type { LeakDetection } from '../pool/leak-detector.js'
import { ObjectPool, Unpooled } from '../pool/object-pool.js'
import type { PoolStats } from '../stats/stats.js'
import type { SendTrace, TracedClient, Tracing } from '../stats/tracing.js'
import type { BodyEncoding, OutgoingMessage } from '../wire/send-codec.js'

/** Properties that may travel beside the user's: `traceparent`, `tracestate` and the mark of a snappy body. */
const OWN_PROPERTIES = 3

/** More than the names of these and their values take, but for the `tracestate`. */
const OWN_BYTES = 128

/** What a property may hold; anything else would make the server refuse the message. */
const PRINTABLE = /^[\x20-\x7e]{1,512}$/

/** Envelopes kept for reuse. */
const MAX_IDLE_ENVELOPES = 65_536

/**
 * One message on its way, from the call of `send()` to the end of its promise: what the application gave, as it was
 * then, and what became of it. Recycled from a pool.
 */
export class Envelope implements OutgoingMessage {
  /** Messages of one key travel together. */
  key = ''
  topic = ''
  body: string | Uint8Array = ''
  bodyBytes = 0
  bodyEncoding: BodyEncoding = 'IDENTITY'
  /** Whether the body has been through compression, smaller by it or not. */
  packed = false
  messageId = ''
  messageType: MessageType = 'NORMAL'
  bornAt = 0
  tag: string | undefined = undefined
  keys: readonly string[] | undefined = undefined
  properties: Readonly<Record<string, string>> | undefined = undefined
  markKey: string | undefined = undefined
  markValue: string | undefined = undefined
  messageGroup: string | undefined = undefined
  deliverAt: number | undefined = undefined
  priority: number | undefined = undefined
  liteTopic: string | undefined = undefined
  traceparent: string | undefined = undefined
  tracestate: string | undefined = undefined
  /** Takes the message back. */
  signal: AbortSignal | undefined = undefined
  /** The tracer's part in this send, if there is a tracer. */
  trace: SendTrace | undefined = undefined
  /** When `send()` was called, on the clock of `performance.now()`. */
  sentAt = 0
  /** When the message is given up, on the same clock. */
  deadline = 0
  /** When the broker answered, on the same clock. */
  storedAt = 0
  /** Where it was stored, or failed last, as `host:port`. */
  endpoint: string | undefined = undefined
  /** Why the latest attempt failed. */
  failure: RocketMQError | undefined = undefined
  /** How often it was sent, in vain so far. */
  attempts = 0
  /** Why it is not sent again, once that is certain. */
  verdict: RocketMQError | undefined = undefined
  /** How often in a row it was refused, alone and without a code of RocketMQ's own. */
  refusals = 0

  /**
   * Takes over what the application gave, so that the message may be changed or used for another from now on; only
   * the bytes of a body are not copied. Each field is read once, because it may be a getter; what is wrong is taken
   * over as it is, to be refused.
   */
  fill(message: Message): void {
    const { keys, properties, deliveryTimestamp } = message
    this.topic = message.topic
    this.body = message.body
    this.tag = message.tag
    this.keys = ownKeys(keys)
    this.properties = holdsProperties(properties) ? { ...properties } : properties
    this.messageGroup = message.messageGroup
    this.deliverAt = ownTime(deliveryTimestamp)
    this.priority = message.priority
    this.liteTopic = message.liteTopic
  }

  /**
   * Gives it an id and its times.
   *
   * @param sentAt when `send()` was called, on the clock of `performance.now()`
   */
  stamp(sentAt: number, deliveryTimeoutMs: number): void {
    this.bornAt = Date.now()
    this.messageId = ids.next(this.bornAt)
    this.sentAt = sentAt
    this.deadline = sentAt + deliveryTimeoutMs
  }

  /** Begins its trace, and packs the context of it where there is room and none of the user's own. */
  startTrace(tracing: Tracing, client: TracedClient): void {
    this.trace = tracing.startSend(client, this)
    const { traceparent, tracestate = '' } = this.trace
    if (traceparent === undefined || !PRINTABLE.test(traceparent)) return
    if (this.properties?.traceparent !== undefined) return
    if (!hasRoomForProperties(this, OWN_PROPERTIES, OWN_BYTES + tracestate.length)) return
    this.traceparent = traceparent
    if (PRINTABLE.test(tracestate) && this.properties?.tracestate === undefined) this.tracestate = tracestate
  }

  /** The name that {@link Message} has for it. */
  get deliveryTimestamp(): number | undefined {
    return this.deliverAt
  }

  /** What an error says of it that is taken back. */
  get what(): string {
    return `the send to topic ${this.topic}`
  }

  /** Whether what is on the wire is not taken back: only who has its receipt can end a transaction. */
  get awaitsRun(): boolean {
    return this.messageType === 'TRANSACTION'
  }

  /** Messages of one topic with the same order are stored in the order they were sent. */
  get order(): string | undefined {
    return this.messageGroup ?? this.liteTopic
  }

  /** Whether its body is to be compressed from so many bytes on, and has not been through it. */
  isToPack(thresholdBytes: number): boolean {
    return !this.packed && this.bodyBytes >= thresholdBytes
  }

  /** Lets go of everything the application gave, so that the pool keeps nothing of it alive. */
  reset(): void {
    this.topic = ''
    this.body = ''
    this.bodyEncoding = 'IDENTITY'
    this.packed = false
    this.tag = undefined
    this.keys = undefined
    this.properties = undefined
    this.markKey = undefined
    this.markValue = undefined
    this.messageGroup = undefined
    this.deliverAt = undefined
    this.priority = undefined
    this.liteTopic = undefined
    this.traceparent = undefined
    this.tracestate = undefined
    this.signal = undefined
    this.trace = undefined
    this.endpoint = undefined
    this.failure = undefined
    this.attempts = 0
    this.verdict = undefined
    this.refusals = 0
  }
}

/** Message ids count seconds from here, in epoch milliseconds. */
const EPOCH_MS = Date.UTC(2021, 0, 1)

/** The hex digits of every byte. */
const BYTES = Array.from({ length: 256 }, (_, byte) => digits(byte, 2))

/** Set on the process once a generator has its MAC address; other copies of this library see it too. */
const kTaken = Symbol.for('rocketmq-jet.mac-address-taken')

/**
 * Makes ids in RocketMQ's own form: version 01, MAC address, process id, seconds, sequence. Generators of
 * worker threads, and all but the first of a process, replace the MAC address by random bytes, because they
 * share address and process id with the first. The sequence begins anywhere: containers on one host may share
 * address and process id too.
 */
export class MessageIdGenerator {
  /** Made with the first id, not before: nothing is asked of the machine at import. */
  #prefix: string | undefined
  /** An id but for its last byte; the same for up to 256 of them. */
  #stem = ''
  #second = -1
  #sequence = randomBytes(4).readUInt32BE()

  /** The next id: never the same twice, whatever the clock does. @param now in epoch milliseconds */
  next(now = Date.now()): string {
    const second = Math.floor((now - EPOCH_MS) / 1000)
    const sequence = this.#sequence
    this.#sequence = (sequence + 1) >>> 0
    const byte = sequence & 0xff
    if (byte === 0 || second > this.#second) {
      this.#second = Math.max(second, this.#second)
      this.#prefix ??= prefixOfNext()
      this.#stem = this.#prefix + digits(this.#second >>> 0, 8) + digits(sequence >>> 8, 6)
    }
    return this.#stem + BYTES[byte]
  }
}

function digits(value: number, length: number): string {
  return value.toString(16).toUpperCase().padStart(length, '0')
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase()
}

/** The prefix of the next generator: the first one of a process gets its MAC address. */
function prefixOfNext(): string {
  const shared = globalThis as { [kTaken]?: boolean }
  const first = threadId === 0 && shared[kTaken] === undefined
  shared[kTaken] = true
  const mac = (first ? macAddress() : undefined) ?? randomBytes(6)
  return `01${hex(mac)}${digits(process.pid & 0xffff, 4)}`
}

/** None where there is none, or where the process may not ask, as in some sandboxes. */
function macAddress(): Uint8Array | undefined {
  try {
    const all = Object.values(networkInterfaces()).flatMap(addresses => addresses ?? [])
    const mac = all.find(each => !each.internal && each.mac !== '00:00:00:00:00:00')?.mac
    return mac === undefined ? undefined : Buffer.from(mac.replaceAll(':', ''), 'hex')
  } catch {
    return undefined
  }
}

const ids = new MessageIdGenerator()

/** What a producer recycles: the envelope of each message and the buffer of each request. */
export class SendPools {
  readonly envelopes: ObjectPool<Envelope> | Unpooled<Envelope>
  readonly buffers: BufferPool | Unpooled<Buffer, [size: number]>

  constructor(options: { pooling: boolean; leakDetection: LeakDetection }) {
    const { pooling, leakDetection } = options
    const create = () => new Envelope()
    this.envelopes = pooling
      ? new ObjectPool<Envelope>({
          name: 'envelopes',
          create,
          reset: envelope => envelope.reset(),
          maxSize: MAX_IDLE_ENVELOPES,
          leakDetection,
        })
      : new Unpooled('envelopes', create)
    this.buffers = pooling
      ? new BufferPool({ name: 'encode buffers', leakDetection })
      : new Unpooled('encode buffers', (size: number) => Buffer.allocUnsafeSlow(size))
  }

  /** Lets go of all that is idle; what is still out may be given back. */
  close(): void {
    for (const pool of [this.envelopes, this.buffers]) if (!(pool instanceof Unpooled)) pool.close()
  }

  stats(): PoolStats[] {
    return [this.envelopes.stats(), this.buffers.stats()]
  }
}
