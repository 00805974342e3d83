import { bytes, count, duration, mean, ms, rate, share } from './units.js'

const TEXT = true
/** The latest values if there are any, else all. */
const latest = summary => (summary.recent?.count > 0 ? summary.recent : summary)
const codes = counts =>
  Object.entries(counts)
    .filter(([, times]) => times > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([code, times]) => `${code} ${count(times)}`)
    .join(', ')
/** A count that should be 0. */
const fault = value => ({ text: count(value), bad: value > 0 })

/** Each table: its title, its rows in the snapshot, and columns of head, cell and whether it is text. */
const TABLES = [
  [
    'Producers',
    snapshot => snapshot.producers,
    [
      ['client', row => row.clientId, TEXT],
      ['state', row => row.state, TEXT],
      ['1 s', row => rate(row.rates.perSecond1s)],
      ['10 s', row => rate(row.rates.perSecond10s)],
      ['1 min', row => rate(row.rates.perSecond1m)],
      ['confirmed', row => count(row.succeeded)],
      ['failed', row => fault(row.failed)],
      ['retries', row => count(row.retries)],
      ['on the wire', row => count(row.inFlight)],
      ['waiting', row => count(row.buffered)],
      ['p50', row => ms(latest(row.latencyMs).p50)],
      ['p90', row => ms(latest(row.latencyMs).p90)],
      ['p99', row => ms(latest(row.latencyMs).p99)],
      ['max', row => ms(latest(row.latencyMs).max)],
      ['errors', row => codes(row.errors), TEXT],
      [
        'sent one by one',
        row => (row.uncoalesced ?? []).map(({ topic, reason }) => `${topic}: ${reason}`).join('; '),
        TEXT,
      ],
    ],
  ],
  [
    'Consumers',
    snapshot => snapshot.consumers,
    [
      ['group', row => row.consumerGroup, TEXT],
      ['kind', row => row.kind, TEXT],
      ['state', row => row.state, TEXT],
      ['1 s', row => rate(row.rates.perSecond1s)],
      ['10 s', row => rate(row.rates.perSecond10s)],
      ['1 min', row => rate(row.rates.perSecond1m)],
      ['received', row => count(row.received)],
      ['processed', row => count(row.consumed)],
      ['failed', row => fault(row.failed)],
      ['redelivered', row => count(row.redelivered)],
      ['dead letters', row => fault(row.deadLettered)],
      ['corrupted', row => fault(row.corrupted)],
      ['running', row => count(row.inFlight)],
      ['the oldest for', row => ms(row.oldestHandlerMs ?? 0)],
      ['cached', row => `${count(row.cachedMessages)} · ${bytes(row.cachedBytes)}`],
      ['delivery p50', row => ms(latest(row.deliveryMs).p50)],
      ['delivery p99', row => ms(latest(row.deliveryMs).p99)],
      ['handler p99', row => ms(latest(row.handlerMs).p99)],
      ['errors', row => codes(row.errors), TEXT],
    ],
  ],
  [
    'Batches',
    snapshot => snapshot.batches,
    [
      ['processor', row => row.name, TEXT],
      ['batches', row => count(row.batches)],
      ['items', row => count(row.succeeded + row.failed)],
      ['per batch', row => mean(latest(row.batchItems).mean)],
      ['p99', row => count(latest(row.batchItems).p99)],
      ['bytes', row => bytes(latest(row.batchBytes).mean)],
      ['wait p99', row => ms(latest(row.waitMs).p99)],
      ['handler p99', row => ms(latest(row.handlerMs).p99)],
      ['buffered', row => `${count(row.buffered)} of ${count(row.bufferSize)}`],
      ['waiting for room', row => fault(row.waiting)],
      ['out', row => count(row.inFlight)],
      ['retries', row => count(row.retries)],
      ['splits', row => count(row.splits)],
      ['left because', row => codes(row.flushReasons), TEXT],
    ],
  ],
  [
    'Pools',
    snapshot => snapshot.pools,
    [
      ['pool', row => row.name, TEXT],
      ['taken', row => count(row.acquired)],
      ['returned', row => count(row.released)],
      ['hits', row => count(row.hits)],
      ['misses', row => count(row.misses)],
      ['hit rate', row => share(row.acquired === 0 ? null : row.hitRate)],
      ['lately', row => share(row.recentHitRate)],
      ['out', row => count(row.outstanding)],
      ['idle', row => count(row.idle)],
      ['waiting', row => fault(row.waiting)],
      ['leaked', row => fault(row.leaked)],
      ['held', row => bytes(row.bytes)],
    ],
  ],
  [
    'Leaks',
    snapshot => snapshot.leaks,
    [
      ['pool', row => row.pool, TEXT],
      ['found', row => new Date(row.foundAt).toTimeString().slice(0, 8)],
      ['held', row => duration(row.heldMs)],
      ['taken', row => (row.stack ?? '').split('\n').slice(0, 3).join(' ').trim(), TEXT],
    ],
  ],
  [
    'Connections',
    snapshot => snapshot.connections,
    [
      ['endpoint', row => row.endpoint, TEXT],
      ['client', row => row.clientId, TEXT],
      ['open', row => count(row.open)],
      ['opened', row => count(row.opened)],
      ['closed', row => count(row.closed)],
      ['leases', row => count(row.leases)],
      ['waiting', row => fault(row.pool.waiting)],
      ['reused', row => share(row.pool.acquired === 0 ? null : row.pool.hitRate)],
      ['sent', row => bytes(row.bytesSent)],
      ['received', row => bytes(row.bytesReceived)],
    ],
  ],
  [
    'Calls',
    snapshot => snapshot.rpcs.filter(row => row.started > 0).sort((a, b) => b.started - a.started),
    [
      ['method', row => row.method, TEXT],
      ['client', row => row.clientId, TEXT],
      ['calls', row => count(row.started)],
      ['failed', row => fault(row.failed)],
      ['in flight', row => count(row.inFlight)],
      ['p50', row => ms(latest(row.latencyMs).p50)],
      ['p99', row => ms(latest(row.latencyMs).p99)],
      ['max', row => ms(latest(row.latencyMs).max)],
      ['codes', row => codes(row.codes), TEXT],
    ],
  ],
  [
    'Process',
    snapshot => systemRows(snapshot.system),
    [
      ['', row => row[0], TEXT],
      ['', row => row[1], TEXT],
    ],
  ],
]

