import {
  formatBytes,
  formatCount,
  formatCounts,
  formatDuration,
  formatMean,
  formatMs,
  formatRate,
  formatShare,
} from './units.js'

/** A column of words. */
const TEXT = { text: true }
/** Words that may be many: they wrap, and the column is there only if it has any. */
const WORDS = { text: true, words: true, rare: true }
/** Shown only if any row has something else than 0 in it. */
const RARE = { rare: true }

/** The latest values if there are any, else all. */
const latest = summary => (summary.recent.count > 0 ? summary.recent : summary)
/** A count that should be 0. */
const fault = value => ({ shown: formatCount(value), bad: value > 0 })
const average = ({ count, sum }) => (count === 0 ? '–' : formatMs(sum / count))
/** Who it is, with the whole id for those who point at it. */
const named = (row, owners) => ({
  shown: owners.get(row.clientId) ?? row.clientId ?? 'the application',
  title: row.clientId ?? '',
})

/** Each table: its title, its rows in the snapshot, and columns of head, cell and what kind of column it is. */
const TABLES = [
  [
    'Topics',
    snapshot => seenTopics.rows(snapshot),
    [
      ['topic', row => ({ shown: row.topic === '' ? 'none' : row.topic, title: row.topic }), TEXT],
      ['sent', row => formatRate(row.sendRate)],
      ['confirmed', row => formatCount(row.sent)],
      ['failed', row => fault(row.sendsFailed)],
      ['bytes', row => formatBytes(row.bytes)],
      ['send, mean', row => average(row.sendMs)],
      ['received', row => formatRate(row.receiveRate)],
      ['processed', row => formatCount(row.consumed)],
      ['failed', row => fault(row.failed)],
      ['redelivered', row => formatCount(row.redelivered)],
      ['dead letters', row => fault(row.deadLettered), RARE],
      ['cached', row => formatCount(row.cached)],
      ['delivery, mean', row => average(row.deliveryMs)],
      ['handler, mean', row => average(row.handlerMs)],
      ['errors', row => formatCounts(row.errors), WORDS],
    ],
  ],
  [
    'Producers',
    snapshot => snapshot.producers,
    [
      ['client', named, TEXT],
      ['state', row => row.state, TEXT],
      ['1 s', row => formatRate(row.rates.perSecond1s)],
      ['10 s', row => formatRate(row.rates.perSecond10s)],
      ['1 min', row => formatRate(row.rates.perSecond1m)],
      ['confirmed', row => formatCount(row.succeeded)],
      ['failed', row => fault(row.failed)],
      ['retries', row => formatCount(row.retries)],
      ['on the wire', row => formatCount(row.inFlight)],
      ['waiting', row => formatCount(row.buffered)],
      ['p50', row => formatMs(latest(row.latencyMs).p50)],
      ['p99', row => formatMs(latest(row.latencyMs).p99)],
      ['max', row => formatMs(latest(row.latencyMs).max)],
      ['errors', row => formatCounts(row.errors), WORDS],
      [
        'sent one by one',
        row => (row.uncoalesced ?? []).map(({ topic, reason }) => `${topic}: ${reason}`).join('; '),
        WORDS,
      ],
      ['client id', row => row.clientId, TEXT],
    ],
  ],
  [
    'Consumers',
    snapshot => snapshot.consumers,
    [
      ['group', named, TEXT],
      ['kind', row => row.kind.replace('-consumer', ''), TEXT],
      ['state', row => row.state, TEXT],
      ['1 s', row => formatRate(row.rates.perSecond1s)],
      ['10 s', row => formatRate(row.rates.perSecond10s)],
      ['received', row => formatCount(row.received)],
      ['processed', row => formatCount(row.consumed)],
      ['failed', row => fault(row.failed)],
      ['redelivered', row => formatCount(row.redelivered)],
      ['dead letters', row => fault(row.deadLettered), RARE],
      ['corrupted', row => fault(row.corrupted), RARE],
      ['running', row => formatCount(row.inFlight)],
      ['oldest', row => formatMs(row.oldestHandlerMs ?? 0)],
      ['cached', row => formatCount(row.cachedMessages)],
      ['cached bytes', row => formatBytes(row.cachedBytes)],
      ['delivery p50', row => formatMs(latest(row.deliveryMs).p50)],
      ['delivery p99', row => formatMs(latest(row.deliveryMs).p99)],
      ['handler p99', row => formatMs(latest(row.handlerMs).p99)],
      ['errors', row => formatCounts(row.errors), WORDS],
    ],
  ],
  [
    'Errors',
    snapshot => errorRows(snapshot),
    [
      ['code', row => row.code, TEXT],
      ['of', named, TEXT],
      ['times', row => fault(row.times)],
      ['topics', row => row.topics.join(', '), WORDS],
    ],
  ],
  [
    'Batches',
    snapshot => snapshot.batches,
    [
      ['processor', row => row.name, TEXT],
      ['of', named, TEXT],
      ['batches', row => formatCount(row.batches)],
      ['items', row => formatCount(row.succeeded + row.failed)],
      ['per batch', row => formatMean(latest(row.batchItems).mean)],
      ['p99', row => formatCount(latest(row.batchItems).p99)],
      ['bytes', row => formatBytes(latest(row.batchBytes).mean)],
      ['wait p99', row => formatMs(latest(row.waitMs).p99)],
      ['handler p99', row => formatMs(latest(row.handlerMs).p99)],
      ['buffered', row => formatCount(row.buffered)],
      ['at most', row => formatCount(row.bufferSize)],
      ['waiting for room', row => fault(row.waiting), RARE],
      ['out', row => formatCount(row.inFlight)],
      ['retries', row => formatCount(row.retries), RARE],
      ['splits', row => formatCount(row.splits), RARE],
      ['left because', row => formatCounts(row.flushReasons), WORDS],
    ],
  ],
  [
    'Pools',
    snapshot => snapshot.pools,
    [
      ['pool', row => row.name, TEXT],
      ['of', named, TEXT],
      ['taken', row => formatCount(row.acquired)],
      ['returned', row => formatCount(row.released)],
      ['hits', row => formatCount(row.hits)],
      ['misses', row => formatCount(row.misses)],
      ['hit rate', row => formatShare(row.acquired === 0 ? null : row.hitRate)],
      ['lately', row => formatShare(row.recentHitRate)],
      ['out', row => formatCount(row.outstanding)],
      ['idle', row => formatCount(row.idle)],
      ['waiting', row => fault(row.waiting)],
      ['leaked', row => fault(row.leaked)],
      ['held', row => formatBytes(row.bytes)],
    ],
  ],
  [
    'Leaks',
    snapshot => snapshot.leaks,
    [
      ['pool', row => row.pool, TEXT],
      ['found', row => new Date(row.foundAt).toTimeString().slice(0, 8)],
      ['held', row => formatDuration(row.heldMs)],
      ['taken', row => (row.stack ?? '').split('\n').slice(0, 3).join(' ').trim(), WORDS],
    ],
  ],
  [
    'Connections',
    snapshot => snapshot.connections,
    [
      ['endpoint', row => row.endpoint, { text: true, words: true }],
      ['of', named, TEXT],
      ['plane', row => row.plane, TEXT],
      ['open', row => formatCount(row.open)],
      ['opened', row => formatCount(row.opened)],
      ['closed', row => formatCount(row.closed)],
      ['leases', row => formatCount(row.leases)],
      ['waiting', row => fault(row.pool.waiting)],
      ['reused', row => formatShare(row.pool.acquired === 0 ? null : row.pool.hitRate)],
      ['sent', row => formatBytes(row.bytesSent)],
      ['received', row => formatBytes(row.bytesReceived)],
    ],
  ],
  [
    'Calls',
    snapshot => snapshot.rpcs.filter(row => row.started > 0).sort((a, b) => b.started - a.started),
    [
      ['method', row => row.method, TEXT],
      ['of', named, TEXT],
      ['calls', row => formatCount(row.started)],
      ['failed', row => fault(row.failed)],
      ['in flight', row => formatCount(row.inFlight)],
      ['p50', row => formatMs(latest(row.latencyMs).p50)],
      ['p99', row => formatMs(latest(row.latencyMs).p99)],
      ['max', row => formatMs(latest(row.latencyMs).max)],
      ['codes', row => formatCounts(row.codes), WORDS],
    ],
  ],
  [
    'Process',
    snapshot => systemRows(snapshot.system),
    [
      ['', row => row[0], TEXT],
      ['', row => row[1], { text: true, words: true }],
    ],
  ],
]

