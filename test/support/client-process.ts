import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What became of a process that ran a script of a user. */
export interface ProcessOutcome {
  /** `null` when it had to be killed because it did not end by itself. */
  code: number | null
  stdout: string
  stderr: string
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What a process complained of, but for a server that was slow at the start, as on a busy machine every server is. */
export function complaintsOf(stderr: string): string {
  return stderr.replace(/^.*: not started yet, trying again: .*\n/gm, '')
}

/** A signal for a process that runs, once it printed something. */
export interface Interruption {
  signal: 'SIGTERM' | 'SIGINT'
  after: string
}

/**
 * Runs TypeScript in a process of its own, which must end by itself: a timer or socket that is left keeps it
 * alive. `src` and `args` are in its scope by `import` and `process.argv.slice(1)`.
 */
export function runScript(
  script: string,
  args: readonly string[],
  timeoutMs = 200_000,
  interruption?: Interruption,
  nodeOptions: readonly string[] = [],
): Promise<ProcessOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [...nodeOptions, '--import', 'tsx', '--input-type=module', '--eval', script, '--', ...args],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', text => {
      const before = stdout
      stdout += text
      if (interruption === undefined || before.includes(interruption.after)) return
      if (stdout.includes(interruption.after)) child.kill(interruption.signal)
    })
    child.stderr.setEncoding('utf8').on('data', text => (stderr += text))
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    child.on('error', reject)
    child.on('close', code => {
      clearTimeout(timer)
      resolve({ code, stdout, stderr: complaintsOf(stderr) })
    })
  })
}