/** Rows beyond this are only counted. */
const MOST_ROWS = 50

/** All tables that have rows. */
export function tables(snapshot) {
  return TABLES.flatMap(([title, rowsOf, columns]) => {
    const rows = rowsOf(snapshot)
    return rows.length === 0 ? [] : [table(title, rows, columns)]
  })
}

function systemRows({ cpu, memory, eventLoop, gc, resources }) {
  const kind = ({ count: runs, pauseMs }) => `${count(runs)} in ${ms(pauseMs)}`
  return [
    [
      'CPU',
      `${share(cpu.processPercent / 100)} of a core, the host ${share(cpu.hostPercent / 100)} of ${cpu.cores}`,
    ],
    [
      'memory',
      `${bytes(memory.rss)} resident, ${bytes(memory.external)} external, ${bytes(memory.arrayBuffers)} of it buffers`,
    ],
    [
      'heap',
      `${bytes(memory.heapUsed)} of ${bytes(memory.heapTotal)}, at most ${bytes(memory.heapLimit)}; floor ${bytes(memory.heapFloor)}`,
    ],
    [
      'event loop',
      `busy ${share(eventLoop.utilization)}, late by ${ms(eventLoop.delayMs.p50)} (p50), ${ms(eventLoop.delayMs.p99)} (p99), ${ms(eventLoop.delayMs.max)} (max)`,
    ],
    [
      'collections',
      `minor ${kind(gc.minor)}, major ${kind(gc.major)}, incremental ${kind(gc.incremental)}, weak callbacks ${kind(gc.weakCallbacks)}`,
    ],
    ['keeps it alive', codes(resources.byKind)],
  ]
}

function table(title, rows, columns) {
  const card = make('article', 'table')
  const heading = make('h2')
  heading.textContent = title
  const frame = make('div')
  const body = make('table')
  const head = make('tr')
  if (columns.some(([name]) => name !== ''))
    head.append(...columns.map(([name, , text]) => cell('th', name, text)))
  body.append(head, ...rows.slice(0, MOST_ROWS).map(row => line(row, columns)))
  frame.append(body)
  card.append(heading, frame)
  if (rows.length > MOST_ROWS) {
    const rest = make('p', 'quiet')
    rest.textContent = `… and ${rows.length - MOST_ROWS} more`
    card.append(rest)
  }
  return card
}

function line(row, columns) {
  const element = make('tr')
  element.append(...columns.map(([, content, text]) => cell('td', content(row), text)))
  return element
}

function cell(name, content, text) {
  const { text: shown, bad } = typeof content === 'object' ? content : { text: content, bad: false }
  const element = make(name, text ? 'text' : bad ? 'bad' : '')
  element.textContent = shown
  return element
}

function make(name, className = '') {
  const element = document.createElement(name)
  if (className !== '') element.className = className
  return element
}
