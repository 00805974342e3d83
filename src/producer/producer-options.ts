import { getHeapStatistics } from 'node:v8'
import {
  CLIENT_OPTION_NAMES,
  type ClientOptions,
  parseClientOptions,
  parseNameServer,
} from '../client/configuration.js'
import { validateTopicName } from '../message/message-validation.js'
import type { MessageView } from '../message/message-view.js'
import { type OptionCheck, readOptions } from '../options/option-check.js'
import type { LeakDetection } from '../pool/leak-detector.js'
import { LONGEST_TIMER_MS } from '../waiting/pause.js'

/** How concurrent sends become batches. */
export interface BatchOptions {
  /**
   * `auto` coalesces only where it is proven that the brokers keep batched messages whole (5.4.0 or later): in LOCAL
   * mode the server proves it by itself, in CLUSTER mode the brokers do, if `nameServer` tells where they are. `on`
   * coalesces always: set it only if all brokers are known to be 5.4.0 or later; `off` never. Older brokers overwrite
   * ids, tags, keys and properties of batched messages with the first one's. Default `auto`.
   */
  mode: 'auto' | 'on' | 'off'
  /**
   * The name server to ask, for `mode: 'auto'`, which brokers are behind a proxy in CLUSTER mode: `host:port`, several
   * joined by `;` or `,`. It is asked for the brokers of each topic, and each broker for its version, with the client's
   * `credentials`: when the first message is sent, when a route changes, and once a minute. Messages share requests as
   * long as all brokers are 5.4.0 or later; the logger is told when that ends. Name server and brokers must be reachable
   * from here. They are asked in plaintext. Those that accept TLS only are asked in TLS if the option `tls` is given;
   * with `https://` before the first address all are asked in TLS only. Default: the client's `nameServer`; without
   * either, nobody is asked.
   */
  nameServer?: string | undefined
  /** Most messages in one request. Default 1,024. */
  batchSize: number
  /** Most bytes in one request, a single larger message aside. Default 1 MiB; the broker takes 4 MiB at most. */
  maxBytes: number
  /**
   * 0 is adaptive: a message is sent at once, and messages that arrive while `maxInFlight` requests are under way
   * share the next request. Above 0, the first message of a batch waits this many milliseconds for others. Default 0.
   */
  flushIntervalMs: number
  /** Requests of batches under way at once, per topic. More do not help: the cost is per request. Default 4. */
  maxInFlight: number
  /**
   * Most messages that wait to leave, of all kinds together. Each costs some 1.2 KB of heap beside its body. Default
   * 65,536, fewer where an eighth of V8's heap limit holds fewer.
   */
  bufferSize: number
  /** Most encoded bytes that wait to leave, of all together. Default 64 MiB, at most a quarter of V8's heap limit. */
  bufferBytes: number
  /**
   * What `send()` does when the buffer is full: wait for room, in the order of the calls, or reject with code
   * FULL. With `wait` memory is bounded only if the application awaits its sends. Default `wait`.
   */
  onFull: 'wait' | 'reject'
}

/** Compression of each message's body, end to end. */
export interface CompressionOptions {
  /** `gzip` is the protocol's; `snappy` can be read by this library only. Default `none`. */
  codec: 'none' | 'gzip' | 'snappy'
  /** Bodies below this many bytes are left alone. Default 4,096. */
  thresholdBytes: number
}

/**
 * Limits that a server may be configured for and does not tell its clients. One bad message fails a whole request, so
 * messages that may share one are checked here; the others are checked by the server.
 */
export interface MessageLimits {
  /** Most properties of a message (the server's `userPropertyMaxNum`). Default 128. */
  maxProperties: number
  /** Most bytes of properties, tag and keys of a message (the server's `maxUserPropertySize`). Default 16 KiB. */
  maxPropertyBytes: number
}

/** Options of one send. */
export interface SendOptions {
  /**
   * Takes the message back while it still waits to leave. Once it is on the wire only the promise rejects;
   * the message may be stored all the same.
   */
  signal?: AbortSignal | undefined
}

export const SEND_OPTION_NAMES = ['signal']

/** What a checker may say of a transaction that was never ended. */
export type TransactionVerdict = 'COMMIT' | 'ROLLBACK' | 'UNKNOWN'

