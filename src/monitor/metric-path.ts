import { RocketMQError } from '../errors.js'

/** A number found in the snapshot, and the path that leads to it alone. */
export interface MetricValue {
  path: string
  value: number
}

interface Part {
  name: string
  /** Written in brackets: never a wildcard, shown in brackets again. */
  bracketed: boolean
}

interface Found {
  path: string
  value: unknown
}

/** Fields that name an element of a list; the first that it has is used. */
const NAMES = ['name', 'endpoint', 'method', 'consumerGroup', 'clientId'] as const

/** Fields of a distribution that mean something even if it has no values. */
const COUNTS: ReadonlySet<string> = new Set(['count', 'sum', 'recent'])

/** `a.b[c.d].e`: a bare part, or one in brackets. */
const PART = /(?:^|\.)([^.[\]]+)|\[([^\]]+)\]/y

/** A path in the snapshot, read once and looked up at every interval. */
export class MetricPath {
  readonly #parts: readonly Part[]

  /** @throws RocketMQError CONFIGURATION if the path cannot be read */
  constructor(path: string) {
    this.#parts = parse(path)
  }

  /**
   * Every number that the path leads to. What is missing or no number is left out, and so are the percentiles of
   * a distribution in which nothing was recorded: they are 0 without meaning 0.
   */
  resolve(snapshot: object): MetricValue[] {
    let found: Found[] = [{ path: '', value: snapshot }]
    for (const part of this.#parts) found = found.flatMap(each => step(each, part))
    return found.filter((each): each is MetricValue => Number.isFinite(each.value))
  }
}

function parse(path: string): Part[] {
  const parts: Part[] = []
  PART.lastIndex = 0
  while (PART.lastIndex < path.length) {
    const match = PART.exec(path)
    if (match === null) break
    parts.push({ name: (match[1] ?? match[2]) as string, bracketed: match[2] !== undefined })
    if (PART.lastIndex === path.length) return parts
  }
  throw new RocketMQError(
    'CONFIGURATION',
    `'${path}' is not a path in the snapshot; paths look like system.eventLoop.delayMs.p99, ` +
      'pools.*.recentHitRate or connections[127.0.0.1:8081].open',
  )
}

function step({ path, value }: Found, { name, bracketed }: Part): Found[] {
  const every = name === '*' && !bracketed
  if (Array.isArray(value)) {
    const names = namesIn(value)
    return value.flatMap((element, index) =>
      every || matches(element, index, name) ? [{ path: `${path}[${names[index]}]`, value: element }] : [],
    )
  }
  if (typeof value !== 'object' || value === null) return []
  if (isEmptyDistribution(value) && !COUNTS.has(name)) return []
  const keys = every ? Object.keys(value) : Object.hasOwn(value, name) ? [name] : []
  return keys.map(key => ({
    path: joined(path, key, bracketed),
    value: (value as Record<string, unknown>)[key],
  }))
}

function joined(path: string, key: string, bracketed: boolean): string {
  if (bracketed || /[.[\]]/.test(key)) return `${path}[${key}]`
  return path === '' ? key : `${path}.${key}`
}

function matches(element: unknown, index: number, name: string): boolean {
  if (name === String(index)) return true
  if (typeof element !== 'object' || element === null) return false
  return NAMES.some(field => (element as Record<string, unknown>)[field] === name)
}

/**
 * A unique name for each element of a list: where several have the same name (two producers have pools of the same
 * name), the client's id is added, and where that does not help, their index.
 */
function namesIn(list: readonly unknown[]): string[] {
  const owned = distinguished(list.map(nameOf), (name, index) => {
    const { clientId } = Object(list[index]) as { clientId?: unknown }
    return typeof clientId === 'string' && clientId !== name ? `${name} of ${clientId}` : name
  })
  return distinguished(owned, (name, index) => `${name} #${index}`)
}

function distinguished(names: string[], longer: (name: string, index: number) => string): string[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return names.map((name, index) => (counts.get(name) === 1 ? name : longer(name, index)))
}

function nameOf(element: unknown, index: number): string {
  const fields = Object(element) as Record<string, unknown>
  const field = NAMES.find(each => typeof fields[each] === 'string' && fields[each] !== '')
  return field === undefined ? String(index) : (fields[field] as string)
}

function isEmptyDistribution(value: object): boolean {
  return 'p50' in value && 'count' in value && value.count === 0
}
