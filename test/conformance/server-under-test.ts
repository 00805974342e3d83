import type { Cluster } from '../../scripts/cluster/cluster.js'
import type { Credentials } from '../../src/index.js'
import { EmbeddedProxy, type Permission, type TopicType, type User } from '../../src/testing/index.js'
import type { TestCluster } from '../support/cluster.js'
import { RawClient } from '../support/raw-client.js'

/** What the conformance tests ask of a consumer group. */
export interface GroupWish {
  fifo?: boolean
  /** Makes it a lite group of this topic. */
  liteTopic?: string
  maxAttempts?: number
  backoff?: { initialMs: number; maxMs: number; multiplier: number }
}

/** A RocketMQ that is held to the behaviours in this folder: the double or a real one. */
export interface ServerUnderTest {
  /** `host:port` of its proxy. */
  readonly endpoints: string
  readonly mode: 'LOCAL' | 'CLUSTER'
  createTopic(name: string, type: TopicType, queues: number): Promise<void>
  createGroup(name: string, wish: GroupWish): Promise<void>
}

/** One with access control, whose users are {@link USERS}, and with a certificate. */
export interface GuardedServer extends ServerUnderTest {
  /** PEM of the authority that its certificate comes from. */
  readonly ca: string
  /** `host:port` of a server that speaks no TLS, with the same users; this one may be gone then. */
  withoutTls(): Promise<string>
}

/** The first is a super user, the last may do nothing. */
export const USERS: readonly User[] = [
  { accessKey: 'root', secretKey: 'root-secret' },
  { accessKey: 'owner', secretKey: 'owner-secret', permissions: on('open-*', ['Pub', 'Sub']) },
  { accessKey: 'reader', secretKey: 'reader-secret', permissions: on('open-*', ['Sub']) },
  {
    accessKey: 'writer',
    secretKey: 'writer-secret',
    permissions: [{ resource: 'Topic:open-*', actions: ['Pub'] }],
  },
  {
    accessKey: 'clerk',
    secretKey: 'clerk-secret',
    permissions: [{ resource: 'Topic:exact', actions: ['Pub'] }],
  },
  { accessKey: 'guest', secretKey: 'guest-secret', permissions: [] },
]

/** How one of {@link USERS} signs. */
export function credentialsOf(accessKey: string): Credentials {
  const { secretKey } = USERS.find(user => user.accessKey === accessKey) as User
  return { accessKey, secretKey }
}

/** Actions on the topics and groups of a name. */
function on(name: string, actions: Permission['actions']): Permission[] {
  return [
    { resource: `Topic:${name}`, actions },
    { resource: `Group:${name}`, actions },
  ]
}

/** The double. */
export function embeddedServer(proxy: EmbeddedProxy, mode: 'LOCAL' | 'CLUSTER'): ServerUnderTest {
  return {
    endpoints: proxy.endpoints,
    mode,
    createTopic: async (name, type, queues) => proxy.createTopic(name, { type, queues }),
    createGroup: async (name, wish) => proxy.createGroup(name, wish),
  }
}

/** A real cluster, whose mode is what its proxy shows. */
export async function realServer(cluster: TestCluster): Promise<ServerUnderTest> {
  const { endpoints } = cluster
  return {
    endpoints,
    mode: await modeOf(cluster),
    createTopic: (name, type, queues) => cluster.createTopic(name, type, { queues }),
    createGroup: (name, { backoff, ...wish }) =>
      cluster.createGroup(name, { ...wish, ...(backoff && { retryPolicy: retryPolicyOf(backoff) }) }),
  }
}

/** The double, which must have been started with {@link USERS} and `tls`. */
export function guardedDouble(proxy: EmbeddedProxy): GuardedServer & { close(): Promise<void> } {
  if (proxy.certificate === undefined) throw new Error('the double speaks no TLS')
  let plain: EmbeddedProxy | undefined
  return {
    ...embeddedServer(proxy, 'LOCAL'),
    ca: proxy.certificate,
    withoutTls: async () => {
      plain ??= await EmbeddedProxy.start({ credentials: USERS, topics: { 'open-topic': 'NORMAL' } })
      return plain.endpoints
    },
    close: async () => void (await Promise.all([proxy.close(), plain?.close()])),
  }
}

/** A real cluster that was started with `acl` and `tls`, after {@link USERS} were made there. */
export async function guardedCluster(cluster: Cluster): Promise<GuardedServer> {
  if (cluster.ca === undefined) throw new Error('the cluster has no certificate')
  for (const { accessKey, secretKey, permissions } of USERS) {
    await cluster.createUser(accessKey, secretKey, { superUser: permissions === undefined })
    for (const { resource, actions } of permissions ?? []) {
      await cluster.createAcl(accessKey, [resource], actions)
    }
  }
  return {
    ...(await realServer(cluster)),
    ca: cluster.ca,
    withoutTls: async () => {
      await cluster.killProxy()
      await withJavaOption('-Dtls.server.mode=disabled', () => cluster.startProxy())
      return cluster.endpoints
    },
  }
}

async function withJavaOption(option: string, work: () => Promise<void>): Promise<void> {
  const { env } = process
  const before = env.JAVA_TOOL_OPTIONS
  env.JAVA_TOOL_OPTIONS = before === undefined ? option : `${before} ${option}`
  try {
    await work()
  } finally {
    if (before === undefined) delete env.JAVA_TOOL_OPTIONS
    else env.JAVA_TOOL_OPTIONS = before
  }
}

function retryPolicyOf({ initialMs, maxMs, multiplier }: Required<GroupWish>['backoff']): object {
  return {
    type: 'EXPONENTIAL',
    exponentialRetryPolicy: { initial: initialMs, max: maxMs, multiplier },
  }
}

/** LOCAL proxies answer with their own address, CLUSTER ones with the address they were asked under. */
async function modeOf(cluster: TestCluster): Promise<'LOCAL' | 'CLUSTER'> {
  if (cluster.mode !== undefined) return cluster.mode === 'local' ? 'LOCAL' : 'CLUSTER'
  const topic = `mode-${Date.now().toString(36)}`
  await cluster.createTopic(topic)
  const client = new RawClient(cluster.endpoints)
  try {
    const foreign = { scheme: 1, addresses: [{ host: '192.0.2.1', port: 80 }] }
    const { messageQueues } = await client.queryRoute({ topic: { name: topic }, endpoints: foreign })
    const host = messageQueues?.[0]?.broker?.endpoints?.addresses?.[0]?.host
    return host === '192.0.2.1' ? 'CLUSTER' : 'LOCAL'
  } finally {
    client.close()
  }
}
