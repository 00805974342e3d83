import { textOf } from '../errors.js'
import { contain, heed } from '../waiting/user-callback.js'
import type { ClientKind } from './stats.js'

/**
 * What a client calls to have its work traced. `rocketmq-jet/open-telemetry` has an implementation.
 *
 * Arguments may only be used until the call returns, because the client uses the objects again. A tracer never makes
 * a message fail: the first error that it throws becomes a process warning.
 */
export interface Tracing {
  /** A message was handed to `send()`. Called before it is encoded, so that its context can travel with it. */
  startSend(client: TracedClient, message: SentMessage): SendTrace
  /** A receive brought messages. Called when it has ended; not called for one without messages. */
  received?(client: TracedClient, receipt: TracedReceive): void
  /** A call that settles messages ended, whether it succeeded or not. */
  settled?(client: TracedClient, settlement: TracedSettlement): void
  /** A handler is about to run: on one message, or, if it is a batch listener, on several of one topic. */
  startProcess(client: TracedClient, delivery: TracedDelivery): ProcessTrace
}

/** The client whose work is traced. */
export interface TracedClient {
  readonly kind: ClientKind
  readonly clientId: string
  /** Empty if the client has none. */
  readonly namespace: string
  /** The consumer group, for consumers. */
  readonly consumerGroup: string | undefined
}

/** A message to be sent, as a tracer sees it. */
export interface SentMessage {
  readonly topic: string
  readonly messageId: string
  /** As the protocol calls it: `NORMAL`, `FIFO`, `DELAY`, `TRANSACTION`, `PRIORITY` or `LITE`. */
  readonly messageType: string
  readonly tag: string | undefined
  readonly keys: readonly string[] | undefined
  readonly messageGroup: string | undefined
  /** When it is to be delivered, in milliseconds since 1970. */
  readonly deliverAt: number | undefined
  readonly bodyBytes: number
  /** The user's properties; a `traceparent` among them is left as it is and becomes the span's parent. */
  readonly properties: Readonly<Record<string, string>> | undefined
  /** When `send()` was called, on the clock of `performance.now()`. */
  readonly sentAt: number
}

/** The trace of one send: what to send with the message, and how to end it. */
export interface SendTrace {
  /**
   * Sent as the message's property `traceparent` (W3C), where clients in other languages look for it. Not sent if the
   * message has no room for it, or has that property already.
   */
  readonly traceparent: string | undefined
  /** Sent as the message's property `tracestate`, if given. */
  readonly tracestate?: string | undefined
  /**
   * The send settled. Called once.
   *
   * @param endpoint where it was stored, or failed last, as `host:port`; absent if it was never sent
   */
  end(error?: unknown, endpoint?: string): void
}

/** A message that arrived, as a tracer sees it. A `MessageView` is one. */
export interface ReceivedMessage {
  readonly messageId: string
  readonly tag: string | undefined
  readonly keys: readonly string[]
  readonly messageGroup: string | undefined
  readonly body: { readonly length: number }
  /** 1 at the first delivery. */
  readonly deliveryAttempt: number
  /** The message's properties, among them `traceparent` and `tracestate`. */
  readonly properties: Readonly<Record<string, string>>
  /** The protocol's own trace context, looked at if there is no `traceparent` among the properties. */
  readonly traceContext: string | undefined
}

/** Messages of one topic that a handler is given. */
export interface TracedDelivery {
  readonly topic: string
  /** Whether the handler takes batches; it may be given a batch of one. */
  readonly batch: boolean
  readonly messages: readonly ReceivedMessage[]
}

/** A receive that brought messages. */
export interface TracedReceive {
  readonly topic: string
  /** `host:port` of the server. */
  readonly endpoint: string
  /** When it began, on the clock of `performance.now()`. */
  readonly startedAt: number
  readonly messages: readonly ReceivedMessage[]
}

