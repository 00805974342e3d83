import type { Client } from '../client/client.js'
import { endpointsToWire, queueFromWire } from '../remoting/route-codec.js'
import { rpcs } from '../remoting/rpc-table.js'
import type { MessageQueue } from '../route/message-queue.js'

/**
 * Asks which queues of a topic are this consumer's. The server gives every client the same answer, since
 * consumers of a group share each queue message by message; one poll covers all queues of a broker, so one
 * entry a broker is enough.
 */
export async function queryAssignments(
  client: Client,
  group: string,
  topic: string,
): Promise<MessageQueue[]> {
  const route = await client.routes.get(topic)
  const { endpoints } = client.configuration
  const brokers = route.readableBrokers
  const target = brokers.find(queue => queue.endpoints.key === endpoints.key) ?? brokers[0]
  const reply = await client.request(
    target?.endpoints ?? endpoints,
    rpcs.queryAssignment,
    { topic: client.resource(topic), group: client.resource(group), endpoints: endpointsToWire(endpoints) },
    `assignment of topic ${topic} to ${group}`,
  )
  const byBroker = new Map<string, MessageQueue>()
  for (const assignment of reply.assignments ?? []) {
    if (assignment.messageQueue == null) continue
    const queue = queueFromWire(topic, assignment.messageQueue)
    if (!byBroker.has(queue.brokerName)) byBroker.set(queue.brokerName, queue)
  }
  return [...byBroker.values()]
}
