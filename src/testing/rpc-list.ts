import { type Need, unauthorized } from './access-control.js'
import type { AckService } from './ack-service.js'
import type { Cluster } from './cluster.js'
import type { LiteService } from './lite-service.js'
import { v2 } from './protocol.js'
import type { RecallService } from './recall-service.js'
import type { ReceiveService } from './receive-service.js'
import { ok, refusal } from './refusal.js'
import type { RouteService } from './route-service.js'
import type { SendService } from './send-service.js'
import { receiving, type ServedRpc, unary } from './served-rpc.js'
import type { TelemetryService } from './telemetry-service.js'
import { validateTopicName } from './topic-config.js'
import type { TransactionStore } from './transaction-store.js'
import { fromMs } from './wire-time.js'

type Named = v2.IResource | null | undefined

/** The clients whose heartbeats need a permission: the server's own list, which lacks the lite consumers. */
const GUARDED: ReadonlySet<v2.ClientType | null | undefined> = new Set([
  v2.ClientType.PUSH_CONSUMER,
  v2.ClientType.SIMPLE_CONSUMER,
  v2.ClientType.PULL_CONSUMER,
])

/** What one proxy is made of. */
export interface Services {
  readonly send: SendService
  readonly receive: ReceiveService
  readonly ack: AckService
  readonly route: RouteService
  readonly telemetry: TelemetryService
  readonly transactions: TransactionStore
  readonly recall: RecallService
  readonly lite: LiteService
}

/** Every procedure of MessagingService that the simulated server has; the others are UNIMPLEMENTED. */
export function servedRpcs(cluster: Cluster, services: Services): ReadonlyMap<string, ServedRpc> {
  const list = [
    ...producing(services),
    ...consuming(services, () => fromMs(cluster.clock.now())),
    ...common(services),
  ]
  const { knowsRecall, knowsLite } = cluster.traits
  const known = list.filter(
    ({ name }) => (knowsRecall || name !== 'RecallMessage') && (knowsLite || name !== 'SyncLiteSubscription'),
  )
  return new Map(known.map(rpc => [`/apache.rocketmq.v2.MessagingService/${rpc.name}`, rpc]))
}

function producing({ send, transactions, recall }: Services): ServedRpc[] {
  return [
    unary(
      'SendMessage',
      [v2.SendMessageRequest, v2.SendMessageResponse],
      (request: v2.ISendMessageRequest) => send.send(request),
      request => needsOfSend(request),
    ),
    unary(
      'EndTransaction',
      [v2.EndTransactionRequest, v2.EndTransactionResponse],
      (request: v2.IEndTransactionRequest) => {
        validateTopicName(request.topic?.name)
        if ((request.transactionId ?? '').trim() === '') {
          throw refusal('INVALID_TRANSACTION_ID', 'transaction id cannot be blank')
        }
        transactions.end(request)
        return { status: ok }
      },
      request => [publish(request.topic)],
    ),
    unary(
      'RecallMessage',
      [v2.RecallMessageRequest, v2.RecallMessageResponse],
      (request: v2.IRecallMessageRequest) => recall.recall(request),
      request => [publish(request.topic)],
    ),
  ]
}

function consuming(
  { receive, ack, lite }: Services,
  now: () => { seconds: number; nanos: number },
): ServedRpc[] {
  return [
    receiving(
      now,
      (request, context) => receive.receive(request, context),
      request => needsOfReceive(request),
    ),
    unary(
      'AckMessage',
      [v2.AckMessageRequest, v2.AckMessageResponse],
      (request: v2.IAckMessageRequest) => ack.acknowledge(request),
      request => subscribe(request.group, request.topic),
    ),
    unary(
      'ChangeInvisibleDuration',
      [v2.ChangeInvisibleDurationRequest, v2.ChangeInvisibleDurationResponse],
      (request: v2.IChangeInvisibleDurationRequest) => ack.changeInvisible(request),
      request => subscribe(request.group),
    ),
    unary(
      'ForwardMessageToDeadLetterQueue',
      [v2.ForwardMessageToDeadLetterQueueRequest, v2.ForwardMessageToDeadLetterQueueResponse],
      (request: v2.IForwardMessageToDeadLetterQueueRequest) => ack.forwardToDeadLetters(request),
      request => subscribe(request.group, request.topic),
    ),
    unary(
      'SyncLiteSubscription',
      [v2.SyncLiteSubscriptionRequest, v2.SyncLiteSubscriptionResponse],
      (request: v2.ISyncLiteSubscriptionRequest, context) => lite.synchronize(request, context),
      request => (request.liteTopicSet?.length ? subscribe(request.group, request.topic) : []),
    ),
  ]
}

function common({ route, telemetry }: Services): ServedRpc[] {
  return [
    unary(
      'QueryRoute',
      [v2.QueryRouteRequest, v2.QueryRouteResponse],
      (request: v2.IQueryRouteRequest) => route.queryRoute(request),
      request => [{ kind: 'Topic', name: request.topic?.name ?? '', actions: ['Pub', 'Sub'] }],
    ),
    unary(
      'QueryAssignment',
      [v2.QueryAssignmentRequest, v2.QueryAssignmentResponse],
      (request: v2.IQueryAssignmentRequest) => route.queryAssignment(request),
      request => subscribe(request.group, request.topic),
    ),
    unary(
      'Heartbeat',
      [v2.HeartbeatRequest, v2.HeartbeatResponse],
      (request: v2.IHeartbeatRequest, context) => telemetry.heartbeat(request, context),
      request => (GUARDED.has(request.clientType) ? subscribe(request.group) : []),
    ),
    unary(
      'NotifyClientTermination',
      [v2.NotifyClientTerminationRequest, v2.NotifyClientTerminationResponse],
      (request: v2.INotifyClientTerminationRequest, context) => telemetry.terminate(request, context),
      request => ((request.group?.name ?? '').trim() === '' ? [] : subscribe(request.group)),
    ),
  ]
}

function publish(topic: Named): Need {
  return { kind: 'Topic', name: topic?.name ?? '', actions: ['Pub'] }
}

function subscribe(group: Named, ...topics: Named[]): Need[] {
  const needs: Need[] = [{ kind: 'Group', name: group?.name ?? '', actions: ['Sub'] }]
  for (const topic of topics) needs.push({ kind: 'Topic', name: topic?.name ?? '', actions: ['Sub'] })
  return needs
}

/** Only of the first message: that all have one topic is looked at later. */
function needsOfSend({ messages }: v2.ISendMessageRequest): Need[] {
  const [first] = messages ?? []
  if (first === undefined) throw unauthorized('message is null.')
  return [publish(first.topic)]
}

function needsOfReceive({ group, messageQueue }: v2.IReceiveMessageRequest): Need[] {
  if (messageQueue == null) throw unauthorized('messageQueue is null.')
  return subscribe(group, messageQueue.topic)
}

/** What Settings need: to send to the topics they name, or to consume them. */
export function needsOfSettings(settings: v2.ISettings): Need[] {
  const { publishing, subscription } = settings
  if (subscription != null) {
    const topics = (subscription.subscriptions ?? []).map(({ topic }) => topic)
    return subscribe(subscription.group, ...topics)
  }
  if (publishing != null) return (publishing.topics ?? []).map(publish)
  const text = "settings command doesn't have publishing or subscription."
  throw refusal('INTERNAL_SERVER_ERROR', text)
}
