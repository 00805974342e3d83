import type { ClusterOptions, GroupOptions, TopicOptions, TopicType } from './cluster-options.js'
import { ALICE } from './config-files.js'
import { DEFAULT_GROUP, DEFAULT_TOPIC } from './defaults.js'

/** The part of a cluster that filling it needs. */
export interface Populated {
  /** Present when the cluster has access control. */
  readonly credentials: object | undefined
  createTopic(name: string, type?: TopicType, options?: Pick<TopicOptions, 'queues'>): Promise<void>
  createGroup(name: string, options?: GroupOptions): Promise<void>
  createUser(name: string, secret: string): Promise<void>
  createAcl(user: string, resources: readonly string[], actions: readonly string[]): Promise<void>
}

/** Creates the default and the asked-for topics, groups and users of a cluster that just started. */
export async function populate(
  cluster: Populated,
  { topics = {}, groups = {} }: ClusterOptions,
): Promise<void> {
  await cluster.createTopic(DEFAULT_TOPIC)
  for (const [name, given] of Object.entries(topics)) {
    const options = typeof given === 'string' ? { type: given } : given
    await cluster.createTopic(name, options.type, options)
  }
  await cluster.createGroup(DEFAULT_GROUP)
  for (const [name, options] of Object.entries(groups)) await cluster.createGroup(name, options)
  if (!cluster.credentials) return
  const own = [`Topic:${DEFAULT_TOPIC}`, `Group:${DEFAULT_GROUP}`]
  await cluster.createUser(ALICE.accessKey, ALICE.secretKey)
  await cluster.createAcl(ALICE.accessKey, own, ['Pub', 'Sub'])
}
