import type { AccessControl } from './access-control.js'
import { AckService } from './ack-service.js'
import type { Broker } from './broker.js'
import type { Cluster } from './cluster.js'
import { type Fault, type Faults, failBefore, replyWith } from './faults.js'
import { type CallContext, contextOf, type GrpcCall, GrpcStatus } from './grpc-call.js'
import { GrpcListener, type ServerCertificate } from './grpc-listener.js'
import { LiteService, LiteSubscriptions } from './lite-service.js'
import { statusOf } from './protocol.js'
import { ReceiveService } from './receive-service.js'
import { reflect } from './reflection-service.js'
import type { RequestLog } from './request-log.js'
import { type RoutedBroker, RouteService } from './route-service.js'
import { type Answer, type ServedRpc, servedRpcs } from './rpc-list.js'
import { SendService } from './send-service.js'
import { ClientRegistry, TelemetryService, TelemetryStream } from './telemetry-service.js'
import { type TransactionOptions, TransactionStore } from './transaction-store.js'

/** What a proxy is given. */
interface ProxyNodeOptions {
  /** Its place among all proxies. */
  readonly index: number
  readonly cluster: Cluster
  /** The brokers it reaches. */
  readonly brokers: readonly Broker[]
  readonly routed: () => readonly RoutedBroker[]
  readonly faults: Faults
  readonly requests: RequestLog
  readonly accessControl: AccessControl
  readonly transactions: TransactionOptions
  readonly certificate: ServerCertificate | undefined
}

const TELEMETRY = '/apache.rocketmq.v2.MessagingService/Telemetry'
const REFLECTION = '/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo'

/** One proxy: a port, the clients that registered there, and the services. */
export class ProxyNode {
  readonly listener: GrpcListener
  readonly clients: ClientRegistry
  readonly transactions: TransactionStore
  readonly #options: ProxyNodeOptions
  readonly #rpcs: ReadonlyMap<string, ServedRpc>
  readonly #telemetry: TelemetryService

  constructor(options: ProxyNodeOptions) {
    this.#options = options
    const { cluster, brokers, routed } = options
    const lites = new LiteSubscriptions()
    this.clients = new ClientRegistry(clientId => {
      lites.remove(clientId)
      for (const broker of brokers) broker.release(clientId)
    })
    this.transactions = new TransactionStore(cluster.clock, options.transactions, (topic, command) =>
      this.clients.sendToProducer(topic, { recoverOrphanedTransactionCommand: command }),
    )
    this.#telemetry = new TelemetryService(cluster, this.clients)
    this.#rpcs = servedRpcs(cluster, {
      send: new SendService(cluster, brokers, this.transactions),
      receive: new ReceiveService(cluster, brokers, this.clients, lites),
      ack: new AckService(cluster, brokers),
      route: new RouteService(cluster, routed),
      telemetry: this.#telemetry,
      transactions: this.transactions,
      lite: new LiteService(cluster, this.clients, lites),
    })
    this.listener = new GrpcListener(call => this.#handle(call), options.certificate)
  }

  /** Stops listening and forgets its clients, as a proxy that ends. */
  async stop(): Promise<void> {
    await this.listener.close()
    this.clients.clear()
    this.transactions.forget()
  }

  async close(): Promise<void> {
    await this.stop()
    this.transactions.close()
  }

  #handle(call: GrpcCall): void {
    const rpc = this.#rpcs.get(call.path)
    if (rpc !== undefined) call.onMessage = bytes => void this.#serve(rpc, bytes, call)
    else if (call.path === TELEMETRY) this.#openTelemetry(call)
    else if (call.path === REFLECTION) this.#openReflection(call)
    else call.finish(GrpcStatus.UNIMPLEMENTED, `Method not found: ${call.path.slice(1)}`)
  }

  async #serve(rpc: ServedRpc, bytes: Buffer, call: GrpcCall): Promise<void> {
    let request: object
    try {
      request = rpc.decode(bytes)
    } catch {
      // Without a reason, as the real server does, also for a single text that is not UTF-8.
      call.finish(GrpcStatus.UNKNOWN)
      return
    }
    const fault = this.#note(rpc.name, request, call)
    const before = fault === undefined ? 'go on' : await failBefore(fault, call)
    if (before === 'stop') return
    const encode = (piece: object): Uint8Array => rpc.encode(piece)
    const answer =
      before === 'go on' ? await this.#answer(rpc, request, call) : { pieces: rpc.refuse(before.answer) }
    if (call.isOver) answer.undo?.()
    else replyWith(fault ?? {}, answer.pieces, encode, call)
  }

  async #answer(rpc: ServedRpc, request: object, call: GrpcCall): Promise<Answer> {
    let context: CallContext
    try {
      this.#options.accessControl.check(call, () => rpc.needs(request))
      context = contextOf(call)
    } catch (error) {
      // A status alone, even where other refusals have more.
      return { pieces: [{ status: statusOf(error) }] }
    }
    try {
      return await rpc.serve(request, context)
    } catch (error) {
      return { pieces: rpc.refuse(error) }
    }
  }

  #openTelemetry(call: GrpcCall): void {
    const { accessControl } = this.#options
    const stream = new TelemetryStream(call, this.#telemetry, accessControl, command =>
      this.#note('Telemetry', command, call),
    )
    call.onMessage = bytes => void stream.receive(bytes)
    call.onEnd = () => call.finish()
  }

  #openReflection(call: GrpcCall): void {
    let answered = Promise.resolve()
    call.onMessage = bytes => {
      answered = answered.then(() => this.#reflect(bytes, call))
    }
    // A client that asks no more still gets the answers that are under way.
    call.onEnd = () => void answered.then(() => call.finish())
  }

  async #reflect(bytes: Buffer, call: GrpcCall): Promise<void> {
    const fault = this.#note('ServerReflectionInfo', bytes, call)
    const before = fault === undefined ? 'go on' : await failBefore(fault, call)
    if (before !== 'stop') call.send(reflect(bytes, this.#options.cluster.traits))
  }

  /** Records a request and finds the fault it meets. */
  #note(rpc: string, message: object, call: GrpcCall): Fault | undefined {
    const { requests, faults, index, cluster } = this.#options
    const clientId = call.header('x-mq-client-id')
    requests.add({ rpc, clientId, proxy: index, headers: call.headers, message, at: cluster.clock.now() })
    return faults.meet(rpc, clientId, index, message)
  }
}
