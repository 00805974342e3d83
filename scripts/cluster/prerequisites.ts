import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ClusterError } from './cluster-error.js'

const run = promisify(execFile)

const INSTALL = 'install both (for example: apt-get install openjdk-17-jdk-headless maven)'

/**
 * One line saying what this machine lacks to run a real RocketMQ, or undefined if it lacks nothing. A JDK and
 * not only a JRE, because two small Java files of ours are compiled on the first start.
 */
export async function missingPrerequisites(): Promise<string | undefined> {
  const [java, compiler, maven] = await Promise.all([
    answers('java', '-version'),
    answers('javac', '-version'),
    answers('mvn', '-version'),
  ])
  const missing = [
    ...(java && compiler ? [] : ['a Java JDK (11 or later: java and javac)']),
    ...(maven ? [] : ['Maven (mvn)']),
  ]
  if (missing.length === 0) return undefined
  const docker = (await answers('docker', 'info'))
    ? ' Docker answers here, but this command does not use it: see examples/docker-compose.yml.'
    : ''
  return `A real RocketMQ needs ${missing.join(' and ')} on the PATH: ${INSTALL}.${docker}`
}

/** Fails with that line. */
export async function requirePrerequisites(): Promise<void> {
  const missing = await missingPrerequisites()
  if (missing !== undefined) throw new ClusterError(missing)
}

async function answers(command: string, argument: string): Promise<boolean> {
  try {
    await run(command, [argument], { timeout: 20_000 })
    return true
  } catch {
    return false
  }
}
