import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { ClusterError } from './cluster-error.js'
import { type ClusterState, livingProcesses, removeState, stateFolder, writeState } from './cluster-state.js'
import { JavaProcess, launchJava, outputLog } from './java-process.js'
import { launchOf, portsOf } from './launch-plan.js'
import { allPorts, busyPorts } from './port-layout.js'
import { until } from './waiting.js'

/** The server JVMs of one cluster: started, watched, killed and stopped by role. */
export class ClusterProcesses {
  #state: ClusterState
  readonly #byRole = new Map<string, JavaProcess>()

  constructor(state: ClusterState) {
    this.#state = state
    for (const [role, pid] of Object.entries(state.pids)) {
      this.#byRole.set(role, new JavaProcess(pid, this.folder, role))
    }
  }

  get state(): ClusterState {
    return this.#state
  }

  get folder(): string {
    return stateFolder(this.#state.portBase)
  }

  /** Changes the state and its file. */
  async update(change: Partial<ClusterState>): Promise<void> {
    this.#state = { ...this.#state, ...change }
    await writeState(this.#state)
  }

  /** Starts the JVMs of these roles and notes them before anything is awaited. */
  async launch(...roles: string[]): Promise<void> {
    const pids: Record<string, number> = { ...this.#state.pids }
    for (const role of roles) {
      const launch = launchOf(this.#state, role)
      if (!launch) throw new ClusterError(`This cluster has no ${role}.`)
      if (this.#byRole.get(role)?.isAlive()) throw new ClusterError(`The ${role} is running already.`)
      const started = launchJava(launch)
      this.#byRole.set(role, started)
      pids[role] = started.pid
    }
    await this.update({ pids })
  }

  /** SIGKILL, as a crash would be; answers when the process is gone and its ports are free. */
  async kill(role: string): Promise<void> {
    const victim = this.#byRole.get(role)
    if (!victim?.isAlive()) throw new ClusterError(`The ${role} of this cluster is not running.`)
    victim.kill('SIGKILL')
    await victim.waitForExit(60_000)
    await this.#waitUntilFree(portsOf(this.#state, role))
  }

  /** The last threads of a process may hold its sockets for a moment after it looks gone. */
  #waitUntilFree(ports: readonly number[]): Promise<void> {
    return until(async () => (await busyPorts(ports)).length === 0, {
      what: 'The ports did not become free',
      timeoutMs: 60_000,
    })
  }

  isAlive(role: string): boolean {
    return this.#byRole.get(role)?.isAlive() ?? false
  }

  /** The work's result, or the reason why one of the JVMs ended meanwhile. */
  async whileAlive<T>(roles: readonly string[], work: Promise<T>): Promise<T> {
    const watch = new AbortController()
    work.catch(() => {})
    try {
      return await Promise.race([work, this.#failWithFirstDeath(roles, watch.signal)])
    } finally {
      watch.abort()
    }
  }

  async #failWithFirstDeath(roles: readonly string[], signal: AbortSignal): Promise<never> {
    for (;;) {
      const dead = roles.find(role => !this.isAlive(role))
      if (dead !== undefined && !signal.aborted) throw new ClusterError(await this.#deathNotice(dead))
      // The race is over once aborted; this promise then stays unsettled and is collected.
      if (signal.aborted) return new Promise<never>(() => {})
      await sleep(100)
    }
  }

  async #deathNotice(role: string): Promise<string> {
    const log = outputLog(this.folder, role)
    const text = await readFile(log, 'utf8').catch(() => '')
    const tail = text.trimEnd().split('\n').slice(-15).join('\n')
    return `The ${role} ended while the cluster started. The end of ${log}:\n${tail}`
  }

  /** Ends what a failed start began; logs stay if a server ran, for whoever wants to know why. */
  async abandon(): Promise<void> {
    await this.stop()
    if (Object.keys(this.#state.pids).length === 0) await removeState(this.#state.portBase)
    else await this.update({ keeper: 0 })
  }

  /** Ends every JVM; answers when the ports are free. */
  async stop(): Promise<void> {
    await Promise.all([...this.#byRole.values()].map(process => process.stop()))
    await this.#waitUntilFree(allPorts(this.#state.layout, this.#state.settings.proxies))
  }
}

/** Stops the JVMs a state file names; only those that run and are ours. Answers how many there were. */
export async function stopKnown(state: ClusterState): Promise<number> {
  const count = livingProcesses(state).length
  if (count > 0) await new ClusterProcesses(state).stop()
  return count
}
