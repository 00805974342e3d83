import process from 'node:process'
import type { TelemetrySession } from '../remoting/telemetry-session.js'
import { apache } from '../wire/generated/protocol.js'

type Command = apache.rocketmq.v2.ITelemetryCommand
const { Code } = apache.rocketmq.v2

/**
 * Answers the commands that every client can answer: a request for a stack trace gets what a single-threaded
 * client can tell of itself, what it is doing now and what keeps it busy. Others get NOT_IMPLEMENTED.
 *
 * @param describe what the client is doing now, as text
 */
export function answerCommand(command: Command, session: TelemetrySession, describe: () => string): void {
  const stackTrace = command.printThreadStackTraceCommand
  if (stackTrace != null) {
    session.send({
      status: { code: Code.OK, message: '' },
      threadStackTrace: { nonce: stackTrace.nonce ?? '', threadStackTrace: dump(describe()) },
    })
    return
  }
  const verify = command.verifyMessageCommand
  if (verify != null) {
    session.send({
      status: { code: Code.NOT_IMPLEMENTED, message: 'this client has no message handler' },
      verifyMessageResult: { nonce: verify.nonce ?? '' },
    })
  }
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
