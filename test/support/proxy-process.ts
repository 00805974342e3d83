import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** An EmbeddedProxy in a process of its own, which works on while this one stands still. */
export interface ProxyProcess {
  readonly endpoints: string
  close(): Promise<void>
}

const script = fileURLToPath(new URL('./serve-embedded-proxy.ts', import.meta.url))

/** Starts one; each reply waits for `delayMs` first. */
export async function startProxyProcess(options: {
  topics: Record<string, string>
  groups: string[]
  delayMs: number
}): Promise<ProxyProcess> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  const [endpoints] = (await once(lines, 'line')) as [string]
  return {
    endpoints,
    close: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
