import { parseCommand, USAGE } from './cluster/arguments.js'
import { ClusterError } from './cluster/cluster-error.js'
import { runCommand } from './cluster/commands.js'

// A reader that went away, such as `head`, is no reason to leave a cluster half started.
process.stdout.on('error', () => {})

try {
  const command = parseCommand(process.argv.slice(2))
  if (command.name === 'help') console.log(USAGE)
  else await runCommand(command, line => console.log(line))
} catch (failure) {
  // A ClusterError says all there is to say; anything else is a fault of ours, with its stack.
  console.error(failure instanceof ClusterError ? failure.message : failure)
  process.exitCode = 1
}
