#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { type Command, type Terminal, UsageError } from './command.js'

/** Loaded when they are called, so that `--help` answers at once. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  doctor: async () => (await import('./doctor.js')).doctor,
  send: async () => (await import('./send.js')).send,
  receive: async () => (await import('./receive.js')).receive,
  top: async () => (await import('./top.js')).top,
}

const interrupt = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // Who asks twice does not want to wait.
    if (interrupt.signal.aborted) process.exit(130)
    interrupt.abort()
  })
}
// A reader that has seen enough, such as head, closes the pipe: that is no fault.
process.stdout.on('error', () => process.exit(0))

void main(process.argv.slice(2)).then(code => {
  process.exitCode = code
})

async function main([name, ...args]: string[]): Promise<number> {
  const terminal: Terminal = {
    print: line => void process.stdout.write(`${line}\n`),
    complain: line => void process.stderr.write(`${line}\n`),
    signal: interrupt.signal,
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.print(await overview())
    return name === undefined ? 2 : 0
  }
  if (name === '--version') {
    terminal.print(version())
    return 0
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (load === undefined) {
    terminal.complain(`rocketmq-jet: '${name}' is no command; there are ${Object.keys(COMMANDS).join(', ')}`)
    return 2
  }
  return run(name, await load(), args, terminal)
}

async function run(name: string, command: Command, args: string[], terminal: Terminal): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    terminal.print(command.help)
    return 0
  }
  try {
    return await command.run(args, terminal)
  } catch (error) {
    terminal.complain(`rocketmq-jet ${name}: ${(error as Error).message}`)
    if (error instanceof UsageError) terminal.complain(`See: rocketmq-jet ${name} --help`)
    return error instanceof UsageError ? 2 : 1
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
    'rocketmq-jet <command> --help tells more. Exit codes: 0 well, 1 failed, 2 called wrongly.',
  ].join('\n')
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