/** Options of a {@link Producer}. */
export interface ProducerOptions extends ClientOptions {
  /** Topics to get ready for while starting. Others are declared by their first message. Default: none. */
  topics?: readonly string[] | undefined
  /** How concurrent sends become batches. */
  batch?: Partial<BatchOptions> | undefined
  /** Limits that the server is configured for, where they are not the usual ones. */
  limits?: Partial<MessageLimits> | undefined
  /** gRPC's own compression of large requests; undone by the proxy before it stores. Default `none`. */
  wireCompression?: 'none' | 'gzip' | undefined
  /** Compression of bodies, end to end. */
  compression?: Partial<CompressionOptions> | undefined
  /**
   * How long a message is tried, from the call of `send()`, before its promise rejects with TIMEOUT, in
   * milliseconds. It may still have been stored then, if a reply was lost. Default 30,000.
   */
  deliveryTimeoutMs?: number | undefined
  /**
   * How often a message may be sent, from 1. When the last attempt fails, its promise rejects with the reason. 1 means
   * at most once: a message whose reply was lost is not sent again, so it may be missing, but is never stored twice.
   * Waiting for a route does not count as an attempt. Nor does a request that the server refused for good with a code of
   * its own, since nothing of it was stored: a batch that fails because of one bad message is sent again in parts.
   * Default: no bound but `deliveryTimeoutMs`.
   */
  maxAttempts?: number | undefined
  /**
   * What to do with messages of a `messageGroup` or a `liteTopic` when the route does not name their broker any more,
   * for example because it died. `wait` keeps their order: they wait until it is named again, at most
   * `deliveryTimeoutMs` each, and other groups stay where they are. A proxy in CLUSTER mode spreads groups over the
   * queues it knows; there the groups wait that it would move. After ten minutes the broker is given up: its groups move
   * to others, and the logger is told. `move` spreads all groups at once over the brokers that are left, as the official
   * clients do. Messages of a moved group that are on the lost broker are delivered when it is back, so after messages
   * that were sent later. If an operator takes a broker's write permission away before it stops, its groups move in both
   * cases. Default `wait`.
   */
  fifoOnBrokerLoss?: 'wait' | 'move' | undefined
  /**
   * Decides what becomes of a transaction whose producer died or forgot it. Called for topics that this producer
   * declared or sent to. After `UNKNOWN`, after a failure, or after any other value the server asks again, up to 15
   * times. Up to 20 calls run at once, each in an asynchronous context of its own, which begins empty. A call that does
   * not settle within 25 s counts as failed, because the server accepts no answer after that.
   */
  transactionChecker?:
    | ((message: MessageView) => TransactionVerdict | Promise<TransactionVerdict>)
    | undefined
  /**
   * Whether envelopes and encode buffers are recycled. `false` makes new ones for every message: for measuring
   * what the pools give, and for looking into them with a heap profiler. Default `true`.
   */
  pooling?: boolean | undefined
  /**
   * Whether to report envelopes and buffers that were not given back to their pools; costs a few microseconds a
   * message. Only with `pooling`. Default `false`.
   */
  leakDetection?: LeakDetection | undefined
}

/** {@link ProducerOptions}, checked and complete. */
export type ProducerConfiguration = Readonly<ReturnType<typeof parseProducer>>

export const PRODUCER_OPTION_NAMES = [
  ...CLIENT_OPTION_NAMES,
  ...(
    'topics batch limits wireCompression compression deliveryTimeoutMs maxAttempts fifoOnBrokerLoss ' +
    'transactionChecker pooling leakDetection'
  ).split(' '),
]

/** What one waiting send takes of the heap beside its body, as measured, rounded up. */
const WAITING_SEND_BYTES = 1_200
const MIB = 1024 * 1024

const defaultBatch: BatchOptions = {
  mode: 'auto',
  nameServer: undefined,
  batchSize: 1_024,
  maxBytes: MIB,
  flushIntervalMs: 0,
  maxInFlight: 4,
  ...bufferDefaults(getHeapStatistics().heap_size_limit),
  onFull: 'wait',
}

/** @throws RocketMQError CONFIGURATION naming everything that is wrong */
export function parseProducerOptions(given: ProducerOptions): ProducerConfiguration {
  return readOptions('Producer', given, PRODUCER_OPTION_NAMES, parseProducer)
}