/** Rows beyond this are only counted. */
const MOST_ROWS = 50

/** Tables that are folded where the window is narrow, until somebody opens them. */
const FOLDED = new Set(['Batches', 'Pools', 'Connections', 'Calls', 'Process'])
/** What somebody opened or closed, by title. */
const opened = new Map()

/** All tables that have rows. */
export function tables(snapshot) {
  const owners = ownersOf(snapshot)
  return TABLES.flatMap(([title, rowsOf, columns]) => {
    const rows = rowsOf(snapshot)
    return rows.length === 0 ? [] : [table(title, rows, columns, owners)]
  })
}

/** Each code of each client, the most frequent first. */
function errorRows({ producers, consumers }) {
  return [...producers, ...consumers]
    .flatMap(({ clientId, errors, byTopic }) =>
      Object.entries(errors).map(([code, times]) => ({
        clientId,
        code,
        times,
        topics: Object.entries(byTopic).flatMap(([topic, of]) => (of.errors[code] > 0 ? [topic] : [])),
      })),
    )
    .sort((a, b) => b.times - a.times)
}

function systemRows({ cpu, memory, eventLoop, gc, resources }) {
  const kind = ({ count: runs, pauseMs }) => `${formatCount(runs)} in ${formatMs(pauseMs)}`
  return [
    [
      'CPU',
      `${formatShare(cpu.processPercent / 100)} of a core, the host ${formatShare(cpu.hostPercent / 100)} of ${cpu.cores}`,
    ],
    [
      'memory',
      `${formatBytes(memory.rss)} resident, ${formatBytes(memory.external)} external, ${formatBytes(memory.arrayBuffers)} of it buffers`,
    ],
    [
      'heap',
      `${formatBytes(memory.heapUsed)} of ${formatBytes(memory.heapTotal)}, at most ${formatBytes(memory.heapLimit)}; floor ${formatBytes(memory.heapFloor)}`,
    ],
    [
      'event loop',
      `busy ${formatShare(eventLoop.utilization)}, late by ${formatMs(eventLoop.delayMs.p50)} (p50), ${formatMs(eventLoop.delayMs.p99)} (p99), ${formatMs(eventLoop.delayMs.max)} (max)`,
    ],
    [
      'collections',
      `minor ${kind(gc.minor)}, major ${kind(gc.major)}, incremental ${kind(gc.incremental)}, weak callbacks ${kind(gc.weakCallbacks)}`,
    ],
    ['keeps it alive', formatCounts(resources.byKind)],
  ]
}