/**
 * How a call settles messages: `ack` acknowledges them, `nack` has them delivered again, now or later, and
 * `dead_letter` moves them to the dead letter queue.
 */
export type SettleOperation = 'ack' | 'nack' | 'dead_letter'

/** A call that settled messages of one topic; several acknowledgements may share a call. */
export interface TracedSettlement {
  readonly operation: SettleOperation
  readonly topic: string
  /** `host:port` of the server. */
  readonly endpoint: string
  /** When it began, on the clock of `performance.now()`. */
  readonly startedAt: number
  readonly messages: readonly ReceivedMessage[]
  /** Why none of them was settled; `undefined` if any was. */
  readonly error: unknown
}

/** The processing of one message or batch. */
export interface ProcessTrace {
  /** Runs the handler with the span as the active one, so that what it does becomes the span's children. */
  run<T>(handler: () => T): T
  /** The handler ended. Called once. */
  end(error?: unknown): void
}

const NOTHING_SENT: SendTrace = { traceparent: undefined, end: () => {} }
const NOTHING_PROCESSED: ProcessTrace = { run: handler => handler(), end: () => {} }

/** Catches what a tracer throws, so that no message fails by it. Warns once for each tracer. */
export class GuardedTracing implements Tracing {
  readonly #tracing: Tracing
  #warned = false

  constructor(tracing: Tracing) {
    this.#tracing = tracing
  }

  startSend(client: TracedClient, message: SentMessage): SendTrace {
    const trace = this.#attempt(() => this.#tracing.startSend(client, message), NOTHING_SENT)
    return {
      traceparent: this.#attempt(() => headerOf('traceparent', trace.traceparent), undefined),
      tracestate: this.#attempt(() => headerOf('tracestate', trace.tracestate), undefined),
      end: (error, endpoint) => this.#attempt(() => trace.end(error, endpoint), undefined),
    }
  }

  received(client: TracedClient, receipt: TracedReceive): void {
    this.#attempt(() => this.#tracing.received?.(client, receipt), undefined)
  }

  settled(client: TracedClient, settlement: TracedSettlement): void {
    this.#attempt(() => this.#tracing.settled?.(client, settlement), undefined)
  }

  startProcess(client: TracedClient, delivery: TracedDelivery): ProcessTrace {
    const trace = this.#attempt(() => this.#tracing.startProcess(client, delivery), NOTHING_PROCESSED)
    return {
      run: handler => this.#runOnce(trace, handler),
      end: error => this.#attempt(() => trace.end(error), undefined),
    }
  }

  /** Whatever the tracer does, the handler runs exactly once, and its result or error is what counts. */
  #runOnce<T>(trace: ProcessTrace, handler: () => T): T {
    let outcome: { value: T } | { error: unknown } | undefined
    const once = () => {
      outcome ??= outcomeOf(handler)
      if ('error' in outcome) throw outcome.error
      return outcome.value
    }
    try {
      const returned: unknown = trace.run(once)
      // The promise of an async tracer rejects most often with the handler's error, which is reported elsewhere.
      if (outcome === undefined || !('value' in outcome) || returned !== outcome.value) heed(returned)
    } catch (error) {
      if (outcome === undefined) this.#warn(error)
    }
    return once()
  }

  #attempt<T>(step: () => T, otherwise: T): T {
    return contain(step, this.#warn) ?? otherwise
  }

  readonly #warn = (error: unknown): void => {
    if (this.#warned) return
    this.#warned = true
    process.emitWarning(`rocketmq-jet: the tracer failed: ${textOf(error)}`)
  }
}

/** What a tracer wants to travel with a message. */
function headerOf(name: string, value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (value == null) return undefined
  throw new TypeError(`${name} must be a text, not ${textOf(value)}`)
}

function outcomeOf<T>(handler: () => T): { value: T } | { error: unknown } {
  try {
    return { value: handler() }
  } catch (error) {
    return { error }
  }
}