function parseProducer(options: Partial<ProducerOptions>, check: OptionCheck) {
  const client = parseClientOptions(options, check)
  const topics = Array.isArray(options.topics) ? (options.topics as readonly string[]) : []
  if ((options.topics ?? topics) !== topics) check.complain('topics must be an array of names')
  for (const topic of topics) check.attempt(() => validateTopicName(topic))
  return {
    client,
    topics: [...new Set(topics)],
    batch: parseBatch(options.batch, client.nameServer, check),
    limits: parseLimits(options.limits, check),
    wireCompression: check.oneOf('wireCompression', options.wireCompression, ['none', 'gzip'], 'none'),
    compression: parseCompression(options.compression, check),
    deliveryTimeoutMs: check.number('deliveryTimeoutMs', options.deliveryTimeoutMs, 30_000, {
      min: 1,
      max: LONGEST_TIMER_MS,
    }),
    maxAttempts: check.number('maxAttempts', options.maxAttempts, Number.POSITIVE_INFINITY, { min: 1 }),
    fifoOnBrokerLoss: check.oneOf('fifoOnBrokerLoss', options.fifoOnBrokerLoss, ['wait', 'move'], 'wait'),
    transactionChecker: check.callable('transactionChecker', options.transactionChecker, false),
    pooling: check.boolean('pooling', options.pooling, true),
    leakDetection: options.leakDetection ?? false,
  }
}

function parseBatch(
  given: ProducerOptions['batch'],
  nameServer: string | undefined,
  check: OptionCheck,
): BatchOptions {
  const options = check.options('batch', given, Object.keys(defaultBatch))
  const number = (
    name: 'batchSize' | 'maxBytes' | 'flushIntervalMs' | 'maxInFlight' | 'bufferSize' | 'bufferBytes',
    min: number,
    max: number,
  ) => check.number(`batch.${name}`, options[name], defaultBatch[name], { min, max })
  return {
    mode: check.oneOf('batch.mode', options.mode, ['auto', 'on', 'off'], defaultBatch.mode),
    batchSize: number('batchSize', 1, 100_000),
    nameServer: parseNameServer('batch.nameServer', options.nameServer, check) ?? nameServer,
    // The broker refuses batches above 4 MiB, and adds some 150 bytes of its own to each message.
    maxBytes: number('maxBytes', 1_024, 3 * MIB),
    flushIntervalMs: number('flushIntervalMs', 0, 60_000),
    maxInFlight: number('maxInFlight', 1, 1_000),
    bufferSize: number('bufferSize', 1, 10_000_000),
    bufferBytes: number('bufferBytes', 1_024, Number.MAX_SAFE_INTEGER),
    onFull: check.oneOf('batch.onFull', options.onFull, ['wait', 'reject'], defaultBatch.onFull),
  }
}

function parseLimits(given: ProducerOptions['limits'], check: OptionCheck): MessageLimits {
  const options = check.options('limits', given, ['maxProperties', 'maxPropertyBytes'])
  const { maxProperties, maxPropertyBytes } = options
  return {
    maxProperties: check.number('limits.maxProperties', maxProperties, 128, { min: 0 }),
    maxPropertyBytes: check.number('limits.maxPropertyBytes', maxPropertyBytes, 16_384, { min: 0 }),
  }
}

function parseCompression(given: ProducerOptions['compression'], check: OptionCheck): CompressionOptions {
  const options = check.options('compression', given, ['codec', 'thresholdBytes'])
  return {
    codec: check.oneOf('compression.codec', options.codec, ['none', 'gzip', 'snappy'], 'none'),
    thresholdBytes: check.number('compression.thresholdBytes', options.thresholdBytes, 4_096, { min: 0 }),
  }
}

/** What may wait where V8 gives up at `heapLimit` bytes: a broker that is down must not end a small process. */
export function bufferDefaults(heapLimit: number): Pick<BatchOptions, 'bufferSize' | 'bufferBytes'> {
  const sends = Math.floor(heapLimit / 8 / WAITING_SEND_BYTES)
  return { bufferSize: Math.min(65_536, sends), bufferBytes: Math.min(64 * MIB, Math.floor(heapLimit / 4)) }
}