function table(title, rows, columns, owners) {
  const card = make('details', 'table')
  const narrow = matchMedia('(max-width: 760px)').matches
  card.open = opened.get(title) ?? !(narrow && FOLDED.has(title))
  const summary = make('summary', '', make('h2', '', title))
  summary.addEventListener('click', () => opened.set(title, !card.open))
  card.append(summary, make('div', '', grid(rows.slice(0, MOST_ROWS), columns, owners)))
  if (rows.length > MOST_ROWS) card.append(make('p', 'quiet rest', `… and ${rows.length - MOST_ROWS} more`))
  return card
}

function grid(rows, columns, owners) {
  const cells = rows.map(row => columns.map(([, content]) => cellOf(content(row, owners))))
  const shown = columns.map(([, , kind = {}], column) => !kind.rare || cells.some(line => !line[column].none))
  const body = make('table')
  const line = (name, contents) => {
    const visible = contents.map((content, column) => shown[column] && cell(name, content, columns[column]))
    return make('tr', name === 'th' ? 'heads' : '', ...visible.filter(Boolean))
  }
  if (columns.some(([head]) => head !== ''))
    body.append(
      line(
        'th',
        columns.map(([head]) => cellOf(head)),
      ),
    )
  body.append(...cells.map(contents => line('td', contents)))
  return body
}

/** What a cell shows, and whether it is nothing. */
function cellOf(content) {
  const { shown, bad = false, title = '' } = typeof content === 'object' ? content : { shown: content }
  return { shown, bad, title, none: /^(0( (ms|B)|\/s)?|[–-]?)$/.test(shown) }
}

