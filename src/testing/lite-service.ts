import type { Cluster } from './cluster.js'
import type { CallContext } from './grpc-call.js'
import { ok, refusal, v2 } from './protocol.js'
import { type GroupConfig, validateGroupName, validateTopicName } from './resources.js'
import { validateLiteTopic } from './send-service.js'
import type { ClientRegistry } from './telemetry-service.js'

const { LiteSubscriptionAction } = v2

/** How far above its quota a client may go before it is refused. */
const QUOTA_SLACK = 300

/** Notes which lite topics clients want. */
export class LiteService {
  readonly #cluster: Cluster
  readonly #clients: ClientRegistry
  readonly #subscriptions: LiteSubscriptions

  constructor(cluster: Cluster, clients: ClientRegistry, subscriptions: LiteSubscriptions) {
    this.#cluster = cluster
    this.#clients = clients
    this.#subscriptions = subscriptions
  }

  synchronize(
    request: v2.ISyncLiteSubscriptionRequest,
    { clientId }: CallContext,
  ): v2.ISyncLiteSubscriptionResponse {
    const topic = validateTopicName(request.topic?.name)
    const group = this.#cluster.group(validateGroupName(request.group?.name))
    if (group.liteTopic !== topic) {
      throw refusal('ILLEGAL_TOPIC', `the lite group ${group.name} is not bound to topic ${topic}`)
    }
    if (this.#cluster.mode === 'LOCAL') throw refusal('INTERNAL_SERVER_ERROR', 'NullPointerException')
    const named = request.liteTopicSet ?? []
    for (const name of named) validateLiteTopic(name, this.#cluster.settings)
    this.#apply(request.action ?? LiteSubscriptionAction.PARTIAL_ADD, named, group, clientId)
    for (const broker of this.#cluster.brokers) broker.wake(topic)
    return { status: ok }
  }

  #apply(action: v2.LiteSubscriptionAction, named: string[], group: GroupConfig, clientId: string): void {
    const before = this.#subscriptions.of(clientId, group.name)
    const after = changed(before, named, action)
    if (after.length > group.liteQuota + QUOTA_SLACK) {
      throw refusal(
        'LITE_SUBSCRIPTION_QUOTA_EXCEEDED',
        `lite subscription quota exceeded: ${group.liteQuota}`,
      )
    }
    this.#subscriptions.set(clientId, group.name, after)
    if (group.liteExclusive) this.#takeOver(after, group.name, clientId)
  }

  /** In an exclusive group a lite topic belongs to the client that asked last. */
  #takeOver(liteTopics: readonly string[], group: string, clientId: string): void {
    for (const liteTopic of liteTopics) {
      for (const other of this.#subscriptions.others(clientId, group, liteTopic)) {
        const rest = this.#subscriptions.of(other, group).filter(name => name !== liteTopic)
        this.#subscriptions.set(other, group, rest)
        this.#clients.send(other, { notifyUnsubscribeLiteCommand: { liteTopic } })
      }
    }
  }
}

function changed(
  before: readonly string[],
  named: readonly string[],
  action: v2.LiteSubscriptionAction,
): string[] {
  if (action === LiteSubscriptionAction.COMPLETE_ADD) return [...new Set(named)]
  if (action === LiteSubscriptionAction.COMPLETE_REMOVE) return []
  if (action === LiteSubscriptionAction.PARTIAL_REMOVE) return before.filter(name => !named.includes(name))
  return [...new Set([...before, ...named])]
}

/** Which lite topics each client of a group wants. */
export class LiteSubscriptions {
  readonly #wanted = new Map<string, Set<string>>()

  /** The lite topics a client wants. */
  of(clientId: string, group: string): readonly string[] {
    return [...(this.#wanted.get(keyOf(clientId, group)) ?? [])]
  }

  /** Puts `wanted` in place of what the client wanted before. */
  set(clientId: string, group: string, wanted: Iterable<string>): void {
    this.#wanted.set(keyOf(clientId, group), new Set(wanted))
  }

  /** The other clients of a group that want a lite topic. */
  others(clientId: string, group: string, liteTopic: string): string[] {
    const found: string[] = []
    for (const [key, wanted] of this.#wanted) {
      const [owner = '', ownersGroup] = key.split('\n')
      if (ownersGroup === group && owner !== clientId && wanted.has(liteTopic)) found.push(owner)
    }
    return found
  }

  /** Forgets a client. */
  remove(clientId: string): void {
    for (const key of this.#wanted.keys()) {
      if (key.startsWith(`${clientId}\n`)) this.#wanted.delete(key)
    }
  }
}

function keyOf(clientId: string, group: string): string {
  return `${clientId}\n${group}`
}
