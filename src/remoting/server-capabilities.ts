import { RocketMQError } from '../errors.js'
import type { Endpoints } from '../route/endpoints.js'
import { fileContainingSymbol } from '../wire/reflection-codec.js'
import { isOk } from '../wire/reply-reader.js'
import { type Rpc, rpcs } from '../wire/rpc-table.js'
import type { RpcClient } from './rpc-client.js'

/** What a server at one endpoint proved of itself. */
export interface ServerCapabilities {
  /** The oldest version whose protocol this proxy speaks, as far as its reflection tells. */
  version: 'unknown' | 'before 5.3.2' | '5.3.2' | '5.4.0'
  /** `LOCAL` where broker and proxy are one process, `CLUSTER` where any broker may stand behind. */
  mode: 'unknown' | 'LOCAL' | 'CLUSTER'
  /** Whether brokers behind this endpoint surely keep batched messages whole. */
  keepsBatchesWhole: boolean
  /** Whether the proxy knows RecallMessage. */
  recall: boolean
}

/** What is assumed of a server that proves nothing. */
export const unproven: ServerCapabilities = {
  version: 'unknown',
  mode: 'unknown',
  keepsBatchesWhole: false,
  recall: false,
}

/** Failures after which nothing is known of the server, not even that it offers no reflection. */
const NOT_ANSWERED: ReadonlySet<string> = new Set(
  'ABORTED CLOSED CONFIGURATION FULL TIMEOUT TLS UNAVAILABLE WRONG_PROTOCOL'.split(' '),
)

/** An address reserved for documentation (RFC 5737): a LOCAL proxy ignores it, a CLUSTER one echoes it. */
const FOREIGN_HOST = '192.0.2.1'

/** Calls the server that is probed. */
type Ask = <Q, S>(rpc: Rpc<Q, S>, request: Q) => Promise<S>

/**
 * Asks a server for what no call of the protocol tells: its version, by reflection, and, where `topic` is
 * given, whether it runs in LOCAL mode, by a route query that names a foreign address. Never rejects for
 * what the server answers; rejects only if it cannot be reached.
 */
export async function probeCapabilities(
  client: RpcClient,
  endpoints: Endpoints,
  topic: string | undefined,
  signal?: AbortSignal,
): Promise<ServerCapabilities> {
  const ask: Ask = (rpc, request) => client.call(endpoints, rpc, request, { signal })
  const version = await probeVersion(ask)
  const recall = version === '5.3.2' || version === '5.4.0'
  client.at(endpoints).language = recall ? 'NODE_JS' : 'HTTP'
  const mode = topic === undefined ? 'unknown' : await probeMode(ask, client.resource(topic))
  return { version, mode, keepsBatchesWhole: version === '5.4.0' && mode === 'LOCAL', recall }
}

async function probeVersion(ask: Ask): Promise<ServerCapabilities['version']> {
  const message = await descriptorOf(ask, 'apache.rocketmq.v2.Message')
  if (message === undefined) return 'unknown'
  if (message.includes('priority') && message.includes('lite_topic')) return '5.4.0'
  const service = await descriptorOf(ask, 'apache.rocketmq.v2.MessagingService')
  if (service === undefined) return 'unknown'
  return service.includes('recall_handle') ? '5.3.2' : 'before 5.3.2'
}

async function descriptorOf(ask: Ask, symbol: string): Promise<string | undefined> {
  try {
    const text = await ask(fileContainingSymbol, symbol)
    return text === '' ? undefined : text
  } catch (error) {
    if (NOT_ANSWERED.has(RocketMQError.from(error).code)) throw error
    // Whatever else a server says to a call that it does not know, it offers no reflection.
    return undefined
  }
}

async function probeMode(
  ask: Ask,
  topic: ReturnType<RpcClient['resource']>,
): Promise<ServerCapabilities['mode']> {
  const endpoints = { scheme: 1, addresses: [{ host: FOREIGN_HOST, port: 8081 }] }
  const reply = await ask(rpcs.queryRoute, { topic, endpoints })
  const queue = reply.messageQueues?.[0]
  if (!isOk(reply.status) || queue == null) return 'unknown'
  const host = queue.broker?.endpoints?.addresses?.[0]?.host
  return host === FOREIGN_HOST ? 'CLUSTER' : 'LOCAL'
}
