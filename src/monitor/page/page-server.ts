import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RocketMQError, reasonOf } from '../../errors.js'
import type { PrometheusExporter } from '../prometheus.js'
import { renderReport } from '../report.js'
import type { Sample } from '../sample.js'
import type { MonitorSnapshot } from '../snapshot.js'
import { PageGuard, parseServeOptions, type ServeOptions, type ServeSettings } from './page-options.js'
import { handles, Profiles } from './profiles.js'

/** A page that is being served. */
export interface MonitorPage {
  /** Where to open it, with the token if there is one. */
  readonly url: string
  readonly port: number
  /** What callers must know; absent where none is asked for. */
  readonly token: string | undefined
  /** Ends it, with every open connection. Idempotent, never rejects. */
  close(): Promise<void>
}

/** What a page shows: a monitor, as far as a page needs one. */
interface PageSource {
  snapshot(): MonitorSnapshot
  history(): Sample[]
  onSample(listener: (snapshot: MonitorSnapshot, sample: Sample) => void): () => void
}

/** Of every answer: it is not cached, loads nothing from elsewhere, is not framed, and has the type that it says. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

const SCRIPTS = ['page.js', 'plot.js', 'tables.js', 'units.js']

/** @throws RocketMQError CONFIGURATION, or UNAVAILABLE if the port cannot be listened on */
export async function servePage(source: PageSource, options: ServeOptions): Promise<MonitorPage> {
  const settings = parseServeOptions(options)
  const server = createServer()
  const port = await listen(server, settings)
  const events = new EventStream(source)
  const guard = new PageGuard(settings.token, port)
  const profiles = new Profiles()
  const routes = routesTo(source, events, profiles, settings.maxTopics)
  server.on('request', (request, response) => void answer(guard, routes, request, response))
  return {
    url: urlOf(settings, port),
    port,
    token: settings.token,
    close: async () => {
      if (!server.listening) return
      events.close()
      profiles.close()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** @returns the port that was free */
async function listen(server: Server, { ports, host }: ServeSettings): Promise<number> {
  // The monitor never keeps the process alive, and neither does a page that somebody left open.
  server.on('connection', socket => socket.unref())
  for (const [index, port] of ports.entries()) {
    try {
      server.listen(port, host)
      await once(server, 'listening')
      break
    } catch (error) {
      if (index < ports.length - 1) continue
      const text = `Monitor: the page cannot be served at ${host}:${port}, choose another port or host: ${reasonOf(error)}`
      throw new RocketMQError('UNAVAILABLE', text, { cause: error })
    }
  }
  server.unref()
  return (server.address() as AddressInfo).port
}

async function answer(
  guard: PageGuard,
  routes: ReadonlyMap<string, Handler>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
  try {
    const url = new URL(request.url ?? '/', 'http://page')
    const refusal = guard.check(request, url)
    if (refusal !== undefined) return plain(response, refusal.status, refusal.reason)
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plain(response, 405, 'only GET is known')
    const cookie = guard.cookieFor(url)
    if (cookie !== undefined) response.setHeader('set-cookie', cookie)
    if (cookie !== undefined && url.pathname === '/') {
      response.writeHead(303, { location: '/' }).end()
      return
    }
    const handler = routes.get(url.pathname)
    if (handler === undefined)
      return plain(
        response,
        404,
        `there is nothing at this path; the paths are ${[...routes.keys()].join(' ')}`,
      )
    await handler(response, url)
  } catch (error) {
    if (response.headersSent) response.destroy()
    else plain(response, 500, reasonOf(error))
  }
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
}

function urlOf({ host, token }: ServeSettings, port: number): string {
  const wildcard = host === '0.0.0.0' || host === '::'
  const name = wildcard ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  const query = token === undefined ? '' : `?token=${encodeURIComponent(token)}`
  return `http://${name}:${port}/${query}`
}

type Handler = (response: ServerResponse, url: URL) => void | Promise<void>

/** What is answered under which path. @param maxTopics most topics with a label of their own in the metrics */
function routesTo(
  source: PageSource,
  events: EventStream,
  profiles: Profiles,
  maxTopics: number,
): ReadonlyMap<string, Handler> {
  const seconds = (url: URL) => url.searchParams.get('seconds')
  return new Map<string, Handler>([
    ['/', file('page.html', 'text/html')],
    ['/page.css', file('page.css', 'text/css')],
    ...SCRIPTS.map(name => [`/${name}`, file(name, 'text/javascript')] as const),
    ['/events', response => events.add(response)],
    ['/snapshot', response => send(response, 'application/json', JSON.stringify(source.snapshot()))],
    ['/history', response => send(response, 'application/json', JSON.stringify(source.history()))],
    ['/report', response => send(response, 'text/plain', `${renderReport(source.snapshot())}\n`)],
    ['/metrics', metrics(source, maxTopics)],
    ['/profiles/heap-snapshot', response => profiles.heapSnapshot(response)],
    ['/profiles/cpu', (response, url) => profiles.cpu(response, seconds(url))],
    ['/profiles/heap', (response, url) => profiles.heap(response, seconds(url))],
    ['/profiles/handles', response => handles(response, source.snapshot())],
  ])
}

/** A file of the page; all of them are loaded when the first is asked for. */
function file(name: string, type: string): Handler {
  return async response => send(response, type, (await import('./page-files.js')).pageFile(name))
}

function send(response: ServerResponse, type: string, text: string): void {
  response.setHeader('content-type', `${type}; charset=utf-8`)
  response.end(text)
}

/** One exporter for all scrapes, since it remembers which client has which label; loaded at the first. */
function metrics(source: PageSource, maxTopics: number): Handler {
  let exporter: Promise<PrometheusExporter> | undefined
  return async response => {
    exporter ??= import('../prometheus.js').then(
      module => new module.PrometheusExporter(source, { maxTopics }),
    )
    const each = await exporter
    response.setHeader('content-type', each.contentType)
    response.end(each.text())
  }
}

/** How many pages may watch at once; further ones are refused. */
const MOST_WATCHERS = 32

/** A watcher that is this many bytes behind is disconnected; a browser connects again by itself. */
const MOST_BEHIND = 4 * 1024 * 1024

/** Tells every open page of each interval, as server-sent events. */
class EventStream {
  readonly #source: PageSource
  readonly #watchers = new Set<ServerResponse>()
  readonly #forget: () => void

  constructor(source: PageSource) {
    this.#source = source
    this.#forget = source.onSample((snapshot, sample) => this.#tell(snapshot, sample))
  }

  /** Sends what is known so far, and from then on what happens. */
  add(response: ServerResponse): void {
    if (this.#watchers.size >= MOST_WATCHERS) {
      response.writeHead(503, { 'content-type': 'text/plain' }).end('too many pages are open\n')
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' })
    response.write(`retry: 1000\n${event('history', this.#source.history())}`)
    response.write(event('snapshot', this.#source.snapshot()))
    this.#watchers.add(response)
    response.once('close', () => this.#watchers.delete(response))
  }

  close(): void {
    this.#forget()
    for (const watcher of this.#watchers) watcher.destroy()
    this.#watchers.clear()
  }

  #tell(snapshot: unknown, sample: Sample): void {
    if (this.#watchers.size === 0) return
    const text = event('sample', sample) + event('snapshot', snapshot)
    for (const watcher of this.#watchers) {
      if (watcher.writableLength > MOST_BEHIND) watcher.destroy()
      else watcher.write(text)
    }
  }
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
