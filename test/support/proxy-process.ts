import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { EmbeddedProxyOptions } from '../../src/testing/index.js'

/** An EmbeddedProxy in a process of its own, which works on while this one stands still. */
export interface ProxyProcess {
  readonly endpoints: string
  /** Whether it serves. */
  readonly isAlive: boolean
  /** Ends its {@link ProxyProcessOptions.trouble}. */
  calm(): void
  close(): Promise<void>
}

export interface ProxyProcessOptions {
  topics: NonNullable<EmbeddedProxyOptions['topics']>
  groups: NonNullable<EmbeddedProxyOptions['groups']>
  /** Default LOCAL. */
  mode?: 'LOCAL' | 'CLUSTER'
  /** Each reply waits for so long first. */
  delayMs?: number
  /** Default any. */
  port?: number
  settings?: NonNullable<EmbeddedProxyOptions['settings']>
  /** How many seconds pass there in one. */
  clockSpeed?: number
  /**
   * What goes wrong, at random, from the start on: connections are cut, frozen and slow and calls get lost, or
   * connections are told to go away. Not both, because Node 20 aborts a server that sends GOAWAY and is sent resets.
   */
  trouble?: 'cuts' | 'goAways'
  seed?: number
}

const script = fileURLToPath(new URL('./serve-embedded-proxy.ts', import.meta.url))

/** Starts one. */
export async function startProxyProcess(options: ProxyProcessOptions): Promise<ProxyProcess> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  const [endpoints] = (await once(lines, 'line')) as [string]
  const isAlive = () => child.exitCode === null && child.signalCode === null
  return {
    endpoints,
    get isAlive() {
      return isAlive()
    },
    calm: () => void child.stdin?.write('calm\n'),
    close: async () => {
      if (!isAlive()) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
