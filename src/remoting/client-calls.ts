import type { RocketMQError } from '../errors.js'
import type { Endpoints } from '../route/endpoints.js'
import type { TopicRoute } from '../route/topic-route.js'
import { endpointsToWire, topicRouteFromWire } from '../wire/route-codec.js'
import { rpcs } from '../wire/rpc-table.js'
import { CLIENT_TYPES, type ClientType } from '../wire/settings.js'
import type { RpcClient } from './rpc-client.js'

/** What a client is to a server. */
interface ClientIdentity {
  readonly kind: ClientType
  readonly consumerGroup: string | undefined
}

/** The calls by which clients and servers know of each other. */
export class ClientCalls {
  readonly #rpc: RpcClient
  readonly #accessPoint: Endpoints

  /** @param accessPoint who is asked for routes, and told by which address the client reached it */
  constructor(rpc: RpcClient, accessPoint: Endpoints) {
    this.#rpc = rpc
    this.#accessPoint = accessPoint
  }

  /**
   * Where a topic is. Brokers and addresses that cannot be dialled are left out.
   *
   * @param isKnown whether the server knew the topic before
   * @param onUnusable told what is left out of each such broker, and why
   * @throws RocketMQError the server's reason, or PROTOCOL if no broker can be dialled
   */
  async route(
    topic: string,
    isKnown: boolean,
    onUnusable: (what: string, why: RocketMQError) => void,
    signal: AbortSignal,
  ): Promise<TopicRoute> {
    const endpoints = this.#accessPoint
    const reply = await this.#rpc.request(
      endpoints,
      rpcs.queryRoute,
      { topic: this.#rpc.resource(topic), endpoints: endpointsToWire(endpoints) },
      `route of topic ${topic}`,
      { signal },
      isKnown ? 'topic' : 'none',
    )
    return topicRouteFromWire(topic, reply.messageQueues ?? [], onUnusable)
  }

  /** Tells a server that the client is there. */
  async heartbeat(endpoints: Endpoints, client: ClientIdentity, signal: AbortSignal): Promise<void> {
    const request = { ...this.#group(client), clientType: CLIENT_TYPES[client.kind] }
    await this.#rpc.request(endpoints, rpcs.heartbeat, request, 'heartbeat', { signal })
  }

  /** Tells a server that the client goes, without more time for bytes that are on the way before it. */
  async terminate(endpoints: Endpoints, client: ClientIdentity, timeoutMs: number): Promise<void> {
    const request = this.#group(client)
    const options = { timeoutMs, signal: AbortSignal.timeout(timeoutMs) }
    await this.#rpc.request(endpoints, rpcs.notifyClientTermination, request, 'termination', options)
  }

  #group({ consumerGroup }: ClientIdentity) {
    return consumerGroup === undefined ? {} : { group: this.#rpc.resource(consumerGroup) }
  }
}
