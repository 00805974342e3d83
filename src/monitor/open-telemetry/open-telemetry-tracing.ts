import {
  type Context,
  context,
  createTraceState,
  isSpanContextValid,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api'
import { OptionCheck } from '../../options/option-check.js'
import type {
  ProcessTrace,
  ReceivedMessage,
  SendTrace,
  SentMessage,
  TracedClient,
  TracedDelivery,
  TracedReceive,
  TracedSettlement,
  Tracing,
} from '../../stats/tracing.js'
import { LIBRARY_NAME, LIBRARY_VERSION } from '../../wire/library.js'
import {
  exceptionOf,
  linkAttributes,
  processAttributes,
  receiveAttributes,
  sendAttributes,
  serverAttributes,
  settleAttributes,
} from './span-attributes.js'

/** Options of {@link OpenTelemetryTracing}. */
export interface OpenTelemetryTracingOptions {
  /** Where spans go. Default: the application's global tracer provider. */
  tracerProvider?: TracerProvider | undefined
}

/** Who received a message that its application will process by itself. */
const receivers = new WeakMap<ReceivedMessage, TracedClient>()

/** Stands for the receiver of a message that no tracer saw. */
const UNKNOWN_CLIENT: TracedClient = {
  kind: 'simple-consumer',
  clientId: '',
  namespace: '',
  consumerGroup: undefined,
}

/**
 * Makes OpenTelemetry spans of what clients do, by the semantic conventions for messaging: `send <topic>` (PRODUCER),
 * `receive <topic>` (CLIENT, for receives that brought messages), `process <topic>` (CONSUMER), and `ack <topic>`,
 * `nack <topic>` and `dead_letter <topic>` (CLIENT, for calls that settle messages).
 *
 * The context of a send travels with its message, as the properties `traceparent` and `tracestate`. A handler's span
 * is a child of its message's send; the span of a batch handler, and of a receive, has links to all of them instead.
 *
 * @example
 * ```ts
 * const tracing = new OpenTelemetryTracing()
 * const producer = new Producer({ endpoints, tracing })
 * ```
 */
export class OpenTelemetryTracing implements Tracing {
  readonly #tracer: Tracer

  constructor(options: OpenTelemetryTracingOptions = {}) {
    const check = new OptionCheck('OpenTelemetryTracing')
    check.options('', options, ['tracerProvider'])
    check.done()
    this.#tracer = (options.tracerProvider ?? trace.getTracerProvider()).getTracer(
      LIBRARY_NAME,
      LIBRARY_VERSION,
    )
  }

  startSend(client: TracedClient, message: SentMessage): SendTrace {
    const span = this.#tracer.startSpan(
      `send ${message.topic}`,
      {
        kind: SpanKind.PRODUCER,
        startTime: message.sentAt,
        attributes: sendAttributes(client, message),
      },
      parentOf(message),
    )
    const spanContext = span.spanContext()
    return {
      traceparent: formatTraceparent(spanContext),
      tracestate: spanContext.traceState?.serialize(),
      end: (error, endpoint) => {
        span.setAttributes(serverAttributes(endpoint))
        endSpan(span, error)
      },
    }
  }

  received(client: TracedClient, receipt: TracedReceive): void {
    const options = {
      kind: SpanKind.CLIENT,
      startTime: receipt.startedAt,
      attributes: receiveAttributes(client, receipt),
      links: receipt.messages.flatMap(linkTo),
    }
    const polledByItself = client.kind.endsWith('push-consumer')
    if (!polledByItself) {
      const receiver = { ...client }
      for (const message of receipt.messages) receivers.set(message, receiver)
    }
    // What polls by itself was begun in some context of the past, which has nothing to do with it.
    const parent = polledByItself ? ROOT_CONTEXT : context.active()
    this.#tracer.startSpan(`receive ${receipt.topic}`, options, parent).end()
  }

  settled(client: TracedClient, settlement: TracedSettlement): void {
    const options = {
      kind: SpanKind.CLIENT,
      startTime: settlement.startedAt,
      attributes: settleAttributes(client, settlement),
      links: settlement.messages.flatMap(linkTo),
    }
    // Acknowledgements of several handlers share a call, which is no part of any of them.
    const span = this.#tracer.startSpan(`${settlement.operation} ${settlement.topic}`, options, ROOT_CONTEXT)
    endSpan(span, settlement.error)
  }

  startProcess(client: TracedClient, delivery: TracedDelivery): ProcessTrace {
    const [message] = delivery.messages
    const parent = delivery.batch || message === undefined ? ROOT_CONTEXT : contextOf(message, ROOT_CONTEXT)
    return this.#process(client, delivery, parent)
  }

  /**
   * Runs what an application does with a message that it received by itself in a span `process <topic>`, as handlers
   * of push consumers are run. What the handler throws is recorded in the span, and thrown again.
   *
   * @param message from `receive()` of a simple consumer; the span names its group and client if that consumer was
   * given a tracer of this kind
   */
  async process<T>(
    message: ReceivedMessage & { readonly topic: string },
    handler: () => T | Promise<T>,
  ): Promise<T> {
    const delivery = { topic: message.topic, batch: false, messages: [message] }
    const process = this.#process(
      receivers.get(message) ?? UNKNOWN_CLIENT,
      delivery,
      contextOf(message, context.active()),
    )
    try {
      const result = await process.run(handler)
      process.end()
      return result
    } catch (error) {
      process.end(error)
      throw error
    }
  }

  #process(client: TracedClient, delivery: TracedDelivery, parent: Context): ProcessTrace {
    const span = this.#tracer.startSpan(
      `process ${delivery.topic}`,
      {
        kind: SpanKind.CONSUMER,
        attributes: processAttributes(client, delivery),
        links: delivery.messages.flatMap(linkTo),
      },
      parent,
    )
    return {
      run: handler => context.with(trace.setSpan(parent, span), handler),
      end: error => endSpan(span, error),
    }
  }
}

/**
 * The context a message was sent in, to make spans of one's own its children:
 * `tracer.startSpan('charge', {}, messageContext(message))`.
 *
 * @param base what the context is added to. Default: the active one.
 */
export function messageContext(message: TraceCarrier, base: Context = context.active()): Context {
  return contextOf(message, base)
}

/** A `traceparent` of the user's own counts where no span is active. */
function parentOf({ properties }: SentMessage): Context {
  const active = context.active()
  if (properties === undefined || trace.getSpan(active) !== undefined) return active
  return contextOf({ properties, traceContext: undefined }, active)
}

function linkTo(message: ReceivedMessage): Link[] {
  const span = spanContextOf(message)
  return span === undefined ? [] : [{ context: span, attributes: linkAttributes(message) }]
}

function endSpan(span: Span, error: unknown): void {
  if (error !== undefined) {
    const { type, message, stack } = exceptionOf(error)
    span.setAttribute('error.type', type)
    span.setStatus({ code: SpanStatusCode.ERROR, message })
    span.recordException({ name: type, message, ...(stack === undefined ? {} : { stack }) })
  }
  span.end()
}

/** The parts of a message that its context is in. A `MessageView` has them. */
export interface TraceCarrier {
  readonly properties: Readonly<Record<string, string>>
  /** The protocol's own field, which other producers may use. */
  readonly traceContext: string | undefined
}

const TRACEPARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/

/** W3C's `traceparent` of a span; `undefined` if its context is not valid, as without a tracer provider. */
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
