import type { Writer } from 'protobufjs/minimal.js'
import { apache } from './generated/protocol.js'
import { decodeReceivePart } from './message-reader.js'
import { ReplyReader } from './reply-reader.js'

const v2 = apache.rocketmq.v2

/**
 * What a call is about: `data` is messages and what happens to them, `control` is all by which a client and a server
 * know of each other. They never share a connection, so that no flood of messages delays a heartbeat.
 */
export type Plane = 'control' | 'data'

/** One remote procedure: where it lives, on which plane, and how its messages become bytes and back. */
export interface Rpc<Q, S> {
  readonly method: string
  readonly path: string
  readonly plane: Plane
  encode(request: Q): Buffer
  decode(bytes: Buffer): S
}

interface Encoder<Q> {
  encode(message: Q): Writer
}
interface Decoder<S> {
  decode(reader: ReplyReader): S
}

function rpc<Q, S>(plane: Plane, method: string, request: Encoder<Q>, reply: Decoder<S>): Rpc<Q, S> {
  return {
    method,
    path: `/apache.rocketmq.v2.MessagingService/${method}`,
    plane,
    encode: message => request.encode(message).finish() as Buffer,
    decode: bytes => reply.decode(new ReplyReader(bytes)),
  }
}

/**
 * Every procedure of `MessagingService` that is called. PullMessage, UpdateOffset, GetOffset and QueryOffset are in
 * the protocol, too, but server 5.5.0 answers them with UNIMPLEMENTED.
 */
export const rpcs = {
  queryRoute: rpc('control', 'QueryRoute', v2.QueryRouteRequest, v2.QueryRouteResponse),
  queryAssignment: rpc('control', 'QueryAssignment', v2.QueryAssignmentRequest, v2.QueryAssignmentResponse),
  heartbeat: rpc('control', 'Heartbeat', v2.HeartbeatRequest, v2.HeartbeatResponse),
  telemetry: rpc('control', 'Telemetry', v2.TelemetryCommand, v2.TelemetryCommand),
  notifyClientTermination: rpc(
    'control',
    'NotifyClientTermination',
    v2.NotifyClientTerminationRequest,
    v2.NotifyClientTerminationResponse,
  ),
  syncLiteSubscription: rpc(
    'control',
    'SyncLiteSubscription',
    v2.SyncLiteSubscriptionRequest,
    v2.SyncLiteSubscriptionResponse,
  ),
  sendMessage: rpc('data', 'SendMessage', v2.SendMessageRequest, v2.SendMessageResponse),
  endTransaction: rpc('data', 'EndTransaction', v2.EndTransactionRequest, v2.EndTransactionResponse),
  recallMessage: rpc('data', 'RecallMessage', v2.RecallMessageRequest, v2.RecallMessageResponse),
  receiveMessage: rpc('data', 'ReceiveMessage', v2.ReceiveMessageRequest, { decode: decodeReceivePart }),
  ackMessage: rpc('data', 'AckMessage', v2.AckMessageRequest, { decode: decodeAckReply }),
  changeInvisibleDuration: rpc(
    'data',
    'ChangeInvisibleDuration',
    v2.ChangeInvisibleDurationRequest,
    v2.ChangeInvisibleDurationResponse,
  ),
  forwardToDeadLetterQueue: rpc(
    'data',
    'ForwardMessageToDeadLetterQueue',
    v2.ForwardMessageToDeadLetterQueueRequest,
    v2.ForwardMessageToDeadLetterQueueResponse,
  ),
} as const

const { AckMessageResponse, Code, Status } = apache.rocketmq.v2

/** Field 1 of the response, and its wire type. */
const STATUS_TAG = 10

/**
 * Decodes what a server says of acknowledgements. One that says OK of all of them lists them nevertheless; then
 * the list is not read, because it has nothing to tell.
 */
export function decodeAckReply(reader: ReplyReader): apache.rocketmq.v2.IAckMessageResponse {
  const start = reader.pos
  if (reader.pos < reader.len && reader.tag() === STATUS_TAG) {
    const status = Status.decode(reader, reader.size())
    if (status.code === Code.OK) return { status }
  }
  reader.pos = start
  return AckMessageResponse.decode(reader)
}
