import type { SendLoad } from './protocol.js'

/** A client that sends, as the closed loop drives it. */
export interface Sender {
  /** Connects. */
  start(): Promise<void>
  /** Gets ready for a load; not timed. */
  prepare(load: SendLoad): SendCalls
  /** Sends one body; for what is not a closed loop. */
  send(body: Buffer): Promise<unknown>
  close(): Promise<void>
}

/** How a load is made of calls. */
export interface SendCalls {
  /** Loops to run side by side. */
  callers: number
  /** Messages that one call stands for. */
  messagesPerCall: number
  /** @param caller which of them, from 0 */
  call(caller: number): Promise<unknown>
  /** SendMessage calls so far, where the client itself has to say. */
  requests?(): number
}

/** One call a message, for as many callers as the load has: what every client of users does. */
export function singleCalls(
  load: SendLoad,
  bodies: readonly Buffer[],
  send: (body: Buffer, caller: number) => Promise<unknown>,
): SendCalls {
  let next = 0
  const call = (caller: number) => {
    const body = bodies[next] as Buffer
    next = next + 1 === bodies.length ? 0 : next + 1
    return send(body, caller)
  }
  return { callers: load.callers, messagesPerCall: 1, call }
}