function cell(name, { shown, bad, title, none }, [head, , { text, words } = {}]) {
  const classes = { text, words, bad, none }
  const given = Object.keys(classes).filter(each => classes[each])
  const element = make(name, given.join(' '), shown)
  if (title !== '') element.title = title
  // Where the window is narrow a row is a card, and its cells say what they are.
  if (name === 'td') element.dataset.head = head
  return element
}

/** An element with texts and other elements in it. */
export function make(name, className = '', ...content) {
  const element = document.createElement(name)
  if (className !== '') element.className = className
  element.append(...content)
  return element
}

/** The index that a client id has in the middle: `host@pid@index@time`. */
const INDEX = /^[^@]*@\d+@(\d+)@/

/**
 * Names for clients that fit a table: consumers go by their group, producers by their kind, and a number tells those
 * of one name apart.
 *
 * @returns by client id
 */
export function ownersOf({ producers, consumers }) {
  const clients = [
    ...producers.map(({ clientId }) => ({ clientId, name: 'producer' })),
    ...consumers.map(({ clientId, consumerGroup }) => ({ clientId, name: consumerGroup })),
  ]
  const times = new Map()
  for (const { name } of clients) times.set(name, (times.get(name) ?? 0) + 1)
  return new Map(
    clients.map(({ clientId, name }) => {
      const number = INDEX.exec(clientId)?.[1] ?? clientId
      return [clientId, times.get(name) === 1 ? name : `${name} ${number}`]
    }),
  )
}

/** Over how much time rates are taken, in milliseconds. */
const WINDOW_MS = 10_000

const COUNTERS = [
  'sent',
  'sendsFailed',
  'bytes',
  'received',
  'consumed',
  'failed',
  'redelivered',
  'deadLettered',
  'cached',
]

/** What all clients together do in each topic, with the rates of the last ten seconds. */
export class Topics {
  /** Counters at earlier snapshots, oldest first. */
  #earlier = []

  rows(snapshot) {
    const topics = totals(snapshot)
    while (this.#earlier.length > 1 && snapshot.at - this.#earlier[1].at >= WINDOW_MS) this.#earlier.shift()
    const [before] = this.#earlier
    const seconds = before === undefined ? 0 : (snapshot.at - before.at) / 1000
    this.#earlier.push({ at: snapshot.at, topics })
    const rate = (topic, counter) => {
      const happened = topics.get(topic)[counter] - (before?.topics.get(topic)?.[counter] ?? 0)
      return seconds > 0 ? Math.max(0, happened) / seconds : 0
    }
    return [...topics]
      .map(([topic, total]) => ({
        topic,
        ...total,
        sendRate: rate(topic, 'sent'),
        receiveRate: rate(topic, 'received'),
      }))
      .sort((a, b) => b.sent + b.received - a.sent - a.received)
  }
}

const seenTopics = new Topics()

function totals({ producers, consumers }) {
  const topics = new Map()
  const of = topic => {
    if (!topics.has(topic)) topics.set(topic, empty())
    return topics.get(topic)
  }
  for (const { byTopic } of producers) {
    for (const [topic, { succeeded, failed, bytes, latencyMs, errors }] of Object.entries(byTopic)) {
      const total = of(topic)
      total.sent += succeeded
      total.sendsFailed += failed
      total.bytes += bytes
      addTimes(total.sendMs, latencyMs)
      addCodes(total.errors, errors)
    }
  }
  for (const { byTopic, cachedByTopic = {} } of consumers) {
    for (const [topic, stats] of Object.entries(byTopic)) {
      const total = of(topic)
      for (const name of ['received', 'consumed', 'failed', 'redelivered', 'deadLettered'])
        total[name] += stats[name]
      addTimes(total.deliveryMs, stats.deliveryMs)
      addTimes(total.handlerMs, stats.handlerMs)
      addCodes(total.errors, stats.errors)
    }
    for (const [topic, { messages }] of Object.entries(cachedByTopic)) of(topic).cached += messages
  }
  return topics
}

function empty() {
  const counters = Object.fromEntries(COUNTERS.map(name => [name, 0]))
  const times = () => ({ count: 0, sum: 0 })
  return { ...counters, sendMs: times(), deliveryMs: times(), handlerMs: times(), errors: {} }
}

function addTimes(total, { count, sum }) {
  total.count += count
  total.sum += sum
}

function addCodes(total, errors) {
  for (const [code, times] of Object.entries(errors)) total[code] = (total[code] ?? 0) + times
}
