import { Plot } from './plot.js'
import { make, ownersOf, tables } from './tables.js'
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMean,
  formatMs,
  formatRate,
  formatShare,
} from './units.js'

const MINUTE = 60_000
/** The least time a plot shows, so that the first samples are not stretched over all of it. */
const LEAST_SPAN = MINUTE
/** Most samples kept here; the monitor has its own limit. */
const MOST_SAMPLES = 3_600

const perSecond = value => `${formatMs(value)}/s`
const percent = value => formatShare(value / 100)
/** Codes with a line of their own; the rest are in the table. */
const MOST_CODES = 4
const CODE_TONES = ['alarm-1', 'series-4', 'series-1', 'series-3']

const PLOTS = [
  {
    id: 'throughput',
    title: 'Throughput',
    format: formatRate,
    series: [
      ['sentPerSecond', 'sent', 'series-1'],
      ['receivedPerSecond', 'received', 'series-2'],
      ['consumedPerSecond', 'processed', 'series-3'],
    ],
  },
  {
    id: 'latency',
    title: 'Send latency',
    log: true,
    format: formatMs,
    series: [
      ['sendP99', 'p99', 'series-1'],
      ['sendP50', 'p50', 'series-3'],
    ],
  },
  {
    id: 'delivery',
    title: 'Delivery and handling',
    log: true,
    format: formatMs,
    series: [
      ['deliveryP99', 'delivery p99', 'series-1'],
      ['deliveryP50', 'p50', 'series-3'],
      ['handlerP99', 'handler p99', 'series-2'],
    ],
  },
  {
    id: 'errors',
    title: 'Errors by code',
    format: formatRate,
    series: samples => [...codeSeries(samples), ['rpcErrorsPerSecond', 'failed calls', 'alarm-2']],
  },
  {
    id: 'batch',
    title: 'Batch size',
    format: formatMean,
    series: [['batchItems', 'items a batch', 'series-1']],
  },
  {
    id: 'waiting',
    title: 'Waiting',
    format: formatCount,
    least: 4,
    series: [
      ['buffered', 'to be sent', 'series-1'],
      ['cached', 'to be processed', 'series-2'],
    ],
  },
  {
    id: 'pools',
    title: 'Pool hit rate',
    format: formatShare,
    most: { top: 1, step: 0.25 },
    series: [['hitRate', 'hits', 'series-3']],
  },
  {
    id: 'loop',
    title: 'Event-loop delay',
    log: true,
    format: formatMs,
    series: [
      ['eventLoopP99', 'p99', 'series-1'],
      ['eventLoopP50', 'p50', 'series-3'],
    ],
  },
  {
    id: 'gc',
    title: 'Garbage collection',
    format: perSecond,
    series: [['gcPausePerSecond', 'pause', 'series-4']],
  },
  { id: 'cpu', title: 'CPU', format: percent, least: 100, series: [['cpuPercent', 'of a core', 'series-1']] },
  {
    id: 'memory',
    title: 'Memory',
    format: formatBytes,
    binary: true,
    series: [
      ['rss', 'resident', 'series-1'],
      ['heapUsed', 'heap', 'series-3'],
    ],
  },
  {
    id: 'calls',
    title: 'Calls to servers',
    format: formatRate,
    series: [
      ['rpcsPerSecond', 'calls', 'series-1'],
      ['batchesPerSecond', 'batches', 'series-2'],
    ],
  },
]

/** A line for each of the most frequent codes; one of 0 where there was no error. */
function codeSeries(samples) {
  const totals = new Map()
  for (const { errorsByCode } of samples)
    for (const [code, rate] of Object.entries(errorsByCode)) totals.set(code, (totals.get(code) ?? 0) + rate)
  const codes = [...totals].sort(([, a], [, b]) => b - a).slice(0, MOST_CODES)
  if (codes.length === 0) return [['errorsPerSecond', 'messages', 'alarm-1']]
  return codes.map(([code], index) => [sample => sample.errorsByCode[code] ?? 0, code, CODE_TONES[index]])
}

const element = id => document.getElementById(id)
let samples = []
let span = 10 * MINUTE
let hovered
let showsResolved = false
let frame

const plots = PLOTS.map(spec => new Plot(spec, hover))
element('plots').append(...plots.map(plot => plot.element))
element('span').append(...[1, 5, 10, 60].map(spanButton))
addEventListener('resize', redraw)
listen()

function listen() {
  const events = new EventSource('events')
  events.addEventListener('open', () => showLink('live', 'live'))
  events.addEventListener('error', () => showLink('lost', 'connection lost'))
  events.addEventListener('history', event => {
    samples = JSON.parse(event.data)
    redraw()
  })
  events.addEventListener('sample', event => {
    samples.push(JSON.parse(event.data))
    samples = samples.slice(-MOST_SAMPLES)
    redraw()
  })
  events.addEventListener('snapshot', event => show(JSON.parse(event.data)))
}

