import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const BENCHMARKS = fileURLToPath(new URL('../../benchmarks/', import.meta.url))
const SCRIPT = fileURLToPath(new URL('./official-client-script.js', import.meta.url))

/** What a scenario of the official client saw. */
export type Seen = Record<string, unknown>

/**
 * Runs one scenario of official-client-script.js with the official Node client, which the benchmarks' package
 * brings. In a process of its own: the client writes logs into the home folder and keeps timers after its end.
 *
 * @param check looks at what was seen while the client still runs
 */
export async function runOfficialClient(
  scenario: string,
  options: object,
  check: (seen: Seen) => void | Promise<void>,
): Promise<void> {
  if (!existsSync(join(BENCHMARKS, 'node_modules', 'rocketmq-client-nodejs'))) {
    throw new Error('The official client is not installed: run npm ci in benchmarks/, as npm test does')
  }
  const home = await mkdtemp(join(tmpdir(), 'rocketmq-jet-official-'))
  const args = [SCRIPT, join(BENCHMARKS, 'package.json'), scenario, JSON.stringify(options)]
  const child = spawn(process.execPath, args, { env: { ...process.env, HOME: home, USERPROFILE: home } })
  const closed = new Promise(resolve => child.once('close', resolve))
  try {
    await check(await sightOf(child))
  } finally {
    child.kill('SIGKILL')
    await closed
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

function sightOf(child: ChildProcessWithoutNullStreams): Promise<Seen> {
  let printed = ''
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => reject(new Error(`the official client ended with ${code}: ${printed}`)))
    child.stderr.on('data', chunk => {
      printed += String(chunk)
    })
    createInterface({ input: child.stdout }).on('line', line => {
      if (line.startsWith('SEEN ')) resolve(JSON.parse(line.slice(5)) as Seen)
      else printed += line
    })
  })
}
