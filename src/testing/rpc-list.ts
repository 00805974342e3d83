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
  const { send, receive, ack, route, telemetry, transactions, lite } = services
  const rpcs: ServedRpc[] = [
    unary('SendMessage', request => send.send(request)),
    unary('EndTransaction', request => transactions.end(request)),
    unary('RecallMessage', request => send.recall(request)),
    {
      ...unary('ReceiveMessage', () => ({})),
      serve: (request, context) => receive.receive(request, context),
      // A stream that ends with a time even when it is refused.
      refuse: thrown => [{ status: statusOf(thrown) }, { deliveryTimestamp: fromMs(cluster.clock.now()) }],
    },
    unary('AckMessage', request => ack.acknowledge(request)),
    unary('ChangeInvisibleDuration', request => ack.changeInvisible(request)),
    unary('ForwardMessageToDeadLetterQueue', request => ack.forwardToDeadLetters(request)),
    unary('SyncLiteSubscription', (request, context) => lite.synchronize(request, context)),
    unary('QueryRoute', request => route.queryRoute(request)),
    unary('QueryAssignment', request => route.queryAssignment(request)),
    unary('Heartbeat', (request, context) => telemetry.heartbeat(request, context)),
    unary('NotifyClientTermination', (request, context) => telemetry.terminate(request, context)),
  ]
  const { knowsRecall, knowsLite } = cluster.traits
  const known = rpcs.filter(
    ({ name }) => (knowsRecall || name !== 'RecallMessage') && (knowsLite || name !== 'SyncLiteSubscription'),
  )
  return new Map(known.map(rpc => [`/apache.rocketmq.v2.MessagingService/${rpc.name}`, rpc]))
}

/** The procedures that have a request and replies of their own. */
type Procedure = Exclude<keyof Requests, 'Telemetry' | 'ServerReflectionInfo'>

/** What the caller of each procedure must be allowed to do. */
const NEEDS: { readonly [N in Procedure]: (request: Requests[N]) => readonly Need[] } = {
  SendMessage: needsOfSend,
  EndTransaction: ({ topic }) => [needToPublish(topic)],
  RecallMessage: ({ topic }) => [needToPublish(topic)],
  ReceiveMessage: needsOfReceive,
  AckMessage: ({ group, topic }) => needsToSubscribe(group, topic),
  ChangeInvisibleDuration: ({ group }) => needsToSubscribe(group),
  ForwardMessageToDeadLetterQueue: ({ group, topic }) => needsToSubscribe(group, topic),
  SyncLiteSubscription: ({ liteTopicSet, group, topic }) =>
    liteTopicSet?.length ? needsToSubscribe(group, topic) : [],
  QueryRoute: ({ topic }) => [{ kind: 'Topic', name: topic?.name ?? '', actions: ['Pub', 'Sub'] }],
  QueryAssignment: ({ group, topic }) => needsToSubscribe(group, topic),
  Heartbeat: ({ clientType, group }) => (GUARDED.has(clientType) ? needsToSubscribe(group) : []),
  NotifyClientTermination: ({ group }) => ((group?.name ?? '').trim() === '' ? [] : needsToSubscribe(group)),
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

/** How a message of the protocol is read and written. */
interface Codec {
  decode(bytes: Uint8Array): object
  encode(message: object): Writer
}

/** A procedure with one request and one reply that has a status. */
function unary<N extends Procedure>(
  name: N,
  handler: (request: Requests[N], context: CallContext) => Replies[N],
): ServedRpc {
  const request: Codec = v2[`${name as Procedure}Request`]
  const reply: Codec = v2[`${name as Procedure}Response`]
  return {
    name,
    decode: bytes => request.decode(bytes),
    encode: message => reply.encode(message).finish(),
    needs: message => NEEDS[name](message as Requests[N]),
    serve: (message, context) => ({ pieces: [handler(message as Requests[N], context)] }),
    refuse: thrown => [{ status: statusOf(thrown) }],
  }
}
