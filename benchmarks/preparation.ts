import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { javaClientClassPath } from './java-client.js'
import type { Launcher } from './subject-process.js'

const run = promisify(execFile)
const HERE = fileURLToPath(new URL('.', import.meta.url))
const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** URL of the folder of the built SDK. */
export const SDK = pathToFileURL(`${join(ROOT, 'dist')}/`).href

/** Builds the SDK and the processes that are measured, and gets the rivals. */
export async function prepare(tell: (line: string) => void): Promise<Launcher> {
  tell('building the SDK')
  await execute(process.execPath, [join(ROOT, 'scripts/build.js')])
  const typescript = dirname(createRequire(join(ROOT, 'x.js')).resolve('typescript/package.json'))
  await execute(process.execPath, [join(typescript, 'bin/tsc'), '-p', join(HERE, 'tsconfig.json')])
  if (!existsSync(join(HERE, 'node_modules', 'rocketmq-client-nodejs'))) {
    tell('installing the official Node client')
    await execute('npm', ['ci', '--prefix', HERE, '--no-audit', '--no-fund'])
  }
  return { javaClassPath: await javaClassPath(tell) }
}

/** Runs a command to its end; what it printed is in the error if it fails. */
async function execute(command: string, args: readonly string[]): Promise<void> {
  try {
    await run(command, [...args], { cwd: ROOT })
  } catch (failure) {
    const { stdout = '', stderr = '' } = failure as { stdout?: string; stderr?: string }
    throw new Error(`${command} ${args.join(' ')} failed:\n${(stdout || stderr).slice(0, 2_000)}`)
  }
}

/** Without Java the rest is measured all the same. */
async function javaClassPath(tell: (line: string) => void): Promise<string | undefined> {
  try {
    return await javaClientClassPath(join(HERE, 'java/Rival.java'), tell)
  } catch (failure) {
    tell(`the official Java client is left out: ${(failure as Error).message.split('\n')[0]}`)
    return undefined
  }
}
