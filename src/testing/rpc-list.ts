import type { Writer } from 'protobufjs/minimal.js'
import { type Need, needsToSubscribe, needToPublish, unauthorized } from './access-control.js'
import type { AckService } from './ack-service.js'
import type { Cluster } from './cluster.js'
import type { Replies } from './faults.js'
import type { CallContext } from './grpc-call.js'
import type { LiteService } from './lite-service.js'
import { fromMs, statusOf, v2 } from './protocol.js'
import type { ReceiveService } from './receive-service.js'
import type { Requests } from './request-log.js'
import type { RouteService } from './route-service.js'
import type { SendService } from './send-service.js'
import type { TelemetryService } from './telemetry-service.js'
import type { TransactionStore } from './transaction-store.js'

/** A procedure as the double serves it, whatever the types of its messages. */
export interface ServedRpc {
  readonly name: keyof Requests
  decode(bytes: Uint8Array): object
  encode(reply: object): Uint8Array
  /** What the caller must be allowed to do. */
  needs(request: object): readonly Need[]
  serve(request: object, context: CallContext): Answer | Promise<Answer>
  /** The reply that tells of an error. */
  refuse(thrown: unknown): readonly object[]
}

/** What a procedure answers: the messages of the reply, and what to do if the client is gone. */
export interface Answer {
  readonly pieces: readonly object[]
  undo?(): void
}

/** What one proxy is made of. */
interface Services {
  readonly send: SendService
  readonly receive: ReceiveService
  readonly ack: AckService
  readonly route: RouteService
  readonly telemetry: TelemetryService
  readonly transactions: TransactionStore
  readonly lite: LiteService
}

/** The clients whose heartbeats need a permission: the server's own list, which lacks the lite consumers. */
const GUARDED: ReadonlySet<v2.ClientType | null | undefined> = new Set([
  v2.ClientType.PUSH_CONSUMER,
  v2.ClientType.SIMPLE_CONSUMER,
  v2.ClientType.PULL_CONSUMER,
])

/** Every procedure of MessagingService that the simulated server has; the others are UNIMPLEMENTED. */
export function servedRpcs(cluster: Cluster, services: Services): ReadonlyMap<string, ServedRpc> {
  const { knowsRecall, knowsLite } = cluster.traits
  const now = () => fromMs(cluster.clock.now())
  const known = [...producing(services), ...consuming(services, now), ...common(services)].filter(
    ({ name }) => (knowsRecall || name !== 'RecallMessage') && (knowsLite || name !== 'SyncLiteSubscription'),
  )
  return new Map(known.map(rpc => [`/apache.rocketmq.v2.MessagingService/${rpc.name}`, rpc]))
}

function producing({ send, transactions }: Services): ServedRpc[] {
  return [
    unary('SendMessage', request => send.send(request), needsOfSend),
    unary(
      'EndTransaction',
      request => transactions.end(request),
      ({ topic }) => [needToPublish(topic)],
    ),
    unary(
      'RecallMessage',
      request => send.recall(request),
      ({ topic }) => [needToPublish(topic)],
    ),
  ]
}

function consuming(
  { receive, ack, lite }: Services,
  now: () => { seconds: number; nanos: number },
): ServedRpc[] {
  return [
    {
      ...unary('ReceiveMessage', () => ({}), needsOfReceive),
      serve: (request, context) => receive.receive(request, context),
      // A stream that ends with a time even when it is refused.
      refuse: thrown => [{ status: statusOf(thrown) }, { deliveryTimestamp: now() }],
    },
    unary(
      'AckMessage',
      request => ack.acknowledge(request),
      ({ group, topic }) => needsToSubscribe(group, topic),
    ),
    unary(
      'ChangeInvisibleDuration',
      request => ack.changeInvisible(request),
      ({ group }) => needsToSubscribe(group),
    ),
    unary(
      'ForwardMessageToDeadLetterQueue',
      request => ack.forwardToDeadLetters(request),
      ({ group, topic }) => needsToSubscribe(group, topic),
    ),
    unary(
      'SyncLiteSubscription',
      (request, context) => lite.synchronize(request, context),
      ({ liteTopicSet, group, topic }) => (liteTopicSet?.length ? needsToSubscribe(group, topic) : []),
    ),
  ]
}

function common({ route, telemetry }: Services): ServedRpc[] {
  return [
    unary(
      'QueryRoute',
      request => route.queryRoute(request),
      ({ topic }) => [{ kind: 'Topic', name: topic?.name ?? '', actions: ['Pub', 'Sub'] }],
    ),
    unary(
      'QueryAssignment',
      request => route.queryAssignment(request),
      ({ group, topic }) => needsToSubscribe(group, topic),
    ),
    unary(
      'Heartbeat',
      (request, context) => telemetry.heartbeat(request, context),
      ({ clientType, group }) => (GUARDED.has(clientType) ? needsToSubscribe(group) : []),
    ),
    unary(
      'NotifyClientTermination',
      (request, context) => telemetry.terminate(request, context),
      ({ group }) => ((group?.name ?? '').trim() === '' ? [] : needsToSubscribe(group)),
    ),
  ]
}

/** Only of the first message: that all have one topic is looked at later. */
function needsOfSend({ messages }: v2.ISendMessageRequest): Need[] {
  const [first] = messages ?? []
  if (first === undefined) throw unauthorized('message is null.')
  return [needToPublish(first.topic)]
}

function needsOfReceive({ group, messageQueue }: v2.IReceiveMessageRequest): Need[] {
  if (messageQueue == null) throw unauthorized('messageQueue is null.')
  return needsToSubscribe(group, messageQueue.topic)
}

/** The procedures that have a request and replies of their own. */
type Procedure = Exclude<keyof Requests, 'Telemetry' | 'ServerReflectionInfo'>

/** How a message of the protocol is read and written. */
interface Codec {
  decode(bytes: Uint8Array): object
  encode(message: object): Writer
}

/** A procedure with one request and one reply that has a status. */
function unary<N extends Procedure>(
  name: N,
  handler: (request: Requests[N], context: CallContext) => Replies[N],
  needs: (request: Requests[N]) => readonly Need[],
): ServedRpc {
  const request: Codec = v2[`${name as Procedure}Request`]
  const reply: Codec = v2[`${name as Procedure}Response`]
  return {
    name,
    decode: bytes => request.decode(bytes),
    encode: message => reply.encode(message).finish(),
    needs: message => needs(message as Requests[N]),
    serve: (message, context) => ({ pieces: [handler(message as Requests[N], context)] }),
    refuse: thrown => [{ status: statusOf(thrown) }],
  }
}
