import { setTimeout as pause } from 'node:timers/promises'
import { type MonitorSnapshot, renderReport } from '../index.js'
import { type Command, type Terminal, UsageError } from './command.js'
import { number, parseFlags } from './connection-flags.js'
import { Screen } from './screen.js'

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
    const source = sourceOf(positionals[0] ?? DEFAULT_URL)
    const snapshot = await fetchSnapshot(source, terminal.signal)
    if (values.json) await terminal.print(JSON.stringify(snapshot, undefined, 2))
    else if (values.once || !process.stdout.isTTY) await terminal.print(renderReport(snapshot))
    else await follow(source, snapshot, number('interval', values.interval) ?? 1_000, terminal)
    return 0
  },
}

interface Source {
  url: URL
  headers: Record<string, string>
}

/** The token leaves the address, which logs keep, and goes into a header. */
function sourceOf(text: string): Source {
  const address = URL.canParse(text) ? new URL(text) : undefined
  if (address?.protocol !== 'http:' && address?.protocol !== 'https:')
    throw new UsageError(`'${text}' is not a valid URL; serve() returns one, such as ${DEFAULT_URL}`)
  const token = address.searchParams.get('token')
  return {
    url: new URL('snapshot', address),
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  }
}

async function fetchSnapshot({ url, headers }: Source, signal: AbortSignal): Promise<MonitorSnapshot> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  let response: Response
  try {
    response = await fetch(url, { headers, signal: AbortSignal.any([timeout, signal]) })
  } catch (error) {
    const reason = timeout.aborted ? `no answer within ${TIMEOUT_MS} ms` : reasonOf(error)
    throw new Error(`no monitor answers at ${url.origin}: ${reason}`, { cause: error })
  }
  if (!response.ok)
    throw new Error(`${url.origin} answered ${response.status}: ${(await response.text()).trim()}`)
  const snapshot = (await response.json()) as Partial<MonitorSnapshot>
  if (snapshot.system === undefined || snapshot.producers === undefined)
    throw new Error(`what answers at ${url.origin} is not a monitor of rocketmq-jet`)
  return snapshot as MonitorSnapshot
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
      if (!signal.aborted) screen.show(await look(source, signal))
    }
  } finally {
    screen.close()
  }
}

/** A process that restarts is not the end: it is looked for again at the next turn. */
async function look(source: Source, signal: AbortSignal): Promise<string> {
  try {
    return renderReport(await fetchSnapshot(source, signal))
  } catch (error) {
    return `${(error as Error).message}\n\nTrying again; Ctrl+C ends.`
  }
}
