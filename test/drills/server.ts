import { startCluster } from '../../scripts/cluster/cluster.js'
import type { GroupOptions, TopicType } from '../../scripts/cluster/cluster-options.js'
import { openGivenCluster } from '../support/given-cluster.js'

interface Populated {
  topics: Record<string, TopicType>
  groups: Record<string, GroupOptions>
}

/** Runs `drill` on the server that `ROCKETMQ_ENDPOINTS` names, or else on a LOCAL one of its own. */
export async function onRealServer(
  { topics, groups }: Populated,
  drill: (endpoints: string) => Promise<void>,
): Promise<void> {
  const { ROCKETMQ_ENDPOINTS: endpoints, ROCKETMQ_NAME_SERVER: nameServer } = process.env
  if (endpoints === undefined) {
    const cluster = await startCluster({ mode: 'local', topics, groups })
    return drill(cluster.endpoints).finally(() => cluster.stop())
  }
  const given = await openGivenCluster(nameServer)
  for (const [topic, type] of Object.entries(topics)) await given.createTopic(topic, type)
  for (const [group, options] of Object.entries(groups)) await given.createGroup(group, options)
  await given.stop()
  await drill(endpoints)
}
