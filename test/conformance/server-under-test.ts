import type { EmbeddedProxy, TopicType } from '../../src/testing/index.js'
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
