import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

// `npm run drill -- nodes [VERSION…]`: the tests that need Node alone on other versions of it, from npm's package node.
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PROJECTS = ['unit', 'properties', 'embedded', 'faults']

const named = process.argv.slice(3)
for (const version of named.length > 0 ? named : ['20', '22', '24']) {
  const folder = await mkdtemp(join(tmpdir(), 'rocketmq-jet-node-'))
  try {
    const bin = join(folder, 'node_modules', '.bin')
    await run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', `node@${version}`])
    // Processes that tests start find the same version.
    const path = `${bin}${delimiter}${process.env.PATH}`
    const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
    await run(join(bin, 'node'), ['--version'], path)
    await run(join(bin, 'node'), [vitest, 'run', ...PROJECTS.flatMap(name => ['--project', name])], path)
  } catch (error) {
    console.error(`Node.js ${version}: ${(error as Error).message}`)
    process.exitCode = 1
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function run(command: string, args: string[], path = process.env.PATH): Promise<void> {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, PATH: path } })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`)
}
