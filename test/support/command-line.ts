import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Command, Terminal } from '../../src/cli/command.js'
import { run } from '../../src/cli/run.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** How a run of `rocketmq-jet` ended. */
export interface CommandResult {
  code: number | null
  stdout: string
  stderr: string
}

/** What else a run is given. */
export interface CommandInput {
  stdin?: string | Uint8Array
  env?: Record<string, string>
}

/** Starts the command as a process of its own, as a user would, from its source. */
export function startCommand(
  args: readonly string[],
  env: Record<string, string> = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  })
}

/** Runs the command to its end. */
export async function runCommand(args: readonly string[], input: CommandInput = {}): Promise<CommandResult> {
  const child = startCommand(args, input.env)
  const result: CommandResult = { code: null, stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    result.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    result.stderr += text
  })
  child.stdin.end(input.stdin ?? '')
  const [code] = (await once(child, 'close')) as [number | null]
  return { ...result, code }
}

const ATTEMPTS = 5

/**
 * Runs a command as users do: once more where a server did not answer in time. Commands wait some seconds for one,
 * which a busy machine may need for a handshake.
 */
export async function insist(run: () => Promise<CommandResult>): Promise<CommandResult> {
  for (let attempt = 1; ; attempt++) {
    const result = await run()
    const isLate = result.code !== 0 && /within \d+ ms/.test(result.stdout + result.stderr)
    if (!isLate || attempt === ATTEMPTS) return result
  }
}

/** Runs one command in this process, which takes a tenth of the time. */
export async function runInProcess(
  command: Command,
  args: readonly string[],
  terminal?: Partial<Terminal>,
): Promise<CommandResult> {
  const output: string[] = []
  const complaints: string[] = []
  const code = await run('command', command, [...args], {
    print: async line => void output.push(`${line}\n`),
    write: async bytes => void output.push(Buffer.from(bytes).toString('latin1')),
    complain: line => void complaints.push(line),
    input: Readable.from([]),
    display: undefined,
    signal: new AbortController().signal,
    ...terminal,
  })
  return { code, stdout: output.join(''), stderr: complaints.join('\n') }
}
