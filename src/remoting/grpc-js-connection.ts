import type { Socket } from 'node:net'
import {
  Channel,
  type ChannelCredentials,
  type ChannelOptions,
  connectivityState,
  Metadata,
  type StatusObject,
  status,
} from '@grpc/grpc-js'
import type { FieldList } from '../http2/hpack.js'
import { SendProgress } from '../http2/session.js'
import type { Endpoints } from '../route/endpoints.js'
import { Deadline } from '../waiting/deadline.js'
import { LIBRARY } from '../wire/library.js'
import {
  type Call,
  type CallEnd,
  type CallLimits,
  type CallListener,
  Connection,
  type ConnectionEvents,
  formatTimeout,
  type HttpAnswer,
  KEEPALIVE_MS,
  KEEPALIVE_TIMEOUT_MS,
  MAX_RECEIVE_BYTES,
  NO_DEADLINE,
  type RequestHeaders,
  STREAM_WINDOW_BYTES,
} from './connection.js'
import { observeSockets } from './observed-credentials.js'
import { NOT_BEGUN } from './transport-error.js'

const OWN_LIMIT = String(MAX_RECEIVE_BYTES)

/** `WriteFlags.NoCompress` of gRPC: send this message as it is, even where the channel may compress. */
const NO_COMPRESS = 2

/**
 * One channel of grpc-js and the sockets it opens. grpc-js neither limits how long a connection attempt takes nor
 * closes a socket that was still connecting when the channel was closed; both are done here.
 */
export class GrpcJsConnection extends Connection implements ChannelCalls {
  /** Not known: grpc-js neither tells nor heeds what the server said. */
  readonly maxStreams = Number.POSITIVE_INFINITY
  /** For its calls. */
  readonly progress = new SendProgress()
  /** For its calls. */
  opened = 0
  readonly #channel: Channel
  readonly #sockets = new Map<Socket, Deadline>()
  readonly #connectTimeoutMs: number
  readonly #events: ConnectionEvents
  readonly #metadata = new MetadataCache()
  #closed = false
  #accepted = false
  #answered = false

