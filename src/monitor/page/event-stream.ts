import type { ServerResponse } from 'node:http'
import type { Sample } from '../sample.js'
import type { PageSource } from './page-source.js'

/** More watchers than this are turned away. */
const MOST_WATCHERS = 32

/** A watcher that is this many bytes behind is let go; a browser comes back by itself. */
const MOST_BEHIND = 4 * 1024 * 1024

/** Tells every open page of each interval, as server-sent events. */
export class EventStream {
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