function show(snapshot) {
  const { name, uptimeMs, system } = snapshot
  document.title = `${name} · rocketmq-jet monitor`
  element('name').textContent = name
  element('process').textContent = `Node ${system.node} · pid ${system.pid} · up ${formatDuration(uptimeMs)}`
  showAlerts(snapshot)
  // What somebody is selecting in a table is left alone.
  if (getSelection().isCollapsed) updateTables(snapshot)
}

/** What fires stands there; what was resolved lately is folded, because it needs nobody any more. */
function showAlerts(snapshot) {
  const owners = ownersOf(snapshot)
  const cards = state => snapshot.alerts.filter(each => each.state === state).map(each => alert(each, owners))
  const resolved = cards('resolved')
  element('alerts').replaceChildren(...cards('firing'), ...(resolved.length > 0 ? [folded(resolved)] : []))
}

function folded(cards) {
  const summary = make('summary', '', `${cards.length} resolved in the last five minutes`)
  const details = make('details', '', summary, ...cards)
  details.open = showsResolved
  summary.addEventListener('click', () => {
    showsResolved = !details.open
  })
  return details
}

/** Keeps how far each table was scrolled aside. */
function updateTables(snapshot) {
  const frames = () =>
    [...document.querySelectorAll('.table')].map(card => [card.firstChild.textContent, card.children[1]])
  const scrolled = new Map(frames().map(([title, frame]) => [title, frame.scrollLeft]))
  element('tables').replaceChildren(...tables(snapshot))
  for (const [title, frame] of frames()) frame.scrollLeft = scrolled.get(title) ?? 0
}

/** Once a frame, however much happens in it; a page that nobody sees draws nothing. */
function redraw() {
  if (frame !== undefined) return
  frame = requestAnimationFrame(() => {
    frame = undefined
    draw()
  })
}

function draw() {
  const latest = samples.at(-1)
  const to = latest?.at ?? Date.now()
  const from = Math.max(to - span, Math.min(samples[0]?.at ?? to, to - LEAST_SPAN))
  const shown = samples.filter(sample => sample.at >= from)
  for (const plot of plots) plot.draw(shown, from, to, hovered)
  element('tiles').replaceChildren(...tiles(latest))
  document.documentElement.dataset.samples = samples.length
}

function tiles(sample) {
  if (sample === undefined) return []
  return [
    ['sent', formatRate(sample.sentPerSecond)],
    ['received', formatRate(sample.receivedPerSecond)],
    ['send p99', formatMs(sample.sendP99)],
    ['items a batch', sample.batchItems === null ? '–' : formatMean(sample.batchItems)],
    ['errors', formatRate(sample.errorsPerSecond), sample.errorsPerSecond > 0],
    ['waiting', formatCount(sample.buffered + sample.cached)],
    ['CPU', percent(sample.cpuPercent)],
    ['memory', formatBytes(sample.rss)],
  ].map(([label, figure, bad]) =>
    make('p', bad ? 'tile quiet bad' : 'tile quiet', label, make('b', '', figure)),
  )
}

function alert({ state, severity, message, metric, firedAt, resolvedAt }, owners) {
  const tone = state === 'firing' ? severity : 'resolved'
  // Ids of clients are long; the tables show the same short names.
  const shortened = [...owners].reduce(
    (text, [id, name]) => text.replaceAll(`producer ${id}`, name).replaceAll(id, name),
    message,
  )
  const words = make('span', '', shortened)
  words.title = metric
  const at = new Date(resolvedAt ?? firedAt)
  const since = state === 'firing' ? 'since' : 'at'
  const when = make('time', 'quiet', `${since} ${at.toTimeString().slice(0, 8)}`)
  when.dateTime = at.toISOString()
  const card = make('div', 'alert', make('b', '', tone), words, when)
  card.dataset.tone = tone
  return card
}

function spanButton(minutes) {
  const button = make('button', '', minutes === 60 ? '1 h' : `${minutes} min`)
  button.type = 'button'
  button.setAttribute('aria-pressed', String(span === minutes * MINUTE))
  button.addEventListener('click', () => {
    span = minutes * MINUTE
    for (const each of element('span').children) each.setAttribute('aria-pressed', String(each === button))
    redraw()
  })
  return button
}

function hover(at) {
  if (at === hovered) return
  hovered = at
  redraw()
}

function showLink(state, words) {
  element('link').dataset.state = state
  element('link').textContent = words
}
