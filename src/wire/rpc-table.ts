import { apache } from './generated/protocol.js'
import { decodeAckReply, decodeReceivePart } from './message-reader.js'
import type { ReplyReader } from './reply-reader.js'

const v2 = apache.rocketmq.v2

/**
 * What a call is about: `data` is messages and what happens to them, `control` is all by which a client and a server
 * know of each other. They do not share a connection, so that no flood of messages delays a heartbeat.
 */
export type Plane = 'control' | 'data'

/** One remote procedure: where it lives, on which plane, and what makes bytes of its messages and back. */
export interface Rpc<Q, S> {
  readonly method: string
  readonly path: string
  readonly plane: Plane
  /** Whether a server refuses it that has no session with the client. Default `false`. */
  readonly needsSession?: boolean
  readonly request: { encode(message: Q): { finish(): Uint8Array } }
  readonly reply: { decode(reader: ReplyReader): S }
}

function rpc<Q, S>(
  plane: Plane,
  method: string,
  request: Rpc<Q, S>['request'],
  reply: Rpc<Q, S>['reply'],
): Rpc<Q, S> {
  return { method, path: `/apache.rocketmq.v2.MessagingService/${method}`, plane, request, reply }
}

function inSession<Q, S>(rpc: Rpc<Q, S>): Rpc<Q, S> {
  return { ...rpc, needsSession: true }
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
  receiveMessage: inSession(
    rpc('data', 'ReceiveMessage', v2.ReceiveMessageRequest, { decode: decodeReceivePart }),
  ),
  ackMessage: rpc('data', 'AckMessage', v2.AckMessageRequest, { decode: decodeAckReply }),
  changeInvisibleDuration: inSession(
    rpc(
      'data',
      'ChangeInvisibleDuration',
      v2.ChangeInvisibleDurationRequest,
      v2.ChangeInvisibleDurationResponse,
    ),
  ),
  forwardToDeadLetterQueue: inSession(
    rpc(
      'data',
      'ForwardMessageToDeadLetterQueue',
      v2.ForwardMessageToDeadLetterQueueRequest,
      v2.ForwardMessageToDeadLetterQueueResponse,
    ),
  ),
} as const
