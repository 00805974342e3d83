import type { Client } from '../client/client.js'
import { RocketMQError } from '../errors.js'
import type { Endpoints } from '../route/endpoints.js'
import type { MessageQueue } from '../route/message-queue.js'
import { endpointsToWire, queueFromWire } from '../wire/route-codec.js'
import { rpcs } from '../wire/rpc-table.js'

/** The queues of one broker that are a consumer's. */
export interface Assignment {
  /** Stands for all of them, as one poll covers them. */
  readonly queue: MessageQueue
  /** How many there are, as far as the server says. */
  readonly queues: number
}

/**
 * Asks which queues of a topic are this consumer's. The server gives every client the same answer, since
 * consumers of a group share each queue message by message; one poll covers all queues of a broker, so one
 * entry a broker is enough.
 */
export async function queryAssignments(client: Client, group: string, topic: string): Promise<Assignment[]> {
  const targets = await targetsFor(client, topic)
  for (let next = targets.shift(); next !== undefined; next = targets.shift()) {
    try {
      return await queryAt(client, group, topic, next)
    } catch (error) {
      // One broker that is down hides no others: each knows the whole route.
      if (!RocketMQError.from(error).retryable || targets.length === 0) throw error
    }
  }
  return []
}

/** Whom to ask, best first: the endpoint the client dialled if it serves the topic, then the others. */
async function targetsFor(client: Client, topic: string): Promise<Endpoints[]> {
  const { endpoints } = client.configuration
  const route = await client.routes.get(topic)
  const others = route.endpointsList.filter(each => each !== endpoints)
  if (others.length < route.endpointsList.length) others.unshift(endpoints)
  return others.length > 0 ? others : [endpoints]
}

async function queryAt(
  client: Client,
  group: string,
  topic: string,
  target: Endpoints,
): Promise<Assignment[]> {
  const { endpoints } = client.configuration
  const reply = await client.request(
    target,
    rpcs.queryAssignment,
    { topic: client.resource(topic), group: client.resource(group), endpoints: endpointsToWire(endpoints) },
    `assignment of topic ${topic} to ${group}`,
  )
  const byBroker = new Map<string, Assignment>()
  for (const assignment of reply.assignments ?? []) {
    if (assignment.messageQueue == null) continue
    const queue = usableQueue(topic, assignment.messageQueue)
    if (queue === undefined) continue
    const known = byBroker.get(queue.brokerName)
    byBroker.set(queue.brokerName, { queue: known?.queue ?? queue, queues: (known?.queues ?? 0) + 1 })
  }
  return [...byBroker.values()]
}

/** The route told already why a broker's queues cannot be used. */
function usableQueue(topic: string, message: Parameters<typeof queueFromWire>[1]): MessageQueue | undefined {
  try {
    return queueFromWire(topic, message)
  } catch {
    return undefined
  }
}
