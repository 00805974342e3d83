import { hasRoomForProperties } from '../message/message-validation.js'
import type { TracedClient, Tracing } from '../stats/tracing.js'
import type { Envelope } from './envelope.js'

/** Properties that may travel beside the user's: `traceparent`, `tracestate` and the mark of a snappy body. */
const OWN_PROPERTIES = 3

/** More than the names of these and their values take, but for the `tracestate`. */
const OWN_BYTES = 128

/** What a property may hold; anything else would make the server refuse the message. */
const PRINTABLE = /^[\x20-\x7e]{1,512}$/

/** Begins the trace of a message, and packs its context where there is room and none of the user's own. */
export function startTrace(tracing: Tracing, client: TracedClient, envelope: Envelope): void {
  const trace = tracing.startSend(client, envelope)
  envelope.trace = trace
  const { traceparent, tracestate = '' } = trace
  if (traceparent === undefined || !PRINTABLE.test(traceparent)) return
  if (envelope.properties?.traceparent !== undefined) return
  if (!hasRoomForProperties(envelope, OWN_PROPERTIES, OWN_BYTES + tracestate.length)) return
  envelope.traceparent = traceparent
  if (PRINTABLE.test(tracestate) && envelope.properties?.tracestate === undefined) {
    envelope.tracestate = tracestate
  }
}
