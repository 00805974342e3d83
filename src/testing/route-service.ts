import { isIPv4, isIPv6 } from 'node:net'
import type { Broker } from './broker.js'
import type { Cluster } from './cluster.js'
import { ok, refusal, topicNotFound, v2 } from './protocol.js'
import { type TopicConfig, validateGroupName, validateTopicName } from './resources.js'

const { AddressScheme, MessageType, Permission } = v2

/** A broker as clients are told of it. */
export interface RoutedBroker {
  readonly broker: Broker
  /** The port clients are sent to. */
  readonly port: number
}

/** Tells clients where topics are. */
export class RouteService {
  readonly #cluster: Cluster
  readonly #routed: () => readonly RoutedBroker[]

  /** @param routed the brokers of the route, at the time of asking. */
  constructor(cluster: Cluster, routed: () => readonly RoutedBroker[]) {
    this.#cluster = cluster
    this.#routed = routed
  }

  queryRoute(request: v2.IQueryRouteRequest): v2.IQueryRouteResponse {
    const topic = this.#topic(request.topic?.name)
    const messageQueues = this.#routed().flatMap(({ broker, port }) => {
      const described = this.#describe(broker, port, request.endpoints)
      return broker.queues(topic).map(queue => queueOf(topic, queue.id, described))
    })
    return { status: ok, messageQueues }
  }

  queryAssignment(request: v2.IQueryAssignmentRequest): v2.IQueryAssignmentResponse {
    const topic = this.#topic(request.topic?.name)
    // A group that is unknown is one without order.
    const group = this.#cluster.groups.get(validateGroupName(request.group?.name))
    if (!topic.permission.startsWith('READ')) throw refusal('FORBIDDEN', 'no readable queue')
    const assignments = this.#routed().flatMap(({ broker, port }) => {
      const described = this.#describe(broker, port, request.endpoints)
      const ids = group?.fifo ? broker.queues(topic).map(queue => queue.id) : [-1]
      return ids.map(id => ({ messageQueue: queueOf(topic, id, described) }))
    })
    return { status: ok, assignments }
  }

  #topic(name: string | null | undefined): TopicConfig {
    const topic = this.#cluster.topic(validateTopicName(name))
    if (topic === undefined) throw topicNotFound(name ?? '')
    return topic
  }

  /** LOCAL tells the broker's own address; CLUSTER the host that the client itself asked. */
  #describe(broker: Broker, port: number, asked: v2.IEndpoints | null | undefined): v2.IBroker {
    const own = { host: '127.0.0.1', port }
    if (this.#cluster.mode === 'LOCAL') {
      return { name: broker.name, id: 0, endpoints: { scheme: AddressScheme.IPv4, addresses: [own] } }
    }
    const { useEndpointPortFromRequest } = this.#cluster.settings
    const hosts = (asked?.addresses ?? []).map(address => ({
      host: address.host ?? '',
      port: useEndpointPortFromRequest ? (address.port ?? port) : port,
    }))
    return { name: broker.name, id: 0, endpoints: { scheme: schemeOf(hosts[0]?.host), addresses: hosts } }
  }
}

function queueOf(topic: TopicConfig, id: number, broker: v2.IBroker): v2.IMessageQueue {
  const types = topic.type === 'MIXED' ? (['NORMAL', 'FIFO', 'DELAY', 'TRANSACTION'] as const) : [topic.type]
  return {
    topic: { name: topic.name },
    id,
    permission: Permission[topic.permission],
    broker,
    acceptMessageTypes: types.map(type => MessageType[type]),
  }
}

function schemeOf(host: string | undefined): v2.AddressScheme {
  if (host === undefined || isIPv4(host)) return AddressScheme.IPv4
  return isIPv6(host) ? AddressScheme.IPv6 : AddressScheme.DOMAIN_NAME
}
