import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AdminClient } from '../scripts/cluster/admin-client.js'
import { type Cluster, startCluster } from '../scripts/cluster/cluster.js'
import { type ClusterMode, DEFAULT_VERSION, type TopicType } from '../scripts/cluster/cluster-options.js'
import { Progress } from '../scripts/cluster/progress.js'
import { serverClassPath } from '../scripts/cluster/server-jars.js'
import type { MessageKind } from './subjects/protocol.js'

/** How a RocketMQ is set up to be measured. */
export interface ServerSetup {
  readonly flush: 'async' | 'sync'
  readonly mode: ClusterMode
}

/** The RocketMQ that is measured on. */
export interface Server {
  readonly endpoints: string
  /** Its version and how it was set up. */
  readonly describe: string
  /** Ours to kill and restart; missing where it was given to us. */
  readonly cluster?: Cluster
  /** A topic for this run alone; a plain one may be the one that was named to us. */
  topic(prefix: string, kind?: MessageKind): Promise<string>
  /** A group for this run alone; missing where none can be created. */
  group?(prefix: string): Promise<string>
  stop(): Promise<void>
}

/** Starts a RocketMQ with a heap for measuring, or takes the one that `ROCKETMQ_ENDPOINTS` names. */
export async function openServer(setup: ServerSetup, tell: (line: string) => void): Promise<Server> {
  const { ROCKETMQ_ENDPOINTS: endpoints, ROCKETMQ_NAME_SERVER: nameServer } = process.env
  if (!endpoints) return ownServer(setup, tell)
  if (setup.flush === 'sync') throw new Error('how the given RocketMQ flushes is not ours to set')
  if (setup.mode === 'cluster') throw new Error('the mode of the given RocketMQ is not ours to set')
  return nameServer ? givenServer(endpoints, nameServer, tell) : fixedServer(endpoints)
}

async function ownServer({ flush, mode }: ServerSetup, tell: (line: string) => void): Promise<Server> {
  tell(`starting RocketMQ, ${mode.toUpperCase()} mode, heap 2 GB, ${flush} flush`)
  const cluster = await startCluster({ heap: '2g', flush, mode, manyTransactions: true })
  return {
    endpoints: cluster.endpoints,
    describe: `RocketMQ ${cluster.version}, ${mode.toUpperCase()} mode, heap 2 GB`,
    cluster,
    topic: (prefix, kind) => created(prefix, name => cluster.createTopic(name, topicType(kind))),
    group: prefix => created(prefix, name => cluster.createGroup(name)),
    stop: () => cluster.stop(),
  }
}

async function givenServer(
  endpoints: string,
  nameServer: string,
  tell: (line: string) => void,
): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'rocketmq-jet-bench-'))
  const classPath = await serverClassPath(DEFAULT_VERSION, new Progress(tell))
  const admin = new AdminClient({ classPath, nameServer, folder })
  return {
    endpoints,
    describe: 'a RocketMQ that was given',
    topic: (prefix, kind) => created(prefix, name => admin.createTopic(name, topicType(kind))),
    group: prefix => created(prefix, name => admin.createGroup(name)),
    stop: async () => {
      await admin.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function fixedServer(endpoints: string): Server {
  return {
    endpoints,
    describe: 'a RocketMQ that was given, without its name server',
    topic: async (_, kind = 'normal') => {
      if (kind === 'normal') return process.env.ROCKETMQ_TOPIC || 'quickstart'
      throw new Error('the given RocketMQ has no topic for that')
    },
    stop: async () => {},
  }
}

function topicType(kind: MessageKind = 'normal'): TopicType {
  return kind.toUpperCase() as TopicType
}

async function created(prefix: string, create: (name: string) => Promise<void>): Promise<string> {
  const name = `bench-${prefix}-${randomBytes(5).toString('hex')}`
  await create(name)
  return name
}
