import { execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { javaClientClassPath } from '../../benchmarks/java-client.js'
import { DEFAULT_VERSION } from '../../scripts/cluster/cluster-options.js'
import { Progress } from '../../scripts/cluster/progress.js'
import { serverClassPath } from '../../scripts/cluster/server-jars.js'

const run = promisify(execFile)
const SOURCE = fileURLToPath(new URL('./java/Peer.java', import.meta.url))

const REMOTING_SOURCE = fileURLToPath(new URL('./java/RemotingPeer.java', import.meta.url))
const OPTIONS = [
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Dfile.encoding=UTF-8',
  '-Dstdout.encoding=UTF-8',
]

/** Runs the official Java client, see Peer.java; the lines it printed. */
export async function javaPeer(...args: readonly string[]): Promise<string[]> {
  return linesOf([...(await peerCommand()), ...args])
}

/** Runs Java's client of the older remoting protocol, see RemotingPeer.java; the lines it printed. */
export async function remotingPeer(...args: readonly string[]): Promise<string[]> {
  const classPath = await serverClassPath(DEFAULT_VERSION, new Progress())
  return linesOf([...OPTIONS, '-cp', classPath, REMOTING_SOURCE, ...args])
}

/** The official Java client as a push consumer, until it is stopped. */
export class JavaConsumer implements AsyncDisposable {
  /** Ids of the messages it handled. */
  readonly handled: string[] = []
  readonly #stop: () => Promise<void>

  private constructor(lines: AsyncIterator<string>, stop: () => Promise<void>) {
    this.#stop = stop
    void this.#read(lines)
  }

  /** Settles when it has started; it asks for its queues within the next seconds. */
  static async start(endpoints: string, topic: string, group: string): Promise<JavaConsumer> {
    const command = [...(await peerCommand()), 'consume', endpoints, topic, group]
    const child = spawn('java', command, { stdio: ['pipe', 'pipe', 'ignore'] })
    const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    for (let line = await lines.next(); line.value !== 'ready'; line = await lines.next())
      if (line.done) throw new Error('the Java client ended before it was ready')
    return new JavaConsumer(lines, () => {
      child.stdin.end()
      return ended
    })
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stop()
  }

  async #read(lines: AsyncIterator<string>): Promise<void> {
    for (let line = await lines.next(); !line.done; line = await lines.next()) this.handled.push(line.value)
  }
}

async function peerCommand(): Promise<string[]> {
  return [...OPTIONS, '-cp', await javaClientClassPath(SOURCE, () => {}), 'Peer']
}

async function linesOf(command: readonly string[]): Promise<string[]> {
  const { stdout } = await run('java', command, { maxBuffer: 2 ** 24 })
  return stdout.split('\n').filter(line => line !== '')
}
