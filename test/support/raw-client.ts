import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, type ClientDuplexStream, credentials, Metadata, type ServiceError } from '@grpc/grpc-js'
import type { Writer } from 'protobufjs/minimal.js'
import { apache } from '../../src/wire/generated/protocol.js'

import v2 = apache.rocketmq.v2

interface Codec<T> {
  encode(message: object): Writer
  decode(bytes: Uint8Array): T
}

/** How a {@link RawClient} calls. */
export interface RawClientOptions {
  clientId?: string
  /** Headers beside, or in place of, the usual ones; `undefined` takes one away. */
  headers?: Record<string, string | undefined>
  /** PEM of the authority that the server's certificate must come from. Default: plaintext. */
  ca?: string
}

/** Until a server that is too busy is asked again, in milliseconds. */
const BUSY_MS = 50

/** How long calls may take unless said otherwise, in milliseconds. */
const TIMEOUT_MS = 120_000

/**
 * The protocol and nothing else: one method for each procedure, giving back what the server said. The tests of
 * the EmbeddedProxy and the conformance tests talk through this, not through the SDK.
 */
export class RawClient {
  readonly clientId: string
  readonly #client: Client
  readonly #metadata: Metadata

  constructor(endpoints: string, options: RawClientOptions = {}) {
    this.clientId = options.clientId ?? `raw-${randomUUID()}`
    const secure =
      options.ca === undefined ? credentials.createInsecure() : credentials.createSsl(Buffer.from(options.ca))
    this.#client = new Client(endpoints, secure, {
      'grpc.use_local_subchannel_pool': 1,
      'grpc.enable_retries': 0,
      'grpc.enable_http_proxy': 0,
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_receive_message_length': 256 * 1024 * 1024,
    })
    this.#metadata = new Metadata()
    const headers = {
      'x-mq-language': 'JAVA',
      'x-mq-protocol': 'v2',
      'x-mq-client-version': '5.2.0',
      'x-mq-client-id': this.clientId,
      ...options.headers,
    }
    for (const [name, value] of Object.entries(headers))
      if (value !== undefined) this.#metadata.set(name, value)
  }

  close(): void {
    this.#client.close()
  }

  /** One request, one reply. What a real server is too busy for at the moment it is asked again. */
  async unary<S>(
    method: string,
    request: Codec<object>,
    reply: Codec<S>,
    message: object,
    timeoutMs = TIMEOUT_MS,
  ): Promise<S> {
    for (;;) {
      const answer = await this.#ask(method, request, reply, message, timeoutMs)
      if (!isBusy(answer)) return answer
      await sleep(BUSY_MS)
    }
  }

  #ask<S>(
    method: string,
    request: Codec<object>,
    reply: Codec<S>,
    message: object,
    timeoutMs: number,
  ): Promise<S> {
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        `/apache.rocketmq.v2.MessagingService/${method}`,
        (value: object) => Buffer.from(request.encode(value).finish()),
        (bytes: Buffer) => reply.decode(bytes),
        message,
        this.#metadata,
        timeoutMs === 0 ? {} : { deadline: Date.now() + timeoutMs },
        (error: ServiceError | null, value?: S) => (error ? reject(error) : resolve(value as S)),
      )
    })
  }

  send(...messages: v2.IMessage[]): Promise<v2.SendMessageResponse> {
    return this.unary('SendMessage', v2.SendMessageRequest, v2.SendMessageResponse, { messages })
  }

  queryRoute(request: v2.IQueryRouteRequest): Promise<v2.QueryRouteResponse> {
    return this.unary('QueryRoute', v2.QueryRouteRequest, v2.QueryRouteResponse, request)
  }

  queryAssignment(request: v2.IQueryAssignmentRequest): Promise<v2.QueryAssignmentResponse> {
    return this.unary('QueryAssignment', v2.QueryAssignmentRequest, v2.QueryAssignmentResponse, request)
  }

  heartbeat(request: v2.IHeartbeatRequest): Promise<v2.HeartbeatResponse> {
    return this.unary('Heartbeat', v2.HeartbeatRequest, v2.HeartbeatResponse, request)
  }

  acknowledge(request: v2.IAckMessageRequest): Promise<v2.AckMessageResponse> {
    return this.unary('AckMessage', v2.AckMessageRequest, v2.AckMessageResponse, request)
  }

  changeInvisible(request: v2.IChangeInvisibleDurationRequest): Promise<v2.ChangeInvisibleDurationResponse> {
    const { ChangeInvisibleDurationRequest, ChangeInvisibleDurationResponse } = v2
    return this.unary(
      'ChangeInvisibleDuration',
      ChangeInvisibleDurationRequest,
      ChangeInvisibleDurationResponse,
      request,
    )
  }

  forwardToDeadLetters(
    request: v2.IForwardMessageToDeadLetterQueueRequest,
  ): Promise<v2.ForwardMessageToDeadLetterQueueResponse> {
    return this.unary(
      'ForwardMessageToDeadLetterQueue',
      v2.ForwardMessageToDeadLetterQueueRequest,
      v2.ForwardMessageToDeadLetterQueueResponse,
      request,
    )
  }

  endTransaction(request: v2.IEndTransactionRequest): Promise<v2.EndTransactionResponse> {
    return this.unary('EndTransaction', v2.EndTransactionRequest, v2.EndTransactionResponse, request)
  }

  terminate(request: v2.INotifyClientTerminationRequest): Promise<v2.NotifyClientTerminationResponse> {
    const { NotifyClientTerminationRequest, NotifyClientTerminationResponse } = v2
    return this.unary(
      'NotifyClientTermination',
      NotifyClientTerminationRequest,
      NotifyClientTerminationResponse,
      request,
    )
  }

  recall(request: v2.IRecallMessageRequest): Promise<v2.RecallMessageResponse> {
    return this.unary('RecallMessage', v2.RecallMessageRequest, v2.RecallMessageResponse, request)
  }

  syncLite(request: v2.ISyncLiteSubscriptionRequest): Promise<v2.SyncLiteSubscriptionResponse> {
    const { SyncLiteSubscriptionRequest, SyncLiteSubscriptionResponse } = v2
    return this.unary(
      'SyncLiteSubscription',
      SyncLiteSubscriptionRequest,
      SyncLiteSubscriptionResponse,
      request,
    )
  }

  /** The pieces of the answer, in order. */
  receive(
    request: v2.IReceiveMessageRequest,
    timeoutMs = TIMEOUT_MS,
    signal?: AbortSignal,
  ): Promise<v2.ReceiveMessageResponse[]> {
    const call = this.#client.makeServerStreamRequest(
      '/apache.rocketmq.v2.MessagingService/ReceiveMessage',
      (value: object) => Buffer.from(v2.ReceiveMessageRequest.encode(value).finish()),
      (bytes: Buffer) => v2.ReceiveMessageResponse.decode(bytes),
      request,
      this.#metadata,
      timeoutMs === 0 ? {} : { deadline: Date.now() + timeoutMs },
    )
    signal?.addEventListener('abort', () => call.cancel())
    const pieces: v2.ReceiveMessageResponse[] = []
    return new Promise((resolve, reject) => {
      call.on('data', (piece: v2.ReceiveMessageResponse) => pieces.push(piece))
      call.on('end', () => resolve(pieces))
      call.on('error', error => reject(Object.assign(error, { pieces })))
    })
  }

  /** Opens a telemetry stream. */
  telemetry(): RawTelemetry {
    const call = this.#client.makeBidiStreamRequest(
      '/apache.rocketmq.v2.MessagingService/Telemetry',
      (value: object) => Buffer.from(v2.TelemetryCommand.encode(value).finish()),
      (bytes: Buffer) => v2.TelemetryCommand.decode(bytes),
      this.#metadata,
    )
    return new RawTelemetry(call)
  }

  /** Asks the server's reflection for the file of a symbol, and gives its answer's bytes. */
  reflect(symbol: string): Promise<Buffer> {
    const name = Buffer.from(symbol)
    const call = this.#client.makeBidiStreamRequest(
      '/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo',
      (value: Buffer) => value,
      (bytes: Buffer) => bytes,
      { deadline: Date.now() + TIMEOUT_MS },
    )
    return new Promise((resolve, reject) => {
      call.on('data', resolve)
      call.on('error', reject)
      call.write(Buffer.concat([Buffer.from([0x22, name.length]), name]))
      call.end()
    })
  }
}

