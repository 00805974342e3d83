import { setTimeout as pause } from 'node:timers/promises'
import type { WriteStream } from 'node:tty'
import type { RetryAgent } from 'undici'
import { type MonitorSnapshot, renderReport } from '../index.js'
import { type Command, type Terminal, UsageError } from './command.js'
import { number, parseFlags } from './flags.js'

const FLAGS = { once: { type: 'boolean' }, json: { type: 'boolean' }, interval: { type: 'string' } } as const
const DEFAULT_URL = 'http://127.0.0.1:8077/'
const TIMEOUT_MS = 5_000

/** `rocketmq-jet top` */
export const top: Command = {
  summary: 'shows live what a process does that serves its monitor',
  help: `Usage: rocketmq-jet top [URL]

Shows the figures of a process whose monitor is served (monitor.serve()), as they change, until it is interrupted.
Where standard output is no terminal it prints them once.

  URL                   what serve() returned, with the token if there is one (${DEFAULT_URL})
  --once                print once and end
  --json                print the whole snapshot as JSON, once
  --interval MS         how often to look (1000)`,
  run: async (args, terminal) => {
    const { values, positionals } = parseFlags(args, FLAGS, 1)
    const intervalMs = number('interval', values.interval) ?? 1_000
    const source = await Source.open(positionals[0] ?? DEFAULT_URL, terminal.signal)
    try {
      const snapshot = await source.snapshot()
      if (values.json) await terminal.print(JSON.stringify(snapshot, undefined, 2))
      else if (values.once || !process.stdout.isTTY) await terminal.print(renderReport(snapshot))
      else await follow(source, snapshot, intervalMs, terminal)
      return 0
    } finally {
      await source.close()
    }
  },
}

/** The monitor of another process, read again and again over one connection. */
class Source {
  readonly #url: URL
  readonly #headers: Record<string, string>
  readonly #signal: AbortSignal
  readonly #dispatcher: RetryAgent

  private constructor({ url, headers }: Address, dispatcher: RetryAgent, signal: AbortSignal) {
    this.#url = url
    this.#headers = headers
    this.#dispatcher = dispatcher
    this.#signal = signal
  }

  /** @throws UsageError if `text` is not a URL */
  static async open(text: string, signal: AbortSignal): Promise<Source> {
    const address = addressOf(text)
    // Its import costs 88 ms, which `--help` need not pay.
    const { Agent, RetryAgent } = await import('undici')
    const agent = new Agent({
      connections: 1,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      connect: { timeout: TIMEOUT_MS },
    })
    // What went wrong on the way is tried again; whatever the monitor answers is for the user to read.
    return new Source(
      address,
      new RetryAgent(agent, { maxRetries: 2, minTimeout: 100, statusCodes: [] }),
      signal,
    )
  }

  async snapshot(): Promise<MonitorSnapshot> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS)
    const signal = AbortSignal.any([timeout, this.#signal])
    const { origin } = this.#url
    let statusCode: number
    let text: string
    try {
      const { request } = await import('undici')
      const response = await request(this.#url, {
        headers: this.#headers,
        dispatcher: this.#dispatcher,
        signal,
      })
      statusCode = response.statusCode
      text = await response.body.text()
    } catch (error) {
      const reason = timeout.aborted ? `no answer within ${TIMEOUT_MS} ms` : reasonOf(error)
      throw new Error(`no monitor answers at ${origin}: ${reason}`, { cause: error })
    }
    if (statusCode !== 200) throw new Error(`${origin} answered ${statusCode}: ${text.trim()}`)
    return parse(text, origin)
  }

  close(): Promise<void> {
    return this.#dispatcher.destroy()
  }
}

function parse(text: string, origin: string): MonitorSnapshot {
  try {
    const snapshot = JSON.parse(text) as Partial<MonitorSnapshot> | null
    if (snapshot?.system !== undefined && snapshot.producers !== undefined) return snapshot as MonitorSnapshot
  } catch {
    // It is no JSON; the error below says so.
  }
  throw new Error(`what answers at ${origin} is not a monitor of rocketmq-jet`)
}

interface Address {
  url: URL
  headers: Record<string, string>
}

/** The token is sent in a header and not in the address, because addresses are logged. */
function addressOf(text: string): Address {
  const address = URL.canParse(text) ? new URL(text) : undefined
  if (address?.protocol !== 'http:' && address?.protocol !== 'https:')
    throw new UsageError(`the address is not a valid URL; serve() returns one, such as ${DEFAULT_URL}`)
  const token = address.searchParams.get('token')
  return {
    url: new URL('snapshot', address),
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  }
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error
  return cause instanceof Error && cause.message !== '' ? cause.message : message
}

async function follow(
  source: Source,
  first: MonitorSnapshot,
  intervalMs: number,
  { signal }: Terminal,
): Promise<void> {
  const screen = new Screen(process.stdout)
  screen.open()
  try {
    screen.show(renderReport(first))
    while (!signal.aborted) {
      await pause(intervalMs, undefined, { signal }).catch(() => {})
      if (!signal.aborted) screen.show(await look(source))
    }
  } finally {
    screen.close()
  }
}

/** The report, or why there is none: a process that restarts may answer the next time. */
async function look(source: Source): Promise<string> {
  try {
    return renderReport(await source.snapshot())
  } catch (error) {
    return `${(error as Error).message}\n\nTrying again; Ctrl+C ends.`
  }
}

const ESC = '\u001b['
const ENTER = `${ESC}?1049h${ESC}?25l`
const LEAVE = `${ESC}?25h${ESC}?1049l`
const HOME = `${ESC}H`
const CLEAR_LINE = `${ESC}K`
const CLEAR_REST = `${ESC}J`

/** The terminal's other screen: what stood there before is back after `close()`. */
export class Screen {
  readonly #terminal: Pick<WriteStream, 'write' | 'columns' | 'rows'>

  constructor(terminal: Pick<WriteStream, 'write' | 'columns' | 'rows'>) {
    this.#terminal = terminal
  }

  open(): void {
    this.#terminal.write(ENTER)
  }

  /** Puts `text` in place of what is shown, as much of it as fits; nothing flickers or scrolls. */
  show(text: string): void {
    const { columns = 80, rows = 24 } = this.#terminal
    const lines = text.split('\n').slice(0, rows - 1)
    const fitting = lines.map(line => `${[...line].slice(0, columns).join('')}${CLEAR_LINE}`)
    this.#terminal.write(`${HOME}${fitting.join('\n')}\n${CLEAR_REST}`)
  }

  close(): void {
    this.#terminal.write(LEAVE)
  }
}
