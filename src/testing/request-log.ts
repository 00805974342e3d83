import type { v2 } from './protocol.js'

/** The requests, by procedure. */
export interface Requests {
  QueryRoute: v2.IQueryRouteRequest
  Heartbeat: v2.IHeartbeatRequest
  SendMessage: v2.ISendMessageRequest
  QueryAssignment: v2.IQueryAssignmentRequest
  ReceiveMessage: v2.IReceiveMessageRequest
  AckMessage: v2.IAckMessageRequest
  ForwardMessageToDeadLetterQueue: v2.IForwardMessageToDeadLetterQueueRequest
  EndTransaction: v2.IEndTransactionRequest
  Telemetry: v2.ITelemetryCommand
  NotifyClientTermination: v2.INotifyClientTerminationRequest
  ChangeInvisibleDuration: v2.IChangeInvisibleDurationRequest
  RecallMessage: v2.IRecallMessageRequest
  SyncLiteSubscription: v2.ISyncLiteSubscriptionRequest
  ServerReflectionInfo: Uint8Array
}

/** A request that the proxy saw. */
export interface RecordedRequest<Q = object> {
  /** The procedure. */
  readonly rpc: string
  /** The `x-mq-client-id` header. */
  readonly clientId: string | undefined
  /** Which proxy got it, by its place in `EmbeddedProxy.allEndpoints`. */
  readonly proxy: number
  /** The request's headers. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The request itself, decoded. */
  readonly message: Q
  /** When it came, by the proxy's clock. */
  readonly at: number
}

/** The last requests, oldest first. */
export class RequestLog {
  readonly #limit: number
  readonly #requests: RecordedRequest[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  get all(): readonly RecordedRequest[] {
    return this.#requests
  }

  add(request: RecordedRequest): void {
    if (this.#limit === 0) return
    // Thrown away by halves, so that it costs nothing to speak of.
    if (this.#requests.length >= 2 * this.#limit) this.#requests.splice(0, this.#limit)
    this.#requests.push(request)
  }

  clear(): void {
    this.#requests.length = 0
  }
}