  constructor(
    endpoints: Endpoints,
    settings: ChannelSettings & { readonly connectTimeoutMs: number },
    events: ConnectionEvents,
  ) {
    super(endpoints)
    this.#connectTimeoutMs = settings.connectTimeoutMs
    this.#events = events
    const credentials = observeSockets(settings.credentials, { onSocket: socket => this.#own(socket) })
    this.#channel = createChannel(endpoints, { ...settings, credentials })
  }

  open(
    path: string,
    headers: RequestHeaders,
    timeoutMs: number,
    listener: CallListener,
    limits: CallLimits = {},
  ): Call {
    if (this.#closed) throw this.replaced()
    return openCall(this.#channel, path, this.#metadata.of(headers), timeoutMs, listener, limits, this)
  }

  /** A channel that could not dial waits before it does so again, whoever needs it meanwhile; another dials at once. */
  protected get takesCalls(): boolean {
    return !this.#closed && this.#channel.getConnectivityState(false) !== connectivityState.TRANSIENT_FAILURE
  }

  protected get heard(): number {
    return this.bytesReceived
  }

  get acceptedOnly(): boolean {
    if (!this.#accepted || this.#answered || this.#closed) return false
    return this.#channel.getConnectivityState(false) !== connectivityState.READY
  }

  get bytesSent(): number {
    let bytes = 0
    for (const socket of this.#sockets.keys()) bytes += socket.bytesWritten
    return bytes
  }

  get bytesReceived(): number {
    let bytes = 0
    for (const socket of this.#sockets.keys()) bytes += socket.bytesRead
    return bytes
  }

  override noteAnswer(): void {
    super.noteAnswer()
    this.#answered = true
  }

  /** At once: a channel that does not work any more never says when its calls have ended. */
  retire(onClosed: () => void): void {
    this.close()
    onClosed()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#channel.close()
    for (const socket of [...this.#sockets.keys()]) {
      this.#countEnd(socket)
      socket.destroy()
    }
  }

  #own(socket: Socket): void {
    this.#accepted = true
    if (this.#closed) {
      socket.destroy()
      return
    }
    // Destroying a socket with an error would be fatal where nobody listens, as underneath TLS.
    socket.on('error', () => {})
    const watchdog = new Deadline(this.#connectTimeoutMs, () => {
      if (socket.bytesRead > 0) return
      socket.destroy(new Error(`${NOT_BEGUN} within ${this.#connectTimeoutMs} ms`))
    }).unref()
    this.#sockets.set(socket, watchdog)
    this.#events.onOpen()
    socket.once('close', () => this.#countEnd(socket))
  }

  /** Counts a socket's end, once: what a closed client counts must be whole as soon as it is closed. */
  #countEnd(socket: Socket): void {
    if (!this.#sockets.has(socket)) return
    this.#sockets.get(socket)?.clear()
    this.#sockets.delete(socket)
    this.#events.onClose(socket.bytesWritten, socket.bytesRead)
  }
}

/** Keeps what most calls' metadata have in common; grpc-js wants one of its own for each call. */
class MetadataCache {
  #constant: FieldList | undefined
  #signed: FieldList | undefined
  #base = new Metadata()

  of({ constant, signed, requestId }: RequestHeaders): Metadata {
    if (constant !== this.#constant || signed !== this.#signed) {
      this.#constant = constant
      this.#signed = signed
      this.#base = new Metadata()
      for (const [name, value] of constant) this.#base.set(name, value)
      for (const [name, value] of signed) this.#base.set(name, value)
    }
    const metadata = this.#base.clone()
    metadata.set('x-mq-request-id', requestId)
    return metadata
  }
}

/** What the calls on one channel know of each other: grpc-js tells nothing of what has left. */
interface ChannelCalls {
  /** How many calls were opened so far. */
  opened: number
  /** How far they have got: streams take turns, so one that is answered had those before it arrive, too. */
  readonly progress: SendProgress
}

/**
 * Opens a call on a channel. It stands on `Channel.createCall`, which the stubs of grpc-js stand on too, and saves
 * their layers of closures and streams. The deadline is told to the server, but kept here: that of grpc-js fails a
 * call whose answer is in the socket already.
 */
export function openCall(
  channel: Channel,
  path: string,
  metadata: Metadata,
  timeoutMs: number,
  listener: CallListener,
  limits: CallLimits,
  others: ChannelCalls,
): Call {
  const order = ++others.opened
  const call = channel.createCall(path, NO_DEADLINE, null, null, null)
  const timed = timeoutMs !== NO_DEADLINE
  if (timed) metadata.set('grpc-timeout', formatTimeout(limits.toldMs ?? timeoutMs))
  const clearDeadline = timed ? endWhenDue(call, order, timeoutMs, limits, others.progress) : undefined
  // Node.js holds an ended stream, and with it the call, until the next full collection.
  let told: CallListener | undefined = listener
  call.start(metadata, {
    onReceiveMetadata: () => others.progress.noteArrival(order),
    onReceiveMessage: (bytes: Buffer) => {
      told?.onMessage(bytes)
      call.startRead()
    },
    onReceiveStatus: end => {
      const last = told
      told = undefined
      clearDeadline?.()
      last?.onEnd(endOf(end))
    },
  })
  call.startRead()
  return {
    send: (payload, compress) => call.sendMessageWithContext(compress ? {} : { flags: NO_COMPRESS }, payload),
    endSending: () => call.halfClose(),
    cancel: () => call.cancelWithStatus(status.CANCELLED, 'cancelled by the client'),
  }
}

/**
 * Ends a call when its time is over. What left after it shares the way with it, since streams take turns.
 *
 * @param order how many calls had been opened with it
 * @returns ends the wait
 */
function endWhenDue(
  call: ReturnType<Channel['createCall']>,
  order: number,
  timeoutMs: number,
  { limitMs = Number.POSITIVE_INFINITY, link }: CallLimits,
  progress: SendProgress,
): () => void {
  const begun = performance.now()
  const onDue = () => {
    const due = begun + timeoutMs + (link?.transferMs(link.underWay) ?? 0)
    const latest = Math.min(Math.max(due, progress.dueAt(order, timeoutMs)), begun + limitMs)
    const left = latest - performance.now()
    if (left >= 1) deadline = new Deadline(left, onDue)
    else call.cancelWithStatus(status.DEADLINE_EXCEEDED, `no answer within ${timeoutMs} ms`)
  }
  let deadline = new Deadline(Math.min(timeoutMs, limitMs), onDue)
  return () => deadline.clear()
}

/** What grpc-js makes of some replies, such as one that is compressed in no way it was told of, lacks its parts. */
function endOf(end: Partial<StatusObject>): CallEnd {
  const { code = status.INTERNAL, details = 'the reply cannot be read' } = end
  return { code, details, http: httpAnswerIn(details), brokenOff: isOwnLimit(details) }
}

/** Whether grpc-js refused a reply that is larger than the channel takes. A server may mind a request in like words. */
function isOwnLimit(details: string): boolean {
  return details.startsWith('Received message') && details.includes(OWN_LIMIT)
}

/** grpc-js tells of an answer of HTTP that is not gRPC's in words alone. */
function httpAnswerIn(details: string): HttpAnswer | undefined {
  const [, code] = /^Received HTTP status code (\d+)/.exec(details) ?? []
  return code === undefined ? undefined : { status: Number(code) }
}

/**
 * The one place where channel options are made: grpc-js ignores misspelt ones silently.
 *
 * Reconnecting is quick (0.1 to 0.5 s) because a broker's restart is a normal event, and so is looking its name up
 * again, behind which it may have moved; environment proxies
 * are off because grpc-js would apply them even to loopback addresses.
 */
function channelOptions(serverName: string | undefined, authority: string): ChannelOptions {
  return {
    'grpc.use_local_subchannel_pool': 1,
    'grpc.primary_user_agent': LIBRARY,
    'grpc.max_send_message_length': -1,
    'grpc.max_receive_message_length': MAX_RECEIVE_BYTES,
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 500,
    'grpc.dns_min_time_between_resolutions_ms': 1_000,
    'grpc.keepalive_time_ms': KEEPALIVE_MS,
    'grpc.keepalive_timeout_ms': KEEPALIVE_TIMEOUT_MS,
    'grpc.enable_retries': 0,
    'grpc.enable_http_proxy': 0,
    'grpc.enable_channelz': 0,
    'grpc.service_config_disable_resolution': 1,
    'grpc-node.flow_control_window': STREAM_WINDOW_BYTES,
    'grpc.default_authority': authority,
    ...(serverName === undefined ? {} : { 'grpc.ssl_target_name_override': serverName }),
  }
}

/** What a channel is made with. */
interface ChannelSettings {
  credentials: ChannelCredentials
  /** Name expected in the server's certificate; only with TLS. */
  serverName?: string | undefined
  /** Let single calls compress their request with gzip. */
  gzip: boolean
}

/** Makes a channel of its own socket to `endpoints`. Nothing is dialled until the first call. */
export function createChannel(endpoints: Endpoints, settings: ChannelSettings): Channel {
  const options = channelOptions(settings.serverName, endpoints.authority)
  if (settings.gzip) options['grpc.default_compression_algorithm'] = 2
  return new Channel(endpoints.target, settings.credentials, options)
}
