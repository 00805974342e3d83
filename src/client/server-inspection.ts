import type { MessageType } from '../message/message.js'
import type { InspectedBroker } from '../remoting/name-server-client.js'
import type { ServerCapabilities } from '../remoting/server-capabilities.js'
import type { Endpoints } from '../route/endpoints.js'
import type { Permission, TopicRoute } from '../route/topic-route.js'
import type { Client } from './client.js'

/** What a server at one endpoint proved of itself. */
export interface InspectedServer extends ServerCapabilities {
  /** `host:port`, or several joined by `,`. */
  endpoint: string
}

/** Where a topic is. */
export interface InspectedTopic {
  /** The topic's name. */
  name: string
  /** Types of message it takes; empty where the server does not say. */
  acceptMessageTypes: MessageType[]
  /** Its queues, each with the broker that has it and the endpoint by which that is reached. */
  queues: { broker: string; brokerId: number; id: number; permission: Permission; endpoint: string }[]
}

/** Whether messages of a topic share requests. */
export interface InspectedCoalescing {
  /** Whether they do. */
  coalesced: boolean
  /** Why not, where they do not. */
  reason?: string
}

/** What is behind a client's endpoints. */
export interface ServerInspection {
  /** The access point, or, where a topic was asked for, every server of it. */
  servers: InspectedServer[]
  /** The topic that was asked for. */
  topic?: InspectedTopic
  /** Whether this producer coalesces messages of the topic that was asked for. */
  coalescing?: InspectedCoalescing
  /** With `batch.nameServer`: every broker of the topic, or, without one, of the cluster, and its version. */
  brokers?: InspectedBroker[]
  /** With `batch.nameServer`: why no name server could be asked; `brokers` is absent then. */
  nameServerFailure?: string
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
