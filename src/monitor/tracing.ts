/**
 * What clients tell a tracer. They call it at four moments and know nothing else of tracing; without a tracer they
 * call nothing. `rocketmq-jet/open-telemetry` has an implementation.
 *
 * No method may throw: a tracer is never a reason for a message to fail.
 */
export interface Tracing {
  /** A message was handed to `send()`. Called before it is encoded, so that its context can travel with it. */
  startSend(message: SentMessageInfo): SendTrace
  /** One receive brought messages. Called after the fact; empty polls are not told. */
  received?(receipt: ReceiveInfo): void
  /** A handler is about to run. */
  startProcess(message: ReceivedMessageInfo): ProcessTrace
}

/** A message on its way out, as a tracer sees it. */
export interface SentMessageInfo {
  clientId: string
  topic: string
  messageId: string
  /** The server's word for it: `NORMAL`, `FIFO`, `DELAY`, `TRANSACTION`, `PRIORITY` or `LITE`. */
  messageType?: string | undefined
  tag?: string | undefined
  keys?: readonly string[] | undefined
  messageGroup?: string | undefined
  /** When it is to be delivered, in milliseconds since 1970. */
  deliveryTimestamp?: number | undefined
  bodyBytes?: number | undefined
  /** The user's properties; a `traceparent` among them is left as it is and becomes the span's parent. */
  properties?: Readonly<Record<string, string>> | undefined
}

/** What a send carries along, and how it ends. */
export interface SendTrace {
  /** To travel as the message's property `traceparent` (W3C), which is where other languages look for it. */
  readonly traceparent: string | undefined
  /** To travel as the message's property `tracestate`, if there is any. */
  readonly tracestate?: string | undefined
  /** The send settled. Called once. */
  end(error?: unknown): void
}

/** A message that arrived, as a tracer sees it. */
export interface ReceivedMessageInfo {
  clientId: string
  consumerGroup: string
  topic: string
  messageId: string
  tag?: string | undefined
  keys?: readonly string[] | undefined
  messageGroup?: string | undefined
  bodyBytes?: number | undefined
  /** 1 at the first delivery. */
  deliveryAttempt?: number | undefined
  /** The message's properties, among them `traceparent` and `tracestate`. */
  properties: Readonly<Record<string, string>>
  /** The protocol's own trace context, looked at if there is no `traceparent` among the properties. */
  traceContext?: string | undefined
}

/** A receive that brought messages. */
export interface ReceiveInfo {
  clientId: string
  consumerGroup: string
  topic: string
  /** When it began, in milliseconds since 1970. */
  startedAt: number
  messages: readonly ReceivedMessageInfo[]
}

/** The processing of one message. */
export interface ProcessTrace {
  /** Runs the handler with the span as the active one, so that what it does becomes the span's children. */
  run<T>(handler: () => T): T
  /** The handler ended. Called once. */
  end(error?: unknown): void
}
