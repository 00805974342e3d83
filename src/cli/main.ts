#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { type Command, EXIT, OutputError, type Terminal } from './command.js'

/** Loaded when they are called, so that `--help` answers at once. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  doctor: async () => (await import('./doctor.js')).doctor,
  send: async () => (await import('./send.js')).send,
  receive: async () => (await import('./receive.js')).receive,
  bench: async () => (await import('./bench.js')).bench,
  dlq: async () => (await import('./dlq.js')).dlq,
  top: async () => (await import('./top.js')).top,
}

const interrupt = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second signal ends it at once.
    if (interrupt.signal.aborted) process.exit(EXIT.interrupted)
    interrupt.abort()
  })
}
// Standard output is closed: whatever is under way ends. Without standard error it goes on.
process.stdout.on('error', error => interrupt.abort(new OutputError(error)))
process.stderr.on('error', () => {})

void main(process.argv.slice(2)).then(code => {
  process.exitCode = code
})

function write(data: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(data, error => (error ? reject(new OutputError(error)) : resolve()))
  })
}

async function main([name, ...args]: string[]): Promise<number> {
  const terminal: Terminal = {
    print: line => write(`${line}\n`),
    write,
    complain: line => void process.stderr.write(`${line}\n`),
    input: process.stdin,
    display: process.stderr.isTTY ? process.stderr : undefined,
    signal: interrupt.signal,
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const code = await show(await overview(), terminal)
    return name === undefined ? EXIT.usage : code
  }
  if (name === '--version') return show(version(), terminal)
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (load === undefined) {
    // A word that does not look like a command may be a secret in the wrong place.
    const word = /^[a-z-]{1,12}$/.test(name) ? `'${name}'` : 'the first word'
    terminal.complain(
      `rocketmq-jet: unknown command ${word}; the commands are ${Object.keys(COMMANDS).join(', ')}`,
    )
    return EXIT.usage
  }
  const command = await load()
  if (args.includes('--help') || args.includes('-h')) return show(command.help, terminal)
  const { run } = await import('./run.js')
  return run(name, command, args, terminal)
}

async function show(text: string, terminal: Terminal): Promise<number> {
  try {
    await terminal.print(text)
    return EXIT.success
  } catch (error) {
    if (error instanceof OutputError && error.readerLeft) return EXIT.success
    terminal.complain(`rocketmq-jet: ${(error as Error).message}`)
    return EXIT.failure
  }
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
    'rocketmq-jet <command> --help tells more. Exit codes: 0 success, 1 failure, 2 wrong usage,',
    '130 interrupted before it was done.',
  ].join('\n')
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
