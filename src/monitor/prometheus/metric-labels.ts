import type { MonitorSnapshot } from '../snapshot.js'
import { ClientSlots } from './client-slots.js'
import type { Labels } from './metric-family.js'
import { TopicSlots } from './topic-slots.js'

/** A thing that is measured, and how it is told from others of its kind. */
export interface Subject<T> {
  of: T
  labels: Labels
}

/** The labels of clients and topics, which last from scrape to scrape. */
export class MetricLabels {
  readonly #clients = new ClientSlots()
  readonly #topics: TopicSlots

  /** @param maxTopics most topics with a label of their own; 0: topics are not told apart */
  constructor(maxTopics: number) {
    this.#topics = new TopicSlots(maxTopics)
  }

  /** Learns which clients and topics there are. */
  update(snapshot: MonitorSnapshot): void {
    this.#clients.update(snapshot)
    this.#topics.update(snapshot)
  }

  /** The labels of a client; none for what belongs to no client. */
  client(clientId: string | undefined): Labels {
    return this.#clients.labels(clientId)
  }

  /** A client's figures, topic by topic; `total`, where it tells of none or topics are not told apart. */
  topics<T>(clientId: string, total: T, byTopic: Readonly<Record<string, T>>): Subject<T>[] {
    const client = this.client(clientId)
    const topics = this.#topics.used ? Object.entries(byTopic) : []
    if (topics.length === 0) return [{ of: total, labels: client }]
    return topics.map(([topic, of]) => ({ of, labels: { ...client, topic: this.#topics.label(topic) } }))
  }
}
