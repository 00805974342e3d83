import { readFile } from 'node:fs/promises'
import { allow, createUser } from './access-control.js'
import { AdminClient } from './admin-client.js'
import { boot, prepare, waitForProxy } from './boot.js'
import { certificatePaths } from './certificates.js'
import {
  type ClusterMode,
  type ClusterOptions,
  type GroupOptions,
  resolveSettings,
  type TopicOptions,
  type TopicType,
} from './cluster-options.js'
import { ClusterProcesses } from './cluster-processes.js'
import { type ClusterState, readState, removeState, stateFolder } from './cluster-state.js'
import { ADMIN, ALICE, brokerAddresses, brokerName, nameServerAddress } from './config-files.js'
import { ASKS_IN_TLS, NAME_SERVER, proxyRole } from './launch-plan.js'
import { populate } from './populate.js'
import { claimPortBase } from './port-claim.js'
import { proxyPorts } from './port-layout.js'
import { requirePrerequisites } from './prerequisites.js'
import { Progress } from './progress.js'
import { serverClassPath } from './server-jars.js'

/** Key and secret of a user of a cluster with access control. */
export interface UserCredentials {
  readonly accessKey: string
  readonly secretKey: string
}

/** A real RocketMQ on loopback. */
export class Cluster {
  /** PEM text of the authority that signed the proxy's certificate; only with `tls`. */
  readonly ca: string | undefined
  readonly #processes: ClusterProcesses
  readonly #admin: AdminClient
  #stopping: Promise<void> | undefined

  private constructor(processes: ClusterProcesses, admin: AdminClient, ca: string | undefined) {
    this.#processes = processes
    this.#admin = admin
    this.ca = ca
  }

  /** Starts a new cluster; see `startCluster`. `outlive`: its JVMs go on when this process ends. */
  static async start(options: ClusterOptions, { outlive }: { outlive: boolean }): Promise<Cluster> {
    const settings = resolveSettings(options)
    const progress = new Progress(options.onProgress)
    await requirePrerequisites()
    const processes = new ClusterProcesses(await claimPortBase(options.portBase, settings, !outlive))
    try {
      await processes.update({ classPaths: await prepare(processes.state, progress) })
      const cluster = await Cluster.#open(processes)
      await cluster.#boot(options, progress)
      return cluster
    } catch (failure) {
      await processes.abandon()
      throw failure
    }
  }

  /** Takes hold of a cluster that another process started, through its state file. */
  static async attach(portBase: ClusterState['portBase']): Promise<Cluster | undefined> {
    const state = await readState(portBase)
    return state?.ready ? Cluster.#open(new ClusterProcesses(state)) : undefined
  }

