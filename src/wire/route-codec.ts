import { isIP } from 'node:net'
import { RocketMQError } from '../errors.js'
import type { MessageType } from '../message/message.js'
import { type AddressScheme, Endpoints, isAddress } from '../route/endpoints.js'
import { type MessageQueue, type Permission, TopicRoute } from '../route/topic-route.js'
import { apache } from './generated/protocol.js'

const v2 = apache.rocketmq.v2
/** How much a complaint repeats of a host that is none, or of a broker's name. */
const LONGEST_SHOWN = 60
/** How many addresses of one server are taken. All are in its key, which errors and logs repeat. */
const MOST_ADDRESSES = 64

type EndpointsMessage = apache.rocketmq.v2.IEndpoints
type MessageQueueMessage = apache.rocketmq.v2.IMessageQueue

const SCHEMES: Record<AddressScheme, number> = {
  IPv4: v2.AddressScheme.IPv4,
  IPv6: v2.AddressScheme.IPv6,
  DOMAIN_NAME: v2.AddressScheme.DOMAIN_NAME,
}
const SCHEME_NAMES = namesOf(SCHEMES)
const PERMISSIONS: Record<number, Permission> = {
  [v2.Permission.READ]: 'READ',
  [v2.Permission.WRITE]: 'WRITE',
  [v2.Permission.READ_WRITE]: 'READ_WRITE',
}

/** Numbers on the wire by message type. */
export const MESSAGE_TYPE_NUMBERS: Record<MessageType, number> = {
  NORMAL: v2.MessageType.NORMAL,
  FIFO: v2.MessageType.FIFO,
  DELAY: v2.MessageType.DELAY,
  TRANSACTION: v2.MessageType.TRANSACTION,
  LITE: v2.MessageType.LITE,
  PRIORITY: v2.MessageType.PRIORITY,
}

/** Message types by their number on the wire. */
export const MESSAGE_TYPES = namesOf(MESSAGE_TYPE_NUMBERS)

function namesOf<N extends string>(numbers: Readonly<Record<N, number>>): Readonly<Record<number, N>> {
  return Object.fromEntries(Object.entries(numbers).map(([name, number]) => [number, name]))
}

/** A topic or a group as the protocol names it. */
export function resource(namespace: string, name: string): { resourceNamespace: string; name: string } {
  return { resourceNamespace: namespace, name }
}

/** Which messages of a topic are wanted. */
export interface Filter {
  readonly type: 'TAG' | 'SQL'
  readonly expression: string
}

/** A filter as the protocol carries it. */
export function filterToWire({ type, expression }: Filter): apache.rocketmq.v2.IFilterExpression {
  return { type: type === 'SQL' ? v2.FilterType.SQL : v2.FilterType.TAG, expression }
}

/** Endpoints as the protocol carries them. */
export function endpointsToWire(endpoints: Endpoints): EndpointsMessage {
  return {
    scheme: SCHEMES[endpoints.scheme],
    addresses: endpoints.addresses.map(({ host, port }) => ({ host, port })),
  }
}

/**
 * Endpoints that a server named.
 *
 * @throws RocketMQError PROTOCOL if they name no address, or anything else than hosts, IPs of the scheme and ports: what
 *   is none would be looked up and dialled again and again
 */
export function endpointsFromWire(message: EndpointsMessage): Endpoints {
  const named = (message.addresses ?? [])
    .slice(0, MOST_ADDRESSES)
    .map(({ host, port }) => ({ host: host ?? '', port: port ?? 0 }))
  const scheme = SCHEME_NAMES[message.scheme ?? 0] ?? schemeOf(named[0]?.host ?? '')
  // A domain name stands for all that it resolves to, and for nothing beside.
  const addresses = scheme === 'DOMAIN_NAME' ? named.slice(0, 1) : named
  if (addresses.length === 0 || addresses.some(({ host, port }) => host === '' || port === 0)) {
    throw new RocketMQError('PROTOCOL', 'the server named a broker without an address')
  }
  const wrong = addresses.find(address => !isAddress(scheme, address))
  if (wrong !== undefined) {
    const shown = JSON.stringify(wrong.host.slice(0, LONGEST_SHOWN))
    throw new RocketMQError(
      'PROTOCOL',
      `the server named a broker at host ${shown}, port ${wrong.port}, which is not a valid address of kind ${scheme}: ` +
        'check the addresses that the brokers and proxies are configured to be reached at',
    )
  }
  return Endpoints.fromAddresses(scheme, addresses)
}

/** For servers that leave the scheme unsaid. */
function schemeOf(host: string): AddressScheme {
  const version = isIP(host)
  if (version === 0) return 'DOMAIN_NAME'
  return version === 4 ? 'IPv4' : 'IPv6'
}

/**
 * The route of a topic from the queues a server listed. Queues of brokers that cannot be dialled are left out, so that
 * the others can be used.
 *
 * @param onUnusable told why of each such broker
 * @throws RocketMQError PROTOCOL if no broker can be dialled
 */
export function topicRouteFromWire(
  topic: string,
  queues: readonly MessageQueueMessage[],
  onUnusable: (brokerName: string, why: RocketMQError) => void = () => {},
): TopicRoute {
  const faults = new Map<string, RocketMQError>()
  const usable = queues.flatMap(queue => {
    try {
      return queueFromWire(topic, queue)
    } catch (error) {
      faults.set(shown(queue.broker?.name ?? ''), RocketMQError.from(error))
      return []
    }
  })
  const [fault] = faults.values()
  if (fault !== undefined && usable.length === 0) throw fault
  for (const [broker, why] of faults) onUnusable(broker, why)
  return new TopicRoute(topic, usable)
}

/** What a complaint repeats of a name: a server may send any text. */
function shown(name: string): string {
  return name.slice(0, LONGEST_SHOWN).replaceAll(/\p{Cc}/gu, '?')
}

/** One queue as a server named it, in a route or in an assignment. @throws RocketMQError PROTOCOL, see {@link endpointsFromWire} */
export function queueFromWire(topic: string, message: MessageQueueMessage): MessageQueue {
  const { broker } = message
  return {
    topic,
    id: message.id ?? 0,
    permission: PERMISSIONS[message.permission ?? 0] ?? 'NONE',
    brokerName: broker?.name ?? '',
    brokerId: broker?.id ?? 0,
    endpoints: endpointsFromWire(broker?.endpoints ?? {}),
    acceptMessageTypes: (message.acceptMessageTypes ?? []).flatMap(type => MESSAGE_TYPES[type] ?? []),
  }
}

/** A queue as requests name it; the server reads the topic and the broker's name only. */
export function queueToWire(queue: MessageQueue, namespace: string): MessageQueueMessage {
  return {
    topic: resource(namespace, queue.topic),
    id: queue.id,
    permission: v2.Permission.READ_WRITE,
    broker: { name: queue.brokerName, id: queue.brokerId, endpoints: endpointsToWire(queue.endpoints) },
    acceptMessageTypes: queue.acceptMessageTypes.map(type => MESSAGE_TYPE_NUMBERS[type]),
  }
}
