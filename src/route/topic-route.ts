import type { MessageType } from '../message/message.js'
import type { Endpoints } from './endpoints.js'

/** Where the queues of a topic are, as a server told it. Never changes; a newer one takes its place. */
export class TopicRoute {
  readonly topic: string
  readonly queues: readonly MessageQueue[]
  /** Queues of masters that may be written to. */
  readonly writableQueues: readonly MessageQueue[]
  /** One readable queue of each master: a poll covers all queues of its broker. */
  readonly readableBrokers: readonly MessageQueue[]
  /** Names of the brokers whose master is named. */
  readonly masters: ReadonlySet<string>
  /** Every endpoint that serves the topic, each once. */
  readonly endpointsList: readonly Endpoints[]
  /** Types of message the topic takes; empty where the server does not say. */
  readonly acceptMessageTypes: readonly MessageType[]
  readonly #fingerprint: string

  constructor(topic: string, queues: readonly MessageQueue[]) {
    this.topic = topic
    this.queues = queues
    const masters = queues.filter(queue => queue.brokerId === 0)
    this.masters = new Set(masters.map(({ brokerName }) => brokerName))
    this.writableQueues = masters.filter(isWritable)
    this.readableBrokers = firstOfEach(masters.filter(isReadable), queue => queue.brokerName)
    this.endpointsList = firstOfEach(masters, queue => queue.endpoints.key).map(queue => queue.endpoints)
    this.acceptMessageTypes = [...new Set(queues.flatMap(queue => queue.acceptMessageTypes))]
    this.#fingerprint = queues.map(fingerprint).sort().join('\n')
  }

  /** Whether both say the same, in whatever order. */
  equals(other: TopicRoute): boolean {
    return this.topic === other.topic && this.#fingerprint === other.#fingerprint
  }
}

function firstOfEach(queues: readonly MessageQueue[], key: (queue: MessageQueue) => string): MessageQueue[] {
  const first = new Map<string, MessageQueue>()
  for (const queue of queues) if (!first.has(key(queue))) first.set(key(queue), queue)
  return [...first.values()]
}

function fingerprint(queue: MessageQueue): string {
  const { brokerName, brokerId, id, permission, endpoints, acceptMessageTypes } = queue
  return [brokerName, brokerId, id, permission, endpoints.key, ...acceptMessageTypes].join(' ')
}

/** What may be done with a queue. */
export type Permission = 'NONE' | 'READ' | 'WRITE' | 'READ_WRITE'

/** One queue of a topic on one broker. */
export interface MessageQueue {
  readonly topic: string
  /** Number within the broker; -1 in assignments that mean all queues of the broker. */
  readonly id: number
  readonly permission: Permission
  readonly brokerName: string
  /** 0 is the master; others are replicas. */
  readonly brokerId: number
  readonly endpoints: Endpoints
  /** Types of message the topic takes; empty where the server does not say. */
  readonly acceptMessageTypes: readonly MessageType[]
}

/** Whether messages may be sent to the queue. */
export function isWritable(queue: MessageQueue): boolean {
  return queue.permission === 'WRITE' || queue.permission === 'READ_WRITE'
}

/** Whether messages may be received from the queue. */
export function isReadable(queue: MessageQueue): boolean {
  return queue.permission === 'READ' || queue.permission === 'READ_WRITE'
}
