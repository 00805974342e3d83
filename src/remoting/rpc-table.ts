import type { Writer } from 'protobufjs/minimal.js'
import { decodeAckReply } from './ack-reply.js'
import { apache } from './generated/protocol.js'
import { decodeReceivePart } from './receive-reply.js'
import { ReplyReader } from './reply-reader.js'

const v2 = apache.rocketmq.v2

/** One remote procedure: where it lives and how its messages become bytes and back. */
export interface Rpc<Q, S> {
  readonly method: string
  readonly path: string
  encode(request: Q): Buffer
  decode(bytes: Buffer): S
}

interface Encoder<Q> {
  encode(message: Q): Writer
}
interface Decoder<S> {
  decode(reader: ReplyReader): S
}

function rpc<Q, S>(method: string, request: Encoder<Q>, reply: Decoder<S>): Rpc<Q, S> {
  return {
    method,
    path: `/apache.rocketmq.v2.MessagingService/${method}`,
    encode: message => request.encode(message).finish() as Buffer,
    decode: bytes => reply.decode(new ReplyReader(bytes)),
  }
}

/**
 * Every procedure of `MessagingService`. PullMessage, UpdateOffset, GetOffset and QueryOffset are in the
 * protocol, but server 5.5.0 answers them with UNIMPLEMENTED; nothing here calls them.
 */
export const rpcs = {
  queryRoute: rpc('QueryRoute', v2.QueryRouteRequest, v2.QueryRouteResponse),
  heartbeat: rpc('Heartbeat', v2.HeartbeatRequest, v2.HeartbeatResponse),
  sendMessage: rpc('SendMessage', v2.SendMessageRequest, v2.SendMessageResponse),
  queryAssignment: rpc('QueryAssignment', v2.QueryAssignmentRequest, v2.QueryAssignmentResponse),
  receiveMessage: rpc('ReceiveMessage', v2.ReceiveMessageRequest, { decode: decodeReceivePart }),
  ackMessage: rpc('AckMessage', v2.AckMessageRequest, { decode: decodeAckReply }),
  forwardToDeadLetterQueue: rpc(
    'ForwardMessageToDeadLetterQueue',
    v2.ForwardMessageToDeadLetterQueueRequest,
    v2.ForwardMessageToDeadLetterQueueResponse,
  ),
  pullMessage: rpc('PullMessage', v2.PullMessageRequest, v2.PullMessageResponse),
  updateOffset: rpc('UpdateOffset', v2.UpdateOffsetRequest, v2.UpdateOffsetResponse),
  getOffset: rpc('GetOffset', v2.GetOffsetRequest, v2.GetOffsetResponse),
  queryOffset: rpc('QueryOffset', v2.QueryOffsetRequest, v2.QueryOffsetResponse),
  endTransaction: rpc('EndTransaction', v2.EndTransactionRequest, v2.EndTransactionResponse),
  telemetry: rpc('Telemetry', v2.TelemetryCommand, v2.TelemetryCommand),
  notifyClientTermination: rpc(
    'NotifyClientTermination',
    v2.NotifyClientTerminationRequest,
    v2.NotifyClientTerminationResponse,
  ),
  changeInvisibleDuration: rpc(
    'ChangeInvisibleDuration',
    v2.ChangeInvisibleDurationRequest,
    v2.ChangeInvisibleDurationResponse,
  ),
  recallMessage: rpc('RecallMessage', v2.RecallMessageRequest, v2.RecallMessageResponse),
  syncLiteSubscription: rpc(
    'SyncLiteSubscription',
    v2.SyncLiteSubscriptionRequest,
    v2.SyncLiteSubscriptionResponse,
  ),
} as const
