import { type AccessControl, needsOfSettings } from './access-control.js'
import { type Clock, SystemClock } from './clock.js'
import type { Cluster } from './cluster.js'
import { type Fault, failBefore, GARBAGE } from './faults.js'
import { type CallContext, contextOf, type GrpcCall, GrpcStatus } from './grpc-call.js'
import { fromMs, ok, refusal, statusOf, v2 } from './protocol.js'
import { retryPolicy, validateGroupName, validateTopicName } from './resources.js'

const { ClientType } = v2

const LANGUAGES = new Set('JAVA CPP DOTNET PYTHON DELPHI ERLANG RUBY OTHER HTTP GO PHP OMS RUST'.split(' '))

/** Agrees with clients upon their settings, and notes who is there. */
export class TelemetryService {
  readonly #cluster: Cluster
  readonly #clients: ClientRegistry

  constructor(cluster: Cluster, clients: ClientRegistry) {
    this.#cluster = cluster
    this.#clients = clients
  }

  /** Answers one command of a client; `undefined` if it wants no answer. A refusal ends the stream. */
  answer(command: v2.ITelemetryCommand, context: CallContext): v2.ITelemetryCommand | undefined {
    const { settings } = command
    if (settings == null) return undefined
    this.#checkLanguage(context)
    if (settings.publishing != null) return this.#register(context, this.#producer(settings))
    if (settings.subscription != null)
      return this.#register(context, this.#consumer(settings, settings.subscription))
    throw refusal('UNRECOGNIZED_CLIENT_TYPE', 'there is no publishing or subscription data in settings')
  }

  /** Keeps a client alive. */
  heartbeat(request: v2.IHeartbeatRequest, context: CallContext): v2.IHeartbeatResponse {
    const client = this.#clients.get(context.clientId)
    if (client === undefined) {
      throw refusal('UNRECOGNIZED_CLIENT_TYPE', 'cannot find client settings for this client')
    }
    this.#checkLanguage(context)
    if (isConsumer(client.settings.clientType)) this.#cluster.group(validateGroupName(request.group?.name))
    this.#clients.touch(client)
    return { status: ok }
  }

  /** Lets a client go. */
  terminate(
    request: v2.INotifyClientTerminationRequest,
    context: CallContext,
  ): v2.INotifyClientTerminationResponse {
    const client = this.#clients.get(context.clientId)
    if (client === undefined) {
      throw refusal('UNRECOGNIZED_CLIENT_TYPE', 'cannot find client settings for this client')
    }
    // Gone even if what follows is refused.
    this.#clients.remove(context.clientId)
    if (isConsumer(client.settings.clientType)) validateGroupName(request.group?.name)
    return { status: ok }
  }

  #register(context: CallContext, settings: v2.ISettings): v2.ITelemetryCommand {
    this.#clients.register(context.clientId, settings, context.call)
    return { status: ok, settings }
  }

  #producer(settings: v2.ISettings): v2.ISettings {
    for (const { name } of settings.publishing?.topics ?? []) validateTopicName(name)
    const { maxBodyBytes, validateMessageType } = this.#cluster.settings
    const exponentialBackoff = { initial: fromMs(10), max: fromMs(1000), multiplier: 2 }
    return {
      ...settings,
      backoffPolicy: { maxAttempts: 3, exponentialBackoff },
      publishing: { ...settings.publishing, maxBodySize: maxBodyBytes, validateMessageType },
      metric: { on: false },
    }
  }

  #consumer(settings: v2.ISettings, subscription: v2.ISubscription): v2.ISettings {
    if (!isConsumer(settings.clientType)) throw refusal('INTERNAL_SERVER_ERROR', 'unsupported client type')
    const group = this.#cluster.group(validateGroupName(subscription.group?.name))
    for (const { topic } of subscription.subscriptions ?? []) validateTopicName(topic?.name)
    const isLite = settings.clientType === ClientType.LITE_PUSH_CONSUMER
    if (isLite !== (group.liteTopic !== undefined)) {
      throw refusal(
        'ILLEGAL_CONSUMER_GROUP',
        `the group ${group.name} is ${isLite ? 'not ' : ''}a lite group`,
      )
    }
    return {
      ...settings,
      backoffPolicy: retryPolicy(group),
      subscription: {
        ...subscription,
        fifo: group.fifo,
        receiveBatchSize: 32,
        longPollingTimeout: fromMs(this.#cluster.settings.maxPollingMs),
        liteSubscriptionQuota: group.liteQuota,
        maxLiteTopicSize: this.#cluster.settings.maxLiteTopicBytes,
      },
      metric: { on: false },
    }
  }

  #checkLanguage({ language }: CallContext): void {
    if (language !== undefined && LANGUAGES.has(language)) return
    if (language === 'NODE_JS' && this.#cluster.traits.knowsRecall) return
    throw refusal('INTERNAL_SERVER_ERROR', `No enum constant LanguageCode.${language ?? 'null'}`)
  }
}

/** Whether clients of this type consume, as far as the server knows them. */
function isConsumer(type: v2.ClientType | null | undefined): boolean {
  return (
    type === ClientType.PUSH_CONSUMER ||
    type === ClientType.SIMPLE_CONSUMER ||
    type === ClientType.LITE_PUSH_CONSUMER
  )
}

/** One telemetry stream of a client. */
export class TelemetryStream {
  readonly #call: GrpcCall
  readonly #service: TelemetryService
  readonly #accessControl: AccessControl
  readonly #note: (command: v2.ITelemetryCommand) => Fault | undefined

