import { formatBytes, formatCount, formatMs, formatRate, formatShare } from './page/assets/units.js'

/** What a path of the snapshot leads to, for people. */
export interface MeasureWords {
  /** For example `p99 of the send latency of producer host@4711@0@x`. */
  readonly name: string
  /** A value with its unit. */
  format(value: number): string
}

/** What stands before the name of an element of each list. */
const LISTS: Readonly<Record<string, string>> = {
  pools: 'pool',
  batches: 'batch processor',
  producers: 'producer',
  consumers: 'consumer',
  connections: 'the connections to',
  rpcs: 'the calls of',
  leaks: 'the leak of',
}

/** Words for measures whose field name says too little; the name of what they belong to follows them. */
const NAMES: Readonly<Record<string, string>> = {
  'pools.waiting': 'number of callers that wait for',
  'pools.leaked': 'number of objects lost from',
  'pools.recentHitRate': 'hit rate of',
  'batches.fill': 'share of the buffer in use of',
  'batches.recentErrorRate': 'share of failed items of',
  'producers.recentErrorRate': 'share of failed sends of',
  'producers.latencyMs': 'send latency of',
  'consumers.recentErrorRate': 'share of failed messages of',
  'consumers.receiveFailingMs': 'time for which receiving has failed in',
  'consumers.ackFailingMs': 'time for which acknowledgements have failed in',
  'consumers.stalledMs': 'time since a handler last ended in',
  'consumers.oldestHandlerMs': 'age of the oldest running handler of',
  'consumers.handlerMs': 'handler time of',
  'consumers.deliveryMs': 'age of messages at their first receipt by',
  'consumers.awaitMs': 'time from receipt to handler of',
  'connections.unreachableMs': 'time without an answer on',
  'connections.pool.waiting': 'number of calls that wait for a stream of',
  'rpcs.latencyMs': 'duration of',
  'rpcs.recentErrorRate': 'share of failures among',
  'system.cpu.processPercent': 'CPU use of the process',
  'system.cpu.hostPercent': 'CPU use of the host',
  'system.eventLoop.delayMs': 'event-loop delay',
  'system.eventLoop.utilization': 'event-loop utilization',
  'system.memory.rss': 'resident memory',
  'system.memory.heapFloor': 'heap in use after garbage collection',
  'system.memory.arrayBuffers': 'memory of buffers',
}

const STATISTICS: ReadonlySet<string> = new Set(['p50', 'p90', 'p99', 'p999', 'min', 'max', 'mean', 'sum'])

const BYTES = /[bB]ytes(Sent|Received)?$|^(rss|heap[A-Z]\w*|external|arrayBuffers|hostTotal|hostFree)$/

const ELEMENT = /^(\w+)\[(.+)\](?:\.([^[\]]+))?$/

/** Reads a path that leads to one value, such as `pools[encode buffers].recentHitRate`. */
export function measureWords(path: string): MeasureWords {
  const [, list = '', element, tail = ''] = ELEMENT.exec(path) ?? []
  const parts = (element === undefined ? path : tail).split('.').filter(part => part !== 'recent')
  const statistic = STATISTICS.has(parts.at(-1) ?? '') ? parts.pop() : undefined
  const whose = LISTS[list]
  const key = element === undefined ? parts.join('.') : [list, ...parts].join('.')
  const name = nameOf(key, parts, element, whose)
  if (name === undefined) return { name: path, format: short }
  const field = parts.at(-1) ?? ''
  return { name: statistic === undefined ? name : `${statistic} of the ${name}`, format: formatOf(field) }
}

/** `undefined` where nothing better than the path can be said. */
function nameOf(
  key: string,
  parts: readonly string[],
  element: string | undefined,
  whose: string | undefined,
): string | undefined {
  const known = NAMES[key]
  if (element === undefined) return known ?? (parts[0] === 'system' ? spoken(parts.slice(1)) : undefined)
  return whose === undefined ? undefined : `${known ?? `${spoken(parts)} of`} ${whose} ${element}`
}

/** `cachedMessages` as `cached messages`; the unit stands behind the value. */
function spoken(parts: readonly string[]): string {
  const words = parts.map(part => part.replace(/(Ms|Percent)$/, '').replace(/[A-Z]/g, letter => ` ${letter}`))
  return words.join(' ').toLowerCase().replace('rates per second', 'rate over ')
}

function formatOf(field: string): (value: number) => string {
  if (/Ms$/.test(field)) return formatMs
  if (BYTES.test(field)) return formatBytes
  if (/Rate$|^(fill|utilization)$/.test(field)) return formatShare
  if (/Percent$/.test(field)) return value => formatShare(value / 100)
  if (/^perSecond/.test(field)) return formatRate
  return value => (Number.isInteger(value) && Math.abs(value) < 1e5 ? formatCount(value) : short(value))
}

/** Four leading digits. */
function short(value: number): string {
  return Number(value.toPrecision(4)).toLocaleString('en-US', { maximumFractionDigits: 6 })
}
