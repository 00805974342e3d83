import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { javaClientClassPath } from '../../benchmarks/java-client.js'

const run = promisify(execFile)
const SOURCE = fileURLToPath(new URL('./java/Peer.java', import.meta.url))

/** Runs the official Java client, see Peer.java; the lines it printed. */
export async function javaPeer(...args: readonly string[]): Promise<string[]> {
  const options = [
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-Dfile.encoding=UTF-8',
    '-Dstdout.encoding=UTF-8',
  ]
  const { stdout } = await run(
    'java',
    [...options, '-cp', await javaClientClassPath(SOURCE, () => {}), 'Peer', ...args],
    {
      maxBuffer: 2 ** 24,
    },
  )
  return stdout.split('\n').filter(line => line !== '')
}