  /** @param note records a command and finds the fault it meets. */
  constructor(
    call: GrpcCall,
    service: TelemetryService,
    accessControl: AccessControl,
    note: (command: v2.ITelemetryCommand) => Fault | undefined,
  ) {
    this.#call = call
    this.#service = service
    this.#accessControl = accessControl
    this.#note = note
  }

  /** Takes one command of the client. */
  async receive(bytes: Uint8Array): Promise<void> {
    let command: v2.TelemetryCommand
    try {
      command = v2.TelemetryCommand.decode(bytes)
    } catch {
      this.#call.finish(GrpcStatus.UNKNOWN)
      return
    }
    const fault = this.#note(command)
    const before = fault === undefined ? 'go on' : await failBefore(fault, this.#call)
    if (before === 'stop') return
    try {
      if (before !== 'go on') throw before.answer
      const context = this.#admit(command)
      const answer = context && this.#service.answer(command, context)
      if (answer !== undefined) this.#send(answer, fault)
    } catch (error) {
      this.#refuse(error)
    }
  }

  /** Who sent the command; `undefined` if it was refused for its headers or for what the sender may not do. */
  #admit({ settings }: v2.ITelemetryCommand): CallContext | undefined {
    try {
      this.#accessControl.check(this.#call, () => (settings == null ? [] : needsOfSettings(settings)))
      return contextOf(this.#call)
    } catch (error) {
      this.#tell(statusOf(error))
      return undefined
    }
  }

  /** Answers with the status of a refusal, and ends the stream with status OK. */
  #tell(status: v2.IStatus): void {
    this.#call.send(v2.TelemetryCommand.encode({ status }).finish())
    this.#call.finish()
  }

  #send(answer: v2.ITelemetryCommand, fault: Fault = {}): void {
    if (fault.drop === 'reply') return
    if (fault.cut !== undefined) this.#call.connection.cut()
    else if (fault.garbage) this.#call.send(GARBAGE)
    else if (fault.oversize !== undefined) this.#call.send(Buffer.alloc(fault.oversize))
    else this.#call.send(v2.TelemetryCommand.encode(fault.change?.(answer) ?? answer).finish())
  }

  /** Errors of the client end the stream as INVALID_ARGUMENT, others as INTERNAL; of those of headers it is told. */
  #refuse(error: unknown): void {
    const status = statusOf(error)
    if (status.code === v2.Code.UNAUTHORIZED || status.code === v2.Code.CLIENT_ID_REQUIRED) {
      this.#tell(status)
      return
    }
    const details = `process client telemetryCommand failed. ${status.message}`
    const isClients = (status.code ?? 0) >= 40_000 && (status.code ?? 0) < 50_000
    this.#call.finish(isClients ? GrpcStatus.INVALID_ARGUMENT : GrpcStatus.INTERNAL, details)
  }
}

/** A client that sent its Settings. */
interface RegisteredClient {
  readonly id: string
  readonly settings: v2.ISettings
  /** The telemetry stream its Settings came on last. */
  readonly stream: GrpcCall
  lastSeen: number
}

/** After how long without a request a client counts as gone. */
const EXPIRY_MS = 120_000
const SWEEP_MS = 5000

/**
 * The clients of one proxy, by client id: a second process with the same id takes the first one's place. They
 * are gone by the machine's time, whatever clock the proxy has, because their heartbeats come in that.
 */
export class ClientRegistry {
  readonly #clock: Clock = new SystemClock()
  readonly #onGone: (clientId: string) => void
  readonly #clients = new Map<string, RegisteredClient>()
  #cancelSweep: (() => void) | undefined
  #turn = 0

  /** @param onGone called when a client leaves or is not heard of any more. */
  constructor(onGone: (clientId: string) => void) {
    this.#onGone = onGone
  }

  /** The ids of all clients. */
  get ids(): string[] {
    return [...this.#clients.keys()]
  }

  register(id: string, settings: v2.ISettings, stream: GrpcCall): void {
    this.#clients.set(id, { id, settings, stream, lastSeen: this.#clock.now() })
    this.#sweepLater()
  }

  get(id: string): RegisteredClient | undefined {
    return this.#clients.get(id)
  }

  /** Notes that a client lives. */
  touch(client: RegisteredClient): void {
    client.lastSeen = this.#clock.now()
  }

  remove(id: string): void {
    if (this.#clients.delete(id)) this.#onGone(id)
  }

  /** Sends a command to a client. Returns whether there is such a client, with a stream that is open. */
  send(id: string, command: v2.ITelemetryCommand): boolean {
    const client = this.#clients.get(id)
    if (client === undefined || client.stream.isOver) return false
    client.stream.send(v2.TelemetryCommand.encode(command).finish())
    return true
  }

  /** Sends a command to one of a topic's producers, a different one each time. */
  sendToProducer(topic: string, command: v2.ITelemetryCommand): boolean {
    const producers = [...this.#clients.values()].filter(({ settings, stream }) => {
      const topics = settings.publishing?.topics ?? []
      return !stream.isOver && topics.some(({ name }) => name === topic)
    })
    const producer = producers[this.#turn++ % Math.max(1, producers.length)]
    return producer !== undefined && this.send(producer.id, command)
  }

  /** Forgets everybody. */
  clear(): void {
    this.#cancelSweep?.()
    this.#cancelSweep = undefined
    for (const id of this.ids) this.remove(id)
  }

  #sweepLater(): void {
    this.#cancelSweep ??= this.#clock.after(SWEEP_MS, () => {
      this.#cancelSweep = undefined
      const dead = this.#clock.now() - EXPIRY_MS
      for (const { id, lastSeen } of this.#clients.values()) {
        if (lastSeen < dead) this.remove(id)
      }
      if (this.#clients.size > 0) this.#sweepLater()
    })
  }
}
