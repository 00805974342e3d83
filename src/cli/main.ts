#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { type Command, OutputError, type Terminal, UsageError } from './command.js'

/** Loaded when they are called, so that `--help` answers at once. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  doctor: async () => (await import('./doctor.js')).doctor,
  send: async () => (await import('./send.js')).send,
  receive: async () => (await import('./receive.js')).receive,
  top: async () => (await import('./top.js')).top,
}

const FAILED = 1
const CALLED_WRONGLY = 2
const INTERRUPTED = 130

const interrupt = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // Who asks twice does not want to wait.
    if (interrupt.signal.aborted) process.exit(INTERRUPTED)
    interrupt.abort()
  })
}
// Nobody sees what else is printed: whatever is under way ends.
process.stdout.on('error', () => interrupt.abort())

void main(process.argv.slice(2)).then(code => {
  process.exitCode = code
})

function print(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${line}\n`, error => (error ? reject(new OutputError(error)) : resolve()))
  })
}

async function main([name, ...args]: string[]): Promise<number> {
  const terminal: Terminal = {
    print,
    complain: line => void process.stderr.write(`${line}\n`),
    signal: interrupt.signal,
  }
  try {
    return await choose(name, args, terminal)
  } catch (error) {
    if (error instanceof OutputError && error.readerLeft) return 0
    if (!(error instanceof OutputError) && terminal.signal.aborted) return INTERRUPTED
    terminal.complain(`rocketmq-jet ${name}: ${(error as Error).message}`)
    if (!(error instanceof UsageError)) return FAILED
    terminal.complain(`See: rocketmq-jet ${name} --help`)
    return CALLED_WRONGLY
  }
}

async function choose(name: string | undefined, args: string[], terminal: Terminal): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    await terminal.print(await overview())
    return name === undefined ? CALLED_WRONGLY : 0
  }
  if (name === '--version') {
    await terminal.print(version())
    return 0
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (load === undefined) {
    // A word that does not look like a command may be a secret in the wrong place.
    const word = /^[a-z-]{1,12}$/.test(name) ? `'${name}'` : 'the first word'
    terminal.complain(
      `rocketmq-jet: unknown command ${word}; the commands are ${Object.keys(COMMANDS).join(', ')}`,
    )
    return CALLED_WRONGLY
  }
  const command = await load()
  if (!args.includes('--help') && !args.includes('-h')) return command.run(args, terminal)
  await terminal.print(command.help)
  return 0
}

async function overview(): Promise<string> {
  const lines = Object.entries(COMMANDS).map(
    async ([name, load]) => `  ${name.padEnd(9)}${(await load()).summary}`,
  )
  return [
    'rocketmq-jet: Apache RocketMQ 5 from the command line',
    '',
    'Usage: rocketmq-jet <command> [options]',
    '',
    ...(await Promise.all(lines)),
    '',
    'rocketmq-jet <command> --help tells more. Exit codes: 0 well, 1 failed, 2 called wrongly,',
    '130 interrupted before it was done.',
  ].join('\n')
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
