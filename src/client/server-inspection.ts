import type { MessageType } from '../message/message-type.js'
import type { ServerCapabilities } from '../remoting/server-capabilities.js'
import type { Endpoints } from '../route/endpoints.js'
import type { Permission } from '../route/message-queue.js'
import type { TopicRoute } from '../route/topic-route.js'
import type { Client } from './client.js'

/** What a server at one endpoint proved of itself. */
export interface InspectedServer extends ServerCapabilities {
  /** `host:port`, or several joined by `,`. */
  endpoint: string
}

/** Where a topic is. */
export interface InspectedTopic {
  name: string
  /** Types of message it takes; empty where the server does not say. */
  acceptMessageTypes: MessageType[]
  queues: { broker: string; brokerId: number; id: number; permission: Permission; endpoint: string }[]
}

/** What is behind a client's endpoints. */
export interface ServerInspection {
  /** The access point, or, where a topic was asked for, every server of it. */
  servers: InspectedServer[]
  /** The topic that was asked for. */
  topic?: InspectedTopic
}

/** Asks what the servers prove of themselves; writes nothing. */
export async function inspectServers(client: Client, topic: string | undefined): Promise<ServerInspection> {
  const inspect = async (endpoints: Endpoints): Promise<InspectedServer> => ({
    endpoint: endpoints.key,
    ...(await client.capabilities.get(endpoints, topic)),
  })
  if (topic === undefined) return { servers: [await inspect(client.configuration.endpoints)] }
  const route = await client.routes.get(topic)
  return { servers: await Promise.all(route.endpointsList.map(inspect)), topic: describe(route) }
}

function describe({ topic: name, acceptMessageTypes, queues }: TopicRoute): InspectedTopic {
  return {
    name,
    acceptMessageTypes: [...acceptMessageTypes],
    queues: queues.map(({ brokerName: broker, brokerId, id, permission, endpoints }) => ({
      broker,
      brokerId,
      id,
      permission,
      endpoint: endpoints.key,
    })),
  }
}
