import type { ServerResponse } from 'node:http'
import type { PrometheusExporter } from '../prometheus.js'
import { renderReport } from '../report.js'
import type { EventStream } from './event-stream.js'
import type { PageSource } from './page-source.js'
import { Profiles } from './profiles.js'

type Handler = (response: ServerResponse, url: URL) => void | Promise<void>

/** What is answered under which path. */
export class PageRoutes {
  readonly #profiles: Profiles
  readonly #handlers: ReadonlyMap<string, Handler>

  /** @param maxTopics most topics with a label of their own in the metrics */
  constructor(source: PageSource, events: EventStream, maxTopics: number) {
    const profiles = new Profiles(source)
    this.#profiles = profiles
    this.#handlers = new Map<string, Handler>([
      ['/', file('page.html', 'text/html')],
      ['/page.css', file('page.css', 'text/css')],
      ['/page.js', file('page.js', 'text/javascript')],
      ['/plot.js', file('plot.js', 'text/javascript')],
      ['/tables.js', file('tables.js', 'text/javascript')],
      ['/owners.js', file('owners.js', 'text/javascript')],
      ['/topics.js', file('topics.js', 'text/javascript')],
      ['/units.js', file('units.js', 'text/javascript')],
      ['/events', response => events.add(response)],
      ['/snapshot', response => send(response, 'application/json', JSON.stringify(source.snapshot()))],
      ['/history', response => send(response, 'application/json', JSON.stringify(source.history()))],
      ['/report', response => send(response, 'text/plain', `${renderReport(source.snapshot())}\n`)],
      ['/metrics', metrics(source, maxTopics)],
      ['/profiles/heap-snapshot', response => profiles.heapSnapshot(response)],
      ['/profiles/cpu', (response, url) => profiles.cpu(response, url.searchParams.get('seconds'))],
      ['/profiles/heap', (response, url) => profiles.heap(response, url.searchParams.get('seconds'))],
      ['/profiles/handles', response => profiles.handles(response)],
    ])
  }

  async answer(url: URL, response: ServerResponse): Promise<void> {
    const handler = this.#handlers.get(url.pathname)
    if (handler !== undefined) return handler(response, url)
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(`nothing is here; there is ${[...this.#handlers.keys()].join(' ')}\n`)
  }

  /** Ends a profile that is being taken. */
  close(): void {
    this.#profiles.close()
  }
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
    const { contentType, text } = await exporter.then(each => ({
      contentType: each.contentType,
      text: each.text(),
    }))
    response.setHeader('content-type', contentType)
    response.end(text)
  }
}
