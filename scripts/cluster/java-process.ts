import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** How to start one JVM of a cluster. */
export interface JavaLaunch {
  /** Its part in the cluster, such as `name-server` or `proxy`. */
  readonly role: string
  readonly mainClass: string
  readonly args: readonly string[]
  readonly classPath: string
  readonly heapMb: number
  /** More of its flags. */
  readonly flags: readonly string[]
  /** The cluster's state folder; the JVM keeps its logs and files below `<folder>/<role>`. */
  readonly folder: string
  /** Ends with the process that starts it, instead of outliving it. */
  readonly guarded: boolean
}

/** A JVM of a cluster, started by this process or found through the state file. */
export class JavaProcess {
  readonly pid: number
  readonly #mark: string
  readonly #child: ChildProcess | undefined

  constructor(pid: number, folder: string, role: string, child?: ChildProcess) {
    this.pid = pid
    this.#mark = mark(folder, role)
    this.#child = child
  }

  /** Whether it runs and is ours: a process id left from a crash may belong to somebody else by now. */
  isAlive(): boolean {
    if (this.pid <= 0) return false
    if (this.#child) return this.#child.exitCode === null && this.#child.signalCode === null
    return commandLine(this.pid).includes(this.#mark)
  }

  kill(signal: NodeJS.Signals): void {
    if (!this.isAlive()) return
    try {
      process.kill(this.pid, signal)
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code !== 'ESRCH') throw failure
    }
  }

  /** Whether it was gone in time. */
  async waitForExit(timeoutMs: number): Promise<boolean> {
    const deadline = Date.now() + timeoutMs
    while (this.isAlive()) {
      if (Date.now() > deadline) return false
      await sleep(50)
    }
    return true
  }

  /**
   * SIGTERM, and SIGKILL if that does not help in time. A proxy without any client can take half a minute over
   * its leave; the cluster's folder goes anyway, so nothing is worth that wait.
   */
  async stop(graceMs = 2000): Promise<void> {
    this.kill('SIGTERM')
    if (await this.waitForExit(graceMs)) return
    this.kill('SIGKILL')
    await this.waitForExit(5000)
  }
}

/** Starts the JVM; what it prints goes to `<folder>/<role>/output.log`. */
export function launchJava(launch: JavaLaunch): JavaProcess {
  const home = join(launch.folder, launch.role)
  mkdirSync(home, { recursive: true })
  const output = openSync(outputLog(launch.folder, launch.role), 'a')
  try {
    const child = spawn('java', javaArguments(launch), {
      cwd: home,
      env: { ...process.env, ROCKETMQ_HOME: join(launch.folder, 'home') },
      detached: !launch.guarded,
      stdio: [launch.guarded ? 'pipe' : 'ignore', output, output],
    })
    // A failed start shows as a process that is not alive; the log and the caller's wait tell the rest.
    child.once('error', () => {})
    child.unref()
    unrefPipe(child.stdin)
    return new JavaProcess(child.pid ?? 0, launch.folder, launch.role, child)
  } finally {
    closeSync(output)
  }
}

/** Where a JVM's standard output and error go. */
export function outputLog(folder: string, role: string): string {
  return join(folder, role, 'output.log')
}

/** The arguments of `java` for a launch. */
export function javaArguments(launch: JavaLaunch): string[] {
  const directMb = Math.max(launch.heapMb, 512)
  // Small heaps start faster and stay smaller with the serial collector; large ones are for measuring.
  const collector = launch.heapMb < 1024 ? ['-XX:+UseSerialGC'] : ['-XX:+UseG1GC']
  return [
    mark(launch.folder, launch.role),
    `-Duser.home=${join(launch.folder, launch.role)}`,
    `-Xms${Math.min(launch.heapMb, 256)}m`,
    `-Xmx${launch.heapMb}m`,
    `-XX:MaxDirectMemorySize=${directMb}m`,
    '-XX:+ExitOnOutOfMemoryError',
    ...collector,
    ...launch.flags,
    '-cp',
    launch.classPath,
    ...(launch.guarded ? ['Guard'] : []),
    launch.mainClass,
    ...launch.args,
  ]
}

function mark(folder: string, role: string): string {
  return `-Drocketmq.jet.process=${folder}/${role}`
}

/** Empty for a process that is gone, a zombie, or not visible to us. */
function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    if (process.platform === 'linux') return ''
  }
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

/** The pipe lives as long as this process without keeping it alive. */
function unrefPipe(pipe: unknown): void {
  ;(pipe as { unref?: () => void } | null)?.unref?.()
}
