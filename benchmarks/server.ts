import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AdminClient } from '../scripts/cluster/admin-client.js'
import { type Cluster, startCluster } from '../scripts/cluster/cluster.js'
import { DEFAULT_VERSION } from '../scripts/cluster/cluster-options.js'
import { Progress } from '../scripts/cluster/progress.js'
import { serverClassPath } from '../scripts/cluster/server-jars.js'

/** The RocketMQ that is measured on. */
export interface Server {
  readonly endpoints: string
  /** Its version and how it was set up. */
  readonly describe: string
  /** Ours to kill and restart; missing where it was given to us. */
  readonly cluster?: Cluster
  /** A topic for this run alone, or the one that was named to us. */
  topic(prefix: string): Promise<string>
  /** A group for this run alone; missing where none can be created. */
  group?(prefix: string): Promise<string>
  stop(): Promise<void>
}

/** Starts a RocketMQ with a heap for measuring, or takes the one that `ROCKETMQ_ENDPOINTS` names. */
export async function openServer(flush: 'async' | 'sync', tell: (line: string) => void): Promise<Server> {
  const { ROCKETMQ_ENDPOINTS: endpoints, ROCKETMQ_NAME_SERVER: nameServer } = process.env
  if (!endpoints) return ownServer(flush, tell)
  if (flush === 'sync') throw new Error('how the given RocketMQ flushes is not ours to set')
  return nameServer ? givenServer(endpoints, nameServer, tell) : fixedServer(endpoints)
}

async function ownServer(flush: 'async' | 'sync', tell: (line: string) => void): Promise<Server> {
  tell(`starting RocketMQ, heap 2 GB, ${flush} flush`)
  const cluster = await startCluster({ heap: '2g', flush })
  return {
    endpoints: cluster.endpoints,
    describe: `RocketMQ ${cluster.version}, LOCAL mode, heap 2 GB`,
    cluster,
    topic: prefix => created(prefix, name => cluster.createTopic(name)),
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
    topic: prefix => created(prefix, name => admin.createTopic(name, 'NORMAL')),
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
    topic: async () => process.env.ROCKETMQ_TOPIC || 'quickstart',
    stop: async () => {},
  }
}

async function created(prefix: string, create: (name: string) => Promise<void>): Promise<string> {
  const name = `bench-${prefix}-${randomBytes(5).toString('hex')}`
  await create(name)
  return name
}
