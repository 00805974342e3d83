import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { ClusterError } from './cluster-error.js'
import type { GroupOptions, TopicType } from './cluster-options.js'

/** What the administration JVM needs to know. */
export interface AdminOptions {
  classPath: string
  /** Address of the name server. */
  nameServer: string
  /** Flags of the JVM besides those it always has. */
  flags?: readonly string[]
  /** Folder for its logs. */
  folder: string
  /** Needed when the brokers have access control. */
  credentials?: { accessKey: string; secretKey: string }
}

interface Pending {
  resolve(text: string): void
  reject(failure: Error): void
}

const DEFAULT_QUEUES = 8

/** One administration JVM, started with the first command and kept for the next: mqadmin without its second. */
export class AdminClient {
  readonly #options: AdminOptions
  #jvm: ChildProcessWithoutNullStreams | undefined
  #pending: Pending[] = []
  #printed = ''

  constructor(options: AdminOptions) {
    this.#options = options
  }

  /** Starts the JVM ahead of its first command. */
  start(): void {
    this.#jvm ??= this.#spawn()
  }

  /** Waits until the name server knows the brokers at these addresses, hurrying them on. */
  async waitForBrokers(addresses: readonly string[], timeoutMs: number): Promise<void> {
    await this.#command(['register', String(timeoutMs), ...addresses])
  }

  /** Creates or changes the topic on every broker and waits until the name server routes it. */
  async createTopic(name: string, type: TopicType, queues = DEFAULT_QUEUES): Promise<void> {
    await this.#command(['topic', name, type, String(queues)])
  }

  /** Creates or changes the group on every broker. */
  async createGroup(name: string, options: GroupOptions = {}): Promise<void> {
    const { retryPolicy } = options
    const policy = typeof retryPolicy === 'object' ? JSON.stringify(retryPolicy) : retryPolicy
    const attempts = options.maxAttempts === undefined ? undefined : String(options.maxAttempts)
    await this.#command(['group', name, String(options.fifo ?? false), options.liteTopic, attempts, policy])
  }

  /** Lets a consumer handle a stored message once more and tell how it went, such as `CR_SUCCESS`. */
  verifyMessage(group: string, clientId: string, topic: string, messageId: string): Promise<string> {
    return this.#command(['verify', group, clientId, topic, messageId])
  }

  /** Any mqadmin command, such as `clusterList -n …`; answers what it printed. */
  mqadmin(args: readonly string[]): Promise<string> {
    return this.#command(['mqadmin', ...args])
  }

  /** Ends the JVM; a command after this starts a new one. */
  async stop(): Promise<void> {
    const jvm = this.#jvm
    if (!jvm) return
    this.#lose(jvm, 'it was stopped')
    const closed = new Promise(resolve => jvm.once('close', resolve))
    jvm.ref()
    jvm.stdin.end()
    await closed
  }

  #command(words: readonly (string | undefined)[]): Promise<string> {
    this.start()
    const jvm = this.#jvm
    return new Promise((resolve, reject) => {
      this.#pending.push({ resolve, reject })
      keepAlive(jvm, true)
      jvm?.stdin.write(`${words.map(encodeWord).join(' ')}\n`)
    })
  }

  #spawn(): ChildProcessWithoutNullStreams {
    const { classPath, nameServer, folder, credentials, flags: more = [] } = this.#options
    const keys = credentials ? [credentials.accessKey, credentials.secretKey] : []
    const flags = [
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-Xmx128m',
      `-Duser.home=${folder}`,
      ...more,
    ]
    const jvm = spawn('java', [...flags, '-cp', classPath, 'Admin', nameServer, ...keys], {
      env: { ...process.env, ROCKETMQ_HOME: `${folder}/home` },
    })
    createInterface({ input: jvm.stdout }).on('line', line => this.#settle(line))
    jvm.stderr.on('data', chunk => {
      this.#printed = (this.#printed + chunk).slice(-4000)
    })
    jvm.stdin.on('error', () => {})
    jvm.once('error', failure => this.#lose(jvm, failure.message))
    jvm.once('close', code => this.#lose(jvm, `it ended with code ${code}. ${this.#printed}`))
    keepAlive(jvm, false)
    return jvm
  }

  #settle(line: string): void {
    const [word = '', text = ''] = line.split(' ')
    const answer = decodeURIComponent(text.replaceAll('+', ' '))
    const pending = this.#pending.shift()
    if (this.#pending.length === 0) keepAlive(this.#jvm, false)
    if (word === 'ok') pending?.resolve(answer)
    else pending?.reject(new ClusterError(`The cluster refused: ${answer}`))
  }

  #lose(jvm: ChildProcessWithoutNullStreams, reason: string): void {
    // What is pending now belongs to a later JVM if this one has been replaced.
    if (this.#jvm !== jvm) return
    this.#jvm = undefined
    const lost = this.#pending
    this.#pending = []
    for (const { reject } of lost) reject(new ClusterError(`The administration JVM failed: ${reason}`))
  }
}

/** One word of the protocol: URL-encoded, "-" alone meaning that it is left out. */
export function encodeWord(word: string | undefined): string {
  if (word === undefined) return '-'
  return word === '-' ? '%2D' : encodeURIComponent(word)
}

/** Holds this process only while an answer is due: an idle administration JVM must not. */
function keepAlive(jvm: ChildProcessWithoutNullStreams | undefined, busy: boolean): void {
  if (!jvm) return
  const verb = busy ? 'ref' : 'unref'
  jvm[verb]()
  for (const pipe of [jvm.stdin, jvm.stdout, jvm.stderr]) {
    ;(pipe as unknown as Record<'ref' | 'unref', () => void>)[verb]()
  }
}