/** A broker that takes nothing more, or one that did not answer its proxy within two seconds. */
function isBusy(reply: unknown): boolean {
  const code = (reply as { status?: v2.IStatus | null }).status?.code
  return code === v2.Code.TOO_MANY_REQUESTS || code === v2.Code.PROXY_TIMEOUT
}

type TelemetryCall = ClientDuplexStream<object, v2.TelemetryCommand>

/** A telemetry stream, read one command at a time. */
export class RawTelemetry {
  readonly #call: TelemetryCall
  readonly #came: v2.TelemetryCommand[] = []
  readonly #waiting: ((command: v2.TelemetryCommand) => void)[] = []
  /** How the stream ended: with a gRPC status, 0 if it went well. */
  readonly ended: Promise<{ code: number; details: string }>

  constructor(call: TelemetryCall) {
    this.#call = call
    call.on('data', (command: v2.TelemetryCommand) => {
      const waiting = this.#waiting.shift()
      if (waiting === undefined) this.#came.push(command)
      else waiting(command)
    })
    call.on('error', () => {})
    this.ended = new Promise(resolve => {
      call.on('status', ({ code, details }: { code: number; details: string }) => resolve({ code, details }))
    })
  }

  write(command: v2.ITelemetryCommand): void {
    this.#call.write(command)
  }

  /** The next command of the server. */
  next(): Promise<v2.TelemetryCommand> {
    const came = this.#came.shift()
    return came === undefined ? new Promise(resolve => this.#waiting.push(resolve)) : Promise.resolve(came)
  }

  close(): void {
    this.#call.cancel()
  }
}
