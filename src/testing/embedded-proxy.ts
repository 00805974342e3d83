import { RocketMQError } from '../errors.js'
import { AccessControl } from './access-control.js'
import type { Broker } from './broker.js'
import { SystemClock } from './clock.js'
import { Cluster } from './cluster.js'
import { checkEmbeddedProxyOptions, type EmbeddedProxyOptions } from './embedded-proxy-options.js'
import { Faults } from './faults.js'
import type { ServerCertificate } from './grpc-listener.js'
import type { v2 } from './protocol.js'
import { ProxyNode } from './proxy-node.js'
import { RemotingService } from './remoting-service.js'
import { type RecordedRequest, RequestLog, type Requests } from './request-log.js'
import type { GroupOptions, TopicOptions, TopicType } from './resources.js'
import type { RoutedBroker } from './route-service.js'
import { selfSignedCertificate } from './self-signed-certificate.js'
import { type ServerVersion, serverSettings } from './server-settings.js'
import type { StoredMessage } from './stored-message.js'
import type { TcpListener } from './tcp-listener.js'

/**
 * RocketMQ in memory: a gRPC endpoint on a free port of the loopback address that behaves as server 5.5.0
 * does, for tests and first steps. Nothing is kept when it ends.
 *
 * ```ts
 * const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
 * const producer = new Producer({ endpoints: proxy.endpoints })
 * ```
 */
export class EmbeddedProxy {
  /** What goes wrong, and when. */
  readonly faults: Faults
  /** The certificate of `tls`, as PEM: clients take it as their `ca`. `undefined` without TLS. */
  readonly certificate: string | undefined
  readonly #cluster: Cluster
  readonly #nodes: readonly ProxyNode[]
  readonly #requests: RequestLog
  readonly #remoting: RemotingService | undefined
  readonly #unrouted = new Set<number>()
  #closing: Promise<void> | undefined

