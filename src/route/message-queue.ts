import type { MessageType } from '../message/message.js'
import type { Endpoints } from './endpoints.js'

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
