import type { Fault } from '../../src/testing/index.js'

/** The ways a call goes wrong that a client must get over. */
export const PASSING_FAULTS: Readonly<Record<string, Fault>> = {
  'times out': { drop: 'request' },
  'loses its reply after the work was done': { drop: 'reply' },
  'loses its connection before the work': { cut: 'request' },
  'loses its connection after the work': { cut: 'reply' },
  'loses its connection in the middle of the reply': { cut: 'midStream' },
  'gets bytes that are no message': { garbage: true },
  'gets a reply without anything in it': { change: () => ({}) },
  'is reset': { reset: 8 },
  'ends as UNAVAILABLE': { grpcStatus: 14, message: 'a scripted fault' },
  'is told that the server throttles': { code: 'TOO_MANY_REQUESTS' },
  'is told of an internal error': { code: 'INTERNAL_SERVER_ERROR' },
  'finds a peer that vanished without a word': { halfOpen: true },
  'is told to use another connection': { goAway: 0 },
}

/** Which of them leave it open whether the work was done, so that it may be done twice. */
export const AMBIGUOUS: ReadonlySet<string> = new Set([
  'loses its reply after the work was done',
  'loses its connection after the work',
  'loses its connection in the middle of the reply',
  'gets bytes that are no message',
  'gets a reply without anything in it',
])

/** The server's polls last 20 s; a poll that vanishes must be given up sooner here. */
export const shortPolls: Fault = {
  change: reply => {
    const { settings } = reply as { settings?: { subscription?: object } }
    if (settings?.subscription === undefined) return reply
    const subscription = { ...settings.subscription, longPollingTimeout: { seconds: 5 } }
    return { ...reply, settings: { ...settings, subscription } }
  },
}