  private constructor(given: EmbeddedProxyOptions) {
    const options = checkEmbeddedProxyOptions(given)
    const { mode = 'LOCAL', brokers = 1, version = '5.5.0', clock = new SystemClock() } = options
    this.#cluster = new Cluster({
      mode,
      brokers,
      version,
      brokerVersions: options.brokerVersions ?? [],
      clock,
      autoCreate: options.autoCreate ?? false,
      settings: serverSettings(options.settings),
    })
    this.faults = new Faults()
    this.#requests = new RequestLog(options.recordedRequests ?? 1000)
    const certificate = certificateOf(options.tls)
    this.certificate = certificate?.cert.toString()
    const count = mode === 'LOCAL' ? brokers : (options.proxies ?? 1)
    const users = options.credentials === undefined ? undefined : [options.credentials].flat()
    const shared = {
      cluster: this.#cluster,
      faults: this.faults,
      requests: this.#requests,
      accessControl: new AccessControl(users),
      transactions: options.transactions ?? {},
      certificate,
    }
    this.#nodes = Array.from({ length: count }, (_, index) => {
      const reached = this.#cluster.brokers.filter((_broker, i) => mode === 'CLUSTER' || i === index)
      return new ProxyNode({ ...shared, index, brokers: reached, routed: () => this.#routed(index) })
    })
    if (options.nameServer === true)
      this.#remoting = new RemotingService(this.#cluster, index => !this.#unrouted.has(index), users)
    for (const [name, topic] of Object.entries(options.topics ?? {})) this.createTopic(name, topic)
    for (const group of options.groups ?? []) {
      if (typeof group === 'string') this.createGroup(group)
      else this.createGroup(group?.name, group)
    }
  }

  /**
   * Starts one; its ports answer when the promise resolves.
   *
   * @throws RocketMQError (as a rejection) CONFIGURATION naming every option that is wrong
   */
  static async start(options: EmbeddedProxyOptions = {}): Promise<EmbeddedProxy> {
    const proxy = new EmbeddedProxy(options)
    await proxy.#nodes[0]?.listener.listen(options.port ?? 0)
    for (const node of proxy.#nodes.slice(1)) await node.listener.listen(0)
    await proxy.#remoting?.start()
    return proxy
  }

  /** `host:port` of the first proxy: all a client needs. */
  get endpoints(): string {
    return this.allEndpoints[0] as string
  }

  /** `host:port` of every proxy. */
  get allEndpoints(): readonly string[] {
    return this.#nodes.map(node => node.listener.address)
  }

  /** `host:port` of the name server. Throws if none was asked for. */
  get nameServer(): string {
    return this.#nameServer.address
  }

  /** The port of the first proxy. */
  get port(): number {
    return this.#nodes[0]?.listener.port ?? 0
  }

  /** The last requests of all clients, oldest first. */
  get requests(): readonly RecordedRequest[] {
    return this.#requests.all
  }

  /** The ids of the clients that sent their Settings. */
  get clientIds(): readonly string[] {
    return this.#nodes.flatMap(node => node.clients.ids)
  }

  /** How many connections are open. */
  get connectionCount(): number {
    return this.#nodes.reduce((sum, node) => sum + node.listener.sockets.size, 0)
  }

  /** The last requests of one procedure, oldest first. */
  requestsOf<R extends keyof Requests>(rpc: R): readonly RecordedRequest<Requests[R]>[] {
    return this.#requests.all.filter(request => request.rpc === rpc) as RecordedRequest<Requests[R]>[]
  }

  /** Forgets the requests seen so far. */
  clearRequests(): void {
    this.#requests.clear()
  }

  /** Makes a topic, or changes one: queues may become more, not fewer. */
  createTopic(name: string, options: TopicOptions | TopicType = {}): void {
    this.#cluster.createTopic(name, options)
  }

  /** Makes a consumer group, or changes one. */
  createGroup(name: string, options: GroupOptions = {}): void {
    this.#cluster.createGroup(name, options)
  }

  /** Takes a topic away; its messages are gone. */
  deleteTopic(name: string): void {
    this.#cluster.deleteTopic(name)
  }

  /** Every message of a topic that consumers can see or could have seen, by broker and queue. */
  messages(topic: string): readonly StoredMessage[] {
    return this.#cluster.messages(topic)
  }

  /** How many deliveries of a topic a group has taken and not yet acknowledged, lost or got anew. */
  inFlight(topic: string, group: string): number {
    return this.#cluster.inFlight(topic, group)
  }

  /**
   * Sends a command over a client's telemetry stream, for example
   * `{ printThreadStackTraceCommand: { nonce: '1' } }`. Throws if there is no such client.
   */
  command(clientId: string, command: v2.ITelemetryCommand): void {
    const sent = this.#nodes.some(node => node.clients.send(clientId, command))
    if (!sent)
      throw new RocketMQError('INVALID_ARGUMENT', `no client ${clientId} has an open telemetry stream`)
  }

  /** Looks at open transactions now, not at the next interval. */
  checkTransactions(): void {
    for (const node of this.#nodes) node.transactions.check()
  }

  /** Breaks every connection; clients may connect again at once. */
  cutConnections(): void {
    for (const node of this.#nodes) node.listener.cutConnections()
  }

  /** Takes a proxy down, with its broker in LOCAL mode. What is stored stays. */
  async stopProxy(index = 0): Promise<void> {
    await this.#node(index).stop()
  }

  /** Brings a proxy back on the port it had. */
  async startProxy(index = 0): Promise<void> {
    await this.#node(index).listener.listen()
  }

  /**
   * CLUSTER mode: takes a broker down until {@link EmbeddedProxy.startBroker}. Name server and proxies forget it:
   * without any broker they know no topic and no group. What is stored stays.
   */
  stopBroker(index = 0): void {
    this.#broker(index).isUp = false
  }

  /** CLUSTER mode: brings a broker back. */
  startBroker(index = 0): void {
    this.#broker(index).isUp = true
  }

  /** CLUSTER mode: makes a broker one of another version, as an upgrade does; what is stored stays. */
  setBrokerVersion(index: number, version: ServerVersion): void {
    this.#broker(index).version = version
  }

  /** Takes the name server down. */
  async stopNameServer(): Promise<void> {
    await this.#nameServer.close()
  }

  /** Brings the name server back on the port it had. */
  async startNameServer(): Promise<void> {
    await this.#nameServer.listen()
  }

  /** Takes all proxies down and, after `downMs` milliseconds (default 0), brings them back on their ports. */
  async restart({ downMs = 0 }: { downMs?: number } = {}): Promise<void> {
    await Promise.all(this.#nodes.map(node => node.stop()))
    if (downMs > 0) await new Promise(resolve => setTimeout(resolve, downMs))
    await Promise.all(this.#nodes.map(node => node.listener.listen()))
  }

  /** Takes a broker out of what QueryRoute answers, or puts it in again. */
  setRouted(broker: number, isRouted: boolean): void {
    if (isRouted) this.#unrouted.delete(broker)
    else this.#unrouted.add(broker)
  }

  /** Breaks every connection, stops listening and forgets everything. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  /** {@link EmbeddedProxy.close} */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#nodes.map(node => node.close()), this.#remoting?.close()])
    this.#cluster.close()
  }

  get #nameServer(): TcpListener {
    if (this.#remoting !== undefined) return this.#remoting.nameServer
    throw new RocketMQError(
      'INVALID_ARGUMENT',
      "there is no name server: start with mode 'CLUSTER' and nameServer: true",
    )
  }

  #node(index: number): ProxyNode {
    const node = this.#nodes[index]
    if (node === undefined) throw new RocketMQError('INVALID_ARGUMENT', `there is no proxy ${index}`)
    return node
  }

  #broker(index: number): Broker {
    if (this.#cluster.mode === 'LOCAL') {
      const text = 'in LOCAL mode a broker and its proxy are one process: use stopProxy and startProxy'
      throw new RocketMQError('INVALID_ARGUMENT', text)
    }
    const broker = this.#cluster.brokers[index]
    if (broker === undefined) throw new RocketMQError('INVALID_ARGUMENT', `there is no broker ${index}`)
    return broker
  }

  #routed(asked: number): RoutedBroker[] {
    const routed: RoutedBroker[] = []
    for (const [index, broker] of this.#cluster.brokers.entries()) {
      if (this.#unrouted.has(index) || !broker.isUp) continue
      const node = this.#nodes[this.#cluster.mode === 'LOCAL' ? index : asked] as ProxyNode
      routed.push({ broker, port: node.listener.port })
    }
    return routed
  }
}

function certificateOf(tls: boolean | ServerCertificate | undefined): ServerCertificate | undefined {
  return tls === true ? selfSignedCertificate() : tls || undefined
}
