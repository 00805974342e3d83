import { setTimeout as sleep } from 'node:timers/promises'
import type { Monitored } from '../../src/stats/stats.js'

/** What keeps a process alive, by kind. */
export type Resources = Readonly<Record<string, number>>

const WATCHED = ['TCPSocketWrap', 'TCPServerWrap', 'TLSWrap', 'GetAddrInfoReqWrap', 'Timeout', 'Immediate']

/** The sockets, servers and timers of this process now. */
export function openResources(): Resources {
  const open = process.getActiveResourcesInfo()
  return Object.fromEntries(WATCHED.map(kind => [kind, open.filter(each => each === kind).length]))
}

/** Waits until no more of them are open than there were; tells what is left after `timeoutMs`. */
export async function leftOpen(before: Resources, timeoutMs = 10_000): Promise<Resources> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const open = openResources()
    const extra = Object.entries(open).filter(([kind, count]) => count > (before[kind] ?? 0))
    if (extra.length === 0 || Date.now() > end) return Object.fromEntries(extra)
    await sleep(20)
  }
}

/** Whether a timer is over: fired for the last time, or cleared. Node has no other way to tell. */
const isOver = (timer: object): boolean => (timer as { _destroyed?: boolean })._destroyed === true

/** Notes every timer made while it watches, also those that hold no process and are in no list. */
export class TimerWatch implements Disposable {
  readonly #made = new Map<object, Error>()
  readonly #globals = { setTimeout: globalThis.setTimeout, setInterval: globalThis.setInterval }

  constructor() {
    for (const [name, make] of Object.entries(this.#globals)) {
      const noting = (...args: unknown[]): object => {
        const timer: object = Reflect.apply(make, globalThis, args)
        this.#made.set(timer, new Error('made'))
        return timer
      }
      Object.defineProperties(noting, Object.getOwnPropertyDescriptors(make))
      Object.assign(globalThis, { [name]: noting })
    }
  }

  /** Where those were made that are not over. */
  get running(): string[] {
    for (const timer of this.#made.keys()) if (isOver(timer)) this.#made.delete(timer)
    return [...this.#made.values()].map(({ stack = '' }) => stack.split('\n').slice(2, 5).join('\n'))
  }

  [Symbol.dispose](): void {
    Object.assign(globalThis, this.#globals)
  }
}

/** What a closed client still holds: things taken from pools, items in batches, calls; empty if nothing. */
export function heldBy(client: Monitored): string[] {
  const { pools, batches, connections, rpcs, state } = client.stats()
  const held = state === 'closed' ? [] : [`state ${state}`]
  for (const pool of [...pools, ...connections.map(each => each.pool)]) {
    if (pool.outstanding !== 0) held.push(`${pool.outstanding} of ${pool.name}`)
    if (pool.waiting !== 0) held.push(`${pool.waiting} waiting for ${pool.name}`)
  }
  for (const { name, buffered, waiting, inFlightItems } of batches) {
    if (buffered + waiting + inFlightItems !== 0)
      held.push(`${buffered + waiting + inFlightItems} in ${name}`)
  }
  for (const { method, inFlight } of rpcs) {
    if (inFlight !== 0) held.push(`${inFlight} calls of ${method}`)
  }
  return held
}
