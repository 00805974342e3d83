import type { ServerResponse } from 'node:http'
import type { Session } from 'node:inspector/promises'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { getHeapSnapshot } from 'node:v8'
import type { MonitorSnapshot } from '../snapshot.js'
import { activeResources } from '../system-metrics.js'

const DEFAULT_SECONDS = 10
const MOST_SECONDS = 300

/**
 * Profiles of this process, as the files that Chrome's DevTools opens. One at a time: they slow the process down,
 * and a second one would measure the first.
 */
export class Profiles {
  #running: string | undefined
  #stop = new AbortController()

  /** Every object on the heap, as a `.heapsnapshot`. The process stands still until it is written to memory. */
  heapSnapshot(response: ServerResponse): Promise<void> {
    return this.#alone('heap snapshot', response, async () => {
      attach(response, 'heapsnapshot')
      await pipeline(getHeapSnapshot(), response)
    })
  }

  /** Where the processor's time went, as a `.cpuprofile`. */
  cpu(response: ServerResponse, seconds: string | null): Promise<void> {
    return this.#sample(response, 'cpuprofile', seconds, async (session, wait) => {
      await session.post('Profiler.enable')
      await session.post('Profiler.start')
      await wait()
      return (await session.post('Profiler.stop')).profile
    })
  }

  /** Where memory was allocated that is still held, by samples, as a `.heapprofile`. */
  heap(response: ServerResponse, seconds: string | null): Promise<void> {
    return this.#sample(response, 'heapprofile', seconds, async (session, wait) => {
      await session.post('HeapProfiler.startSampling')
      await wait()
      return (await session.post('HeapProfiler.stopSampling')).profile
    })
  }

  close(): void {
    this.#stop.abort()
  }

  #sample(
    response: ServerResponse,
    extension: string,
    secondsText: string | null,
    take: (session: Session, wait: () => Promise<void>) => Promise<unknown>,
  ): Promise<void> {
    const seconds = secondsText === null ? DEFAULT_SECONDS : Number(secondsText)
    if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
      response.writeHead(400, { 'content-type': 'text/plain' })
      response.end(`seconds must be a number above 0 and up to ${MOST_SECONDS}\n`)
      return Promise.resolve()
    }
    return this.#alone(extension, response, async () => {
      // Some builds of Node have no inspector.
      const inspector = await import('node:inspector/promises')
      const session = new inspector.Session()
      session.connect()
      try {
        const profile = await take(session, () => this.#wait(response, seconds * 1000))
        attach(response, extension)
        response.end(JSON.stringify(profile))
      } finally {
        session.disconnect()
      }
    })
  }

  async #alone(name: string, response: ServerResponse, take: () => Promise<void>): Promise<void> {
    if (this.#running !== undefined) {
      response.writeHead(409, { 'content-type': 'text/plain' })
      response.end(`a ${this.#running} is being taken; one at a time\n`)
      return
    }
    this.#running = name
    try {
      await take()
    } finally {
      this.#running = undefined
    }
  }

  /** Ends early when the caller goes away or the page is closed. */
  async #wait(response: ServerResponse, milliseconds: number): Promise<void> {
    const gone = new AbortController()
    const onClose = () => gone.abort()
    response.once('close', onClose)
    try {
      const signal = AbortSignal.any([gone.signal, this.#stop.signal])
      await pause(milliseconds, undefined, { signal, ref: false })
    } catch {
      // Nobody waits for the rest.
    } finally {
      response.off('close', onClose)
    }
  }
}

function attach(response: ServerResponse, extension: string): void {
  const time = new Date().toISOString().replace(/[:.]/g, '-')
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.setHeader('content-disposition', `attachment; filename="rocketmq-jet-${time}.${extension}"`)
}

/** What keeps the process alive, and what clients have under way. */
export function handles(response: ServerResponse, snapshot: MonitorSnapshot): void {
  const { producers, consumers, batches, connections, rpcs } = snapshot
  const inFlight = {
    producers: pick(producers, 'clientId', 'inFlight', 'buffered'),
    consumers: pick(consumers, 'clientId', 'consumerGroup', 'inFlight', 'cachedMessages'),
    batches: pick(batches, 'name', 'inFlight', 'inFlightItems', 'buffered', 'waiting'),
    connections: pick(connections, 'endpoint', 'plane', 'transport', 'open', 'leases'),
    rpcs: pick(
      rpcs.filter(each => each.inFlight > 0),
      'method',
      'inFlight',
    ),
  }
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.end(`${JSON.stringify({ resources: activeResources(), inFlight }, undefined, 2)}\n`)
}

function pick<T>(rows: readonly T[], ...fields: (keyof T)[]): object[] {
  return rows.map(row => Object.fromEntries(fields.map(field => [field, row[field]])))
}
