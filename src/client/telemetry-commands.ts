import process from 'node:process'
import type { ServerCommand } from '../wire/server-command.js'

/** Stack traces in a second, of all clients of this process, beyond which none is made: each takes a millisecond. */
const MOST_DUMPS = 100
const PERIOD_MS = 1_000

let dumps = 0
let since = 0

/**
 * Answers the commands that every client can answer: a request for a stack trace gets what a single-threaded
 * client can tell of itself, what it is doing now and what keeps it busy. To verify a message takes a handler.
 *
 * @param describe what the client is doing now, as text
 */
export function answerCommand(command: ServerCommand, describe: () => string): void {
  if (command.kind === 'printStackTrace') command.answer(mayDump() ? dump(describe()) : TOO_OFTEN)
  else if (command.kind === 'verifyMessage')
    command.answer('NOT_IMPLEMENTED', 'this client has no message handler')
}

const TOO_OFTEN = `no more than ${MOST_DUMPS} stack traces are made in a second`

function mayDump(): boolean {
  const now = performance.now()
  if (now - since > PERIOD_MS) {
    since = now
    dumps = 0
  }
  return ++dumps <= MOST_DUMPS
}

function dump(client: string): string {
  const resources = new Map<string, number>()
  for (const resource of process.getActiveResourcesInfo()) {
    resources.set(resource, (resources.get(resource) ?? 0) + 1)
  }
  const active = [...resources].map(([resource, count]) => `${resource} ${count}`).join(', ')
  const { rss, heapUsed } = process.memoryUsage()
  return [
    `Node.js ${process.version}, pid ${process.pid}, up ${Math.round(process.uptime())} s`,
    `rss ${rss}, heap used ${heapUsed}`,
    `active: ${active}`,
    client,
    `main thread: ${stack()}`,
  ].join('\n')
}

/** Where the one thread of JavaScript is: answering this command, and what called it. */
function stack(): string {
  const holder: { stack?: string } = {}
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 50
  Error.captureStackTrace(holder, stack)
  Error.stackTraceLimit = stackTraceLimit
  return (holder.stack ?? '').replace(/^.*\n/, '\n')
}
