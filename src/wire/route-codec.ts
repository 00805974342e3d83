import { isIP } from 'node:net'
import { RocketMQError } from '../errors.js'
import type { MessageType } from '../message/message.js'
import { type Address, type AddressScheme, Endpoints, isAddress } from '../route/endpoints.js'
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

export const MESSAGE_TYPE_NUMBERS: Record<MessageType, number> = {
  NORMAL: v2.MessageType.NORMAL,
  FIFO: v2.MessageType.FIFO,
  DELAY: v2.MessageType.DELAY,
  TRANSACTION: v2.MessageType.TRANSACTION,
  LITE: v2.MessageType.LITE,
  PRIORITY: v2.MessageType.PRIORITY,
}

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
 * Endpoints that a server named. Addresses that are none, neither hosts nor IPs of the scheme with a port, are left out,
 * because they would be looked up and dialled again and again.
 *
 * @param onUnusable told why of the first such address, where there are others
 * @throws RocketMQError PROTOCOL if there are no others
 */
export function endpointsFromWire(
  message: EndpointsMessage,
  onUnusable: (why: RocketMQError) => void = () => {},
): Endpoints {
  const named = (message.addresses ?? [])
    .slice(0, MOST_ADDRESSES)
    .map(({ host, port }) => ({ host: host ?? '', port: port ?? 0 }))
  const scheme = SCHEME_NAMES[message.scheme ?? 0] ?? schemeOf(named)
  const usable = named.filter(address => isAddress(scheme, address))
  if (usable.length < named.length || named.length === 0) {
    const why = whyUnusable(scheme, named)
    if (usable.length === 0) throw why
    onUnusable(why)
  }
  // A domain name stands for all that it resolves to, and for nothing beside.
  return Endpoints.fromAddresses(scheme, scheme === 'DOMAIN_NAME' ? usable.slice(0, 1) : usable)
}

function whyUnusable(scheme: AddressScheme, named: readonly Address[]): RocketMQError {
  const wrong = named.find(address => !isAddress(scheme, address))
  if (wrong === undefined || named.every(({ host, port }) => host === '' || port === 0))
    return new RocketMQError('PROTOCOL', 'the server named a broker without an address')
  const shown = JSON.stringify(wrong.host.slice(0, LONGEST_SHOWN))
  return new RocketMQError(
    'PROTOCOL',
    `the server named a broker at host ${shown}, port ${wrong.port}, which is not a valid address of kind ${scheme}: ` +
      'check the addresses that the brokers and proxies are configured to be reached at',
  )
}

/** For servers that leave the scheme unsaid: that of the first host or IP. */
function schemeOf(named: readonly Address[]): AddressScheme {
  const version = isIP(named.find(address => isAddress('DOMAIN_NAME', address))?.host ?? '')
  if (version === 0) return 'DOMAIN_NAME'
  return version === 4 ? 'IPv4' : 'IPv6'
}

/**
 * The route of a topic from the queues a server listed. Brokers that cannot be dialled are left out, and addresses that
 * are none, so that the others can be used.
 *
 * @param onUnusable told what is left out of each such broker, and why
 * @throws RocketMQError PROTOCOL if no broker can be dialled
 */
export function topicRouteFromWire(
  topic: string,
  queues: readonly MessageQueueMessage[],
  onUnusable: (what: string, why: RocketMQError) => void = () => {},
): TopicRoute {
  const faults = new Map<string, RocketMQError>()
  const usable = queues.flatMap(queue => {
    const broker = shown(queue.broker?.name ?? '')
    try {
      return queueFromWire(topic, queue, why => faults.set(`an address of ${broker}`, why))
    } catch (error) {
      faults.set(broker, RocketMQError.from(error))
      return []
    }
  })
  const [fault] = faults.values()
  if (fault !== undefined && usable.length === 0) throw fault
  for (const [what, why] of faults) onUnusable(what, why)
  return new TopicRoute(topic, usable)
}

/** What a complaint repeats of a broker's name: a server may send any text. */
function shown(name: string): string {
  if (name === '') return 'a broker without a name'
  return name.slice(0, LONGEST_SHOWN).replaceAll(/\p{Cc}/gu, '?')
}

/** One queue as a server named it, in a route or in an assignment. @throws RocketMQError PROTOCOL, see {@link endpointsFromWire} */
export function queueFromWire(
  topic: string,
  message: MessageQueueMessage,
  onUnusable?: (why: RocketMQError) => void,
): MessageQueue {
  const { broker } = message
  return {
    topic,
    id: message.id ?? 0,
    permission: PERMISSIONS[message.permission ?? 0] ?? 'NONE',
    brokerName: broker?.name ?? '',
    brokerId: broker?.id ?? 0,
    endpoints: endpointsFromWire(broker?.endpoints ?? {}, onUnusable),
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
