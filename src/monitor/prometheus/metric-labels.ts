import type { OptionCheck } from '../../options/option-check.js'
import { OTHER_TOPICS } from '../../stats/meters.js'
import type { MonitorSnapshot } from '../snapshot.js'

const DEFAULT_TOPICS = 50
const MOST_TOPICS = 1_000

/** The option of this name, of an exporter or of a page. */
export function checkMaxTopics(check: OptionCheck, value: unknown): number {
  return check.number('maxTopics', value, DEFAULT_TOPICS, { min: 0, max: MOST_TOPICS })
}

/** Values of labels, by name. */
export type Labels = Readonly<Record<string, string>>

/** A thing that is measured, and the labels that distinguish it from others of its kind. */
export interface Subject<T> {
  of: T
  labels: Labels
}

/**
 * The labels of clients and topics, which last from scrape to scrape.
 *
 * Those of a client stay the same over restarts and do not pile up: the kind, the consumer group, and the lowest
 * number that no other living client of that kind and group has. Client ids are new at every start, and would make
 * new series each time; only the metric `rocketmq_jet_client_info` has them.
 *
 * Of topics the first that were seen have a label of their own, up to a bound; the others share one. A topic keeps
 * its label for as long as any client tells of it, because a counter that moved would seem to start anew.
 */
export class MetricLabels {
  readonly #clients = new Map<string, Labels>()
  readonly #topics = new Map<string, string>()
  readonly #maxTopics: number
  #ownTopics = 0

  /** @param maxTopics most topics with a label of their own; 0: topics are not distinguished */
  constructor(maxTopics: number) {
    this.#maxTopics = maxTopics
  }

  /** Learns which clients and topics there are; labels of those that are gone are free again. */
  update(snapshot: MonitorSnapshot): void {
    const clients = clientsOf(snapshot)
    const living = new Set(clients.map(({ clientId }) => clientId))
    for (const clientId of this.#clients.keys()) if (!living.has(clientId)) this.#clients.delete(clientId)
    for (const client of clients) if (!this.#clients.has(client.clientId)) this.#addClient(client)
    const topics = topicsOf(snapshot)
    for (const topic of this.#topics.keys()) if (!topics.has(topic)) this.#removeTopic(topic)
    for (const topic of topics) if (!this.#topics.has(topic)) this.#addTopic(topic)
  }

  /** The labels of a client; none for what belongs to no client. */
  client(clientId: string | undefined): Labels {
    return this.#clients.get(clientId ?? '') ?? {}
  }

  /** A client's figures, topic by topic; `total`, where there are none or topics are not distinguished. */
  topics<T>(clientId: string, total: T, byTopic: Readonly<Record<string, T>>): Subject<T>[] {
    const client = this.client(clientId)
    const topics = this.#maxTopics > 0 ? Object.entries(byTopic) : []
    if (topics.length === 0) return [{ of: total, labels: client }]
    return topics.map(([topic, of]) => ({
      of,
      labels: { ...client, topic: this.#topics.get(topic) ?? OTHER_TOPICS },
    }))
  }

  #addClient({ clientId, kind, consumerGroup }: KnownClient): void {
    const group = consumerGroup === undefined ? {} : { consumer_group: consumerGroup }
    const alike = [...this.#clients.values()].filter(
      ({ client_kind, consumer_group }) => client_kind === kind && consumer_group === consumerGroup,
    )
    const taken = new Set(alike.map(({ client }) => client))
    let number = 0
    while (taken.has(String(number))) number += 1
    this.#clients.set(clientId, { client_kind: kind, ...group, client: String(number) })
  }

  #addTopic(topic: string): void {
    const own = this.#ownTopics < this.#maxTopics && topic !== OTHER_TOPICS
    if (own) this.#ownTopics += 1
    this.#topics.set(topic, own ? topic : OTHER_TOPICS)
  }

  #removeTopic(topic: string): void {
    if (this.#topics.get(topic) !== OTHER_TOPICS) this.#ownTopics -= 1
    this.#topics.delete(topic)
  }
}

interface KnownClient {
  clientId: string
  kind: string
  consumerGroup: string | undefined
  state: string
}

/** Every client of a snapshot. */
export function clientsOf({ producers, consumers }: MonitorSnapshot): KnownClient[] {
  const consumerGroup = undefined
  return [
    ...producers.map(({ clientId, state }) => ({ clientId, kind: 'producer', consumerGroup, state })),
    ...consumers,
  ]
}

/** Every topic in the statistics of the clients of a snapshot. */
function topicsOf({ producers, consumers }: MonitorSnapshot): Set<string> {
  const counted = [...producers, ...consumers].flatMap(({ byTopic }) => Object.keys(byTopic))
  return new Set([...counted, ...consumers.flatMap(({ cachedByTopic = {} }) => Object.keys(cachedByTopic))])
}
