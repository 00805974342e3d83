import { setMaxListeners } from 'node:events'
import { RocketMQError } from '../index.js'
import { type Command, EXIT, OutputError, type Terminal } from './command.js'
import { usageErrorFor } from './flags.js'

/** Runs a command to its end, says what went wrong, and gives the exit code. */
export async function run(
  name: string,
  command: Command,
  args: string[],
  terminal: Terminal,
): Promise<number> {
  // Each waiting caller adds a listener; thousands of them are no leak.
  setMaxListeners(0, terminal.signal)
  try {
    return await command.run(args, terminal)
  } catch (error) {
    if (error instanceof OutputError && error.readerLeft) return EXIT.success
    if (!(error instanceof OutputError) && terminal.signal.aborted) return EXIT.interrupted
    const usage = usageErrorFor(error)
    terminal.complain(`rocketmq-jet ${name}: ${usage?.message ?? explain(error)}`)
    if (usage === undefined) return EXIT.failure
    terminal.complain(`See: rocketmq-jet ${name} --help`)
    return EXIT.usage
  }
}

/** An error in one line, with the code that its explanation can be looked up by. */
export function explain(error: unknown): string {
  const { code, message } = RocketMQError.from(error)
  return code === 'INTERNAL' ? message : `${code}: ${message}`
}
