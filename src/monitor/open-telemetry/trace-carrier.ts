import {
  type Context,
  createTraceState,
  isSpanContextValid,
  type SpanContext,
  TraceFlags,
  trace,
} from '@opentelemetry/api'

/** The parts of a message that its context is in. A `MessageView` has them. */
export interface TraceCarrier {
  readonly properties: Readonly<Record<string, string>>
  /** The protocol's own field, which other producers may use. */
  readonly traceContext: string | undefined
}

const TRACEPARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/

/** W3C's `traceparent` of a span; `undefined` of one that is none, as without a tracer provider. */
export function formatTraceparent(span: SpanContext): string | undefined {
  if (!isSpanContextValid(span)) return undefined
  const flags = span.traceFlags & TraceFlags.SAMPLED ? '01' : '00'
  return `00-${span.traceId}-${span.spanId}-${flags}`
}

/** The span that a message was sent in: of the property `traceparent`, or of the protocol's field. */
export function spanContextOf({ properties, traceContext }: TraceCarrier): SpanContext | undefined {
  const span = parse(properties.traceparent, properties.tracestate)
  return span ?? parse(traceContext, undefined)
}

/** `base` with the message's sender as the active span; `base` itself if the message has no context. */
export function contextOf(carrier: TraceCarrier, base: Context): Context {
  const span = spanContextOf(carrier)
  return span === undefined ? base : trace.setSpanContext(base, span)
}

function parse(traceparent: string | undefined, tracestate: string | undefined): SpanContext | undefined {
  const [, version, traceId = '', spanId = '', flags = '', rest] = TRACEPARENT.exec(traceparent ?? '') ?? []
  // Version 00 has no more parts; later ones may.
  if (version === undefined || version === 'ff' || (version === '00' && rest !== undefined)) return undefined
  const span: SpanContext = {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
    ...(tracestate === undefined ? {} : { traceState: createTraceState(tracestate) }),
  }
  return isSpanContextValid(span) ? span : undefined
}
