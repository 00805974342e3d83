import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { arch, cpus, platform, totalmem } from 'node:os'
import { promisify } from 'node:util'
import { JAVA_CLIENT_VERSION } from './java-client.js'
import type { Machine } from './results.js'

/** What the figures are taken on. */
export async function describeMachine(server: string): Promise<Machine> {
  const cores = cpus()
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.version,
    java: await javaVersion(),
    server,
    sdk: versionIn('../package.json'),
    officialNode: versionIn('./node_modules/rocketmq-client-nodejs/package.json'),
    officialJava: JAVA_CLIENT_VERSION,
  }
}

async function javaVersion(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('java', ['--version'])
    return stdout.split('\n')[0] ?? 'unknown'
  } catch {
    return 'none'
  }
}

function versionIn(path: string): string {
  const text = readFileSync(new URL(path, import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
