import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Answer, Command, SubjectSetup } from './subjects/protocol.js'

const MAIN = fileURLToPath(new URL('./dist/subjects/main.js', import.meta.url))

/** How long a process may take over its leave. */
const CLOSE_MS = 4_000

/** How processes are started on this machine. */
export interface Launcher {
  /** Class path of the official Java client and of our class that drives it; missing where there is no Java. */
  readonly javaClassPath: string | undefined
}

interface Pending {
  resolve(value: unknown): void
  reject(failure: Error): void
}

/** A process that is measured, and the conversation with it. */
export class SubjectProcess {
  static readonly #alive = new Set<SubjectProcess>()
  readonly #child: ChildProcess
  readonly #pending: Pending[] = []
  #complaint = ''
  #gone: Error | undefined

  constructor(setup: SubjectSetup, launcher: Launcher, nodeFlags: readonly string[] = []) {
    const [command, args] = commandLine(setup, launcher, nodeFlags)
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    SubjectProcess.#alive.add(this)
    const { stdin, stdout, stderr } = this.#child
    stdin?.on('error', () => {})
    stderr?.on('data', chunk => {
      this.#complaint = (this.#complaint + chunk).slice(-2_000)
    })
    if (stdout) createInterface({ input: stdout }).on('line', line => this.#hear(line))
    this.#child.once('error', failure => this.#end(failure))
    this.#child.once('close', code =>
      this.#end(new Error(`the process ended (${code}) ${lastLine(this.#complaint)}`)),
    )
  }

  /** Kills every process that still runs: for an interrupted run. */
  static killAll(): void {
    for (const each of SubjectProcess.#alive) each.kill()
  }

  get alive(): boolean {
    return this.#gone === undefined
  }

  /** One command, one answer. A process that does not answer in time is killed. */
  async ask<T>(command: Command, timeoutMs: number): Promise<T> {
    if (this.#gone) throw this.#gone
    let timer: NodeJS.Timeout | undefined
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#pending.push({ resolve, reject })
      timer = setTimeout(() => {
        reject(new Error(`no answer within ${Math.round(timeoutMs / 1000)} s`))
        this.kill()
      }, timeoutMs)
    })
    this.#child.stdin?.write(`${JSON.stringify(command)}\n`)
    try {
      return (await answer) as T
    } finally {
      clearTimeout(timer)
    }
  }

  /** Lets it close its client; kills it if that takes too long. */
  async close(): Promise<void> {
    if (this.alive) await this.ask({ do: 'close' }, CLOSE_MS).catch(() => {})
    this.kill()
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  #hear(line: string): void {
    if (!line.startsWith('{')) return
    const answer = JSON.parse(line) as Answer
    const pending = this.#pending.shift()
    if ('error' in answer) pending?.reject(new Error(answer.error))
    else pending?.resolve(answer.ok)
  }

  #end(failure: Error): void {
    this.#gone ??= failure
    SubjectProcess.#alive.delete(this)
    for (const { reject } of this.#pending.splice(0)) reject(failure)
  }
}

function commandLine(
  setup: SubjectSetup,
  launcher: Launcher,
  nodeFlags: readonly string[],
): [string, string[]] {
  if (!setup.subject.startsWith('official-java')) {
    return [process.execPath, [...nodeFlags, MAIN, JSON.stringify(setup)]]
  }
  if (launcher.javaClassPath === undefined) throw new Error('there is no Java or no Maven here')
  const { endpoints, topic, consumerGroup = '-' } = setup
  const flags = ['-Xms512m', '-Xmx1g', '-Drocketmq.log.level=OFF']
  return ['java', [...flags, '-cp', launcher.javaClassPath, 'Rival', endpoints, topic, consumerGroup]]
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 200) ?? ''
}
