import { HIDDEN } from '../errors.js'

/** Names that other clients use, each with the names of this library that may be meant. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  ...allFor(['deliveryTimestamp'], 'delay delayms delaytime delaylevel delaytimelevel deliverat delivertime'),
  ...allFor(['messageGroup'], 'shardingkey orderingkey partitionkey'),
  ...allFor(['messageGroup', 'consumerGroup'], 'group groupid groupname'),
  ...allFor(['properties'], 'headers userproperties attributes'),
  ...allFor(['body'], 'payload data content value text'),
  ...allFor(['endpoints'], 'brokers hosts url address nameserver namesrvaddr'),
  ...allFor(['credentials'], 'sessioncredentials sessioncredentialsprovider accesskey secretkey auth'),
  ...allFor(['tls'], 'ssl sslenabled ssloptions'),
  ...allFor(['listener'], 'handler messagelistener onmessage'),
  ...allFor(['subscriptions', 'bindTopic'], 'topic topics subscription subscriptionexpressions'),
  ...allFor(['concurrency'], 'threads consumptionthreadcount'),
}

function allFor(ours: readonly string[], theirs: string): Record<string, readonly string[]> {
  return Object.fromEntries(theirs.split(' ').map(name => [name, ours]))
}

/**
 * Says that nothing has this name, which name was probably meant, and which there are.
 *
 * @param kind what has no such name: `option`
 * @param path what stands before each name, with its dot: `batch.`
 */
export function unknownName(kind: string, path: string, name: string, names: readonly string[]): string {
  const meant = probableName(name, names)
  const question = meant === undefined ? '' : `, did you mean "${path}${meant}"?`
  const shown = isShowable(path, name, meant !== undefined) ? name : HIDDEN
  return `unknown ${kind} "${path}${shown}"${question} (there are ${names.join(', ')})`
}

/** Whether this can be repeated as a name. Who writes `{ [accessKey]: secretKey }` has a secret for a name. */
function isShowable(path: string, name: string, known: boolean): boolean {
  if (path.startsWith('credentials.')) return known && /^[a-z_-]{1,16}$/i.test(name)
  return /^[\w$][\w$. -]{0,39}$/.test(name)
}

/** Whether an object is a mere list of fields, of whichever realm, and not of a class. */
export function isPlain(object: object): boolean {
  const prototype = Object.getPrototypeOf(object)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** The name among `names` that somebody who wrote `name` probably meant; `undefined` if none is like it. */
export function probableName(name: string, names: readonly string[]): string | undefined {
  const written = name.toLowerCase()
  const habit = (Object.hasOwn(OTHER_NAMES, written) ? OTHER_NAMES[written] : undefined)?.find(each =>
    names.includes(each),
  )
  if (habit !== undefined) return habit
  let nearest: string | undefined
  let least = Math.max(1, Math.floor(name.length / 3)) + 1
  for (const each of names) {
    const distance = editDistance(written, each.toLowerCase())
    if (distance < least) [nearest, least] = [each, distance]
  }
  return nearest ?? names.find(each => contains(each.toLowerCase(), written))
}

/** Whether one begins with the other, or holds it, where that says something. */
function contains(name: string, written: string): boolean {
  const [short, long] = name.length < written.length ? [name, written] : [written, name]
  return short.length >= 4 && long.includes(short)
}

/** How many letters must be put in, left out, changed or swapped with their neighbour to make `a` into `b`. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + change)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) least = Math.min(least, at(before, j - 2) + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] as number
}