  static async #open(processes: ClusterProcesses): Promise<Cluster> {
    const { settings, layout, classPaths } = processes.state
    const admin = new AdminClient({
      classPath: classPaths[settings.brokerVersions[0] ?? settings.version] ?? '',
      flags: settings.remotingTls ? ASKS_IN_TLS : [],
      nameServer: nameServerAddress(layout),
      folder: processes.folder,
      ...(settings.acl ? { credentials: ADMIN } : {}),
    })
    const ca = settings.tls
      ? await readFile(certificatePaths(`${processes.folder}/tls`).ca, 'utf8')
      : undefined
    return new Cluster(processes, admin, ca)
  }

  async #boot(options: ClusterOptions, progress: Progress): Promise<void> {
    try {
      await boot(this.#processes, this.#admin, progress, () => populate(this, options))
      await this.#processes.update({ ready: true })
    } catch (failure) {
      await this.#admin.stop()
      throw failure
    }
  }

  /** What clients are given: `127.0.0.1:PORT`, of several proxies joined by `;`. */
  get endpoints(): string {
    const { layout, settings } = this.state
    const ports = Array.from({ length: settings.proxies }, (_, index) => proxyPorts(layout, index).grpc)
    return ports.map(port => `127.0.0.1:${port}`).join(';')
  }

  /** Address of the name server, for tools that speak the remoting protocol. */
  get nameServer(): string {
    return nameServerAddress(this.#processes.state.layout)
  }

  get mode(): ClusterMode {
    return this.#processes.state.settings.mode
  }

  /** Version of the proxy, and of the brokers unless `brokerVersions` differ. */
  get version(): string {
    return this.#processes.state.settings.version
  }

  get brokerVersions(): readonly string[] {
    return this.#processes.state.settings.brokerVersions
  }

  /** Everything written about it: ports, settings, process ids. */
  get state(): ClusterState {
    return this.#processes.state
  }

  /** Its folder: configuration, logs, store. */
  get folder(): string {
    return stateFolder(this.#processes.state.portBase)
  }

  /** The users of a cluster with `acl`: a super user, and one who may use the quickstart's topic and group. */
  get credentials(): { admin: UserCredentials; alice: UserCredentials } | undefined {
    return this.#processes.state.settings.acl ? { admin: ADMIN, alice: ALICE } : undefined
  }

  /** Creates or changes a topic; clients may ask for it as soon as this resolves. */
  createTopic(
    name: string,
    type: TopicType = 'NORMAL',
    options: Pick<TopicOptions, 'queues'> = {},
  ): Promise<void> {
    return this.#admin.createTopic(name, type, options.queues)
  }

  /** Creates or changes a consumer group. */
  createGroup(name: string, options: GroupOptions = {}): Promise<void> {
    return this.#admin.createGroup(name, options)
  }

  /** Creates a user; needs `acl`. A super user may do everything. */
  async createUser(name: string, secret: string, options: { superUser?: boolean } = {}): Promise<void> {
    await createUser(this.#admin, name, secret, options.superUser ?? false)
  }

  /** Allows a user actions (`Pub`, `Sub`) on resources (`Topic:orders`, `Group:*`, `Topic:pre*`). */
  async createAcl(user: string, resources: readonly string[], actions: readonly string[]): Promise<void> {
    await allow(this.#admin, user, resources, actions)
  }

  /** Kills a proxy (in LOCAL mode with its broker) as `kill -9` does. */
  killProxy(index = 0): Promise<void> {
    return this.#processes.kill(proxyRole(index))
  }

  /** Starts a proxy again on the same ports and store; resolves when it answers. */
  async startProxy(index = 0): Promise<void> {
    const role = proxyRole(index)
    await this.#processes.launch(role)
    if (this.mode === 'local') await this.#waitForBrokers([role])
    await waitForProxy(this.#processes, index)
  }

  /** Kills a broker as `kill -9` does; in LOCAL mode that is the proxy. */
  killBroker(index = 0): Promise<void> {
    return this.mode === 'local' ? this.killProxy() : this.#processes.kill(brokerName(index))
  }

  /** Starts a broker again on its store; resolves when every broker is registered. */
  async startBroker(index = 0): Promise<void> {
    if (this.mode === 'local') return this.startProxy()
    await this.#processes.launch(brokerName(index))
    await this.#waitForBrokers([brokerName(index)])
  }

  /** Starts a broker of a CLUSTER as another version on its store; resolves when every broker is registered. */
  async changeBroker(index: number, version: string): Promise<void> {
    const { settings, classPaths } = this.state
    const brokerVersions = settings.brokerVersions.with(index, version)
    const classPath = classPaths[version] ?? (await serverClassPath(version, new Progress()))
    await this.killBroker(index)
    await this.#processes.update({
      settings: { ...settings, brokerVersions },
      classPaths: { ...classPaths, [version]: classPath },
    })
    await this.startBroker(index)
  }

  /** Kills the name server as `kill -9` does. */
  killNameServer(): Promise<void> {
    return this.#processes.kill(NAME_SERVER)
  }

  /** Starts the name server again; resolves when every broker is registered. */
  async startNameServer(): Promise<void> {
    await this.#processes.launch(NAME_SERVER)
    await this.#waitForBrokers([NAME_SERVER])
  }

  /** Lets a consumer handle a stored message once more; answers how it went, such as `CR_SUCCESS`. */
  verifyMessage(group: string, clientId: string, topic: string, messageId: string): Promise<string> {
    return this.#admin.verifyMessage(group, clientId, topic, messageId)
  }

  /** Runs any mqadmin command, such as `clusterList`; the name server is known to it. Answers its print. */
  admin(...args: string[]): Promise<string> {
    return this.#admin.mqadmin(args)
  }

  /** Lets go of the administration JVM only; the cluster goes on if it may outlive this process. */
  detach(): Promise<void> {
    return this.#admin.stop()
  }

  /** Ends every JVM, waits until the ports are free, and removes the folder. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async #stop(): Promise<void> {
    await this.#admin.stop()
    await this.#processes.stop()
    await removeState(this.state.portBase)
  }

  async #waitForBrokers(roles: readonly string[]): Promise<void> {
    const registered = this.#admin.waitForBrokers(brokerAddresses(this.state.layout), 300_000)
    await this.#processes.whileAlive(roles, registered)
  }
}

/**
 * Starts a real RocketMQ on loopback and waits until it answers. Its JVMs end with this process, however that
 * ends; `stop()` ends them in order.
 */
export function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  return Cluster.start(options, { outlive: false })
}
