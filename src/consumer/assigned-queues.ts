import { PeriodicTask } from '../client/periodic-task.js'
import { RocketMQError, reasonOf } from '../errors.js'
import type { Assignment } from '../remoting/group-calls.js'
import type { Endpoints } from '../route/endpoints.js'
import type { MessageQueue } from '../route/topic-route.js'
import { pause, sharedController } from '../waiting/pause.js'
import type { GroupMember } from './group-member.js'
import { ProcessQueue, type ProcessQueueOwner } from './process-queue.js'
import type { FilterExpression, Subscriptions } from './subscriptions.js'

/** How often assignments are looked at again. */
const ASSIGNMENT_MS = 5_000

/** What the queues are for. */
export interface AssignedQueuesOwner extends ProcessQueueOwner {
  /** A queue is gone and none of its polls is out any more. */
  onQueueGone(queue: ProcessQueue): Promise<void>
}

/** The process queues of a consumer: as many as its subscriptions and the server's assignments say. */
export class AssignedQueues {
  readonly #member: GroupMember
  readonly #subscriptions: Subscriptions
  readonly #owner: AssignedQueuesOwner
  readonly #queues = new Map<string, ProcessQueue>()
  readonly #dropping = new Set<Promise<void>>()
  /** Polls that were given up, and that the server may not have ended yet. */
  readonly #orphans = new Map<string, { filter: FilterExpression; until: number }>()
  #ended = sharedController()
  #scan: PeriodicTask | undefined
  #paused = false
  #stopped = false

  constructor(member: GroupMember, subscriptions: Subscriptions, owner: AssignedQueuesOwner) {
    this.#member = member
    this.#subscriptions = subscriptions
    this.#owner = owner
  }

  all(): IterableIterator<ProcessQueue> {
    return this.#queues.values()
  }

  /** Gets the assignments of every topic, begins to poll, and keeps up with changes. */
  async start(): Promise<void> {
    this.#stopped = false
    this.#ended = sharedController()
    await this.#followAll()
    this.#scan = new PeriodicTask(
      ASSIGNMENT_MS,
      () => this.#followAll(),
      error => this.#member.client.report('route', RocketMQError.from(error), reasonOf(error)),
    )
    this.#scan.start()
  }

  /**
   * Polls a topic from now on, or goes on with its new filter. That begins when no poll of the old filter is left at
   * the server, up to the server's long polling time later: what such a poll passes over is lost to the group.
   */
  async follow(topic: string): Promise<void> {
    await this.#retireStale(topic)
    const added = await this.#assignment(topic)
    await Promise.all(added.map(queue => this.#startAfterOrphans(queue)))
  }

  /** Polls a topic no more; settles when no poll of it is out and what waited is handed back. */
  async unfollow(topic: string): Promise<void> {
    const gone: Promise<void>[] = []
    for (const [key, queue] of this.#queues)
      if (queue.queue.topic === topic) gone.push(this.#drop(key, queue))
    await Promise.all(gone)
  }

  /** The server at an endpoint has the consumer's settings now, or has lost them. */
  onKnown(endpoints: Endpoints, known: boolean): void {
    for (const queue of this.#queues.values())
      if (queue.queue.endpoints.key === endpoints.key) queue.onKnown(known)
  }

  pause(): void {
    this.#paused = true
    for (const queue of this.#queues.values()) queue.pause()
  }

  resume(): void {
    this.#paused = false
    for (const queue of this.#queues.values()) queue.resume()
  }

  /** Ends every poll. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#ended.abort()
    for (const [key, queue] of this.#queues) void this.#drop(key, queue)
    await this.#scan?.stop()
    this.#scan = undefined
    await Promise.all(this.#dropping)
  }

  async #followAll(): Promise<void> {
    const { topics } = this.#subscriptions
    const outcomes = await Promise.allSettled(topics.map(topic => this.#assignment(topic)))
    // Polls begin when all queues are known, so that each reserves no more than its share.
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') for (const queue of outcome.value) queue.start()
    }
    const failed = outcomes.find(outcome => outcome.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  /** Makes the queues of a topic equal to what the server says; those that are new. */
  async #assignment(topic: string): Promise<ProcessQueue[]> {
    const assigned = await this.#queryAssignments(topic)
    const filter = this.#subscriptions.get(topic)
    if (filter === undefined || this.#stopped) return []
    const wanted = new Map(assigned.map(assignment => [keyOf(assignment.queue), assignment]))
    for (const [key, queue] of this.#queues) {
      if (queue.queue.topic !== topic) continue
      const assignment = wanted.get(key)
      if (assignment === undefined) void this.#drop(key, queue)
      else {
        wanted.delete(key)
        queue.waitingPolls = this.#waitingPolls(assignment)
      }
    }
    return [...wanted].map(([key, assignment]) => {
      const added = new ProcessQueue(assignment.queue, filter, this.#owner, this.#waitingPolls(assignment))
      this.#queues.set(key, added)
      if (this.#paused) added.pause()
      return added
    })
  }

  async #queryAssignments(topic: string): Promise<Assignment[]> {
    const { endpoints } = this.#member.client.configuration
    const targets = await this.#targets(topic)
    for (let next = targets.shift(); next !== undefined; next = targets.shift()) {
      try {
        return await this.#member.calls.assignments(next, topic, endpoints)
      } catch (error) {
        // One broker that is down hides no others: each knows the whole route.
        if (!RocketMQError.from(error).retryable || targets.length === 0) throw error
      }
    }
    return []
  }

  /** Whom to ask, best first: the endpoint the client dialled if it serves the topic, then the others. */
  async #targets(topic: string): Promise<Endpoints[]> {
    const { endpoints } = this.#member.client.configuration
    const route = await this.#member.client.routes.get(topic)
    const others = route.endpointsList.filter(each => each !== endpoints)
    if (others.length < route.endpointsList.length) others.unshift(endpoints)
    return others.length > 0 ? others : [endpoints]
  }

  /** Lets polls of an old filter come to their end; what they brought and waits goes back, to be filtered anew. */
  async #retireStale(topic: string): Promise<void> {
    const filter = this.#subscriptions.get(topic)
    const stale = [...this.#queues].filter(
      ([, queue]) => queue.queue.topic === topic && filter !== undefined && !queue.filter.equals(filter),
    )
    await Promise.all(
      stale.map(async ([key, queue]) => {
        await queue.retire()
        if (this.#queues.get(key) === queue) await this.#drop(key, queue)
      }),
    )
  }

  async #startAfterOrphans(queue: ProcessQueue): Promise<void> {
    const orphans = this.#orphans.get(keyOf(queue.queue))
    if (orphans !== undefined && !orphans.filter.equals(queue.filter))
      await pause(orphans.until - performance.now(), this.#ended.signal)
    queue.start()
  }

  /**
   * The server names each queue of a FIFO group, and clients in other languages have one poll waiting for each: with
   * fewer, a consumer that shares a group with them would get a small part of the messages. Not so many that calls
   * of other kinds find no stream.
   */
  #waitingPolls({ queues }: Assignment): number {
    const { maxConnections, streamsPerConnection } = this.#member.client.configuration.connectionPool
    return Math.max(1, Math.min(queues, Math.floor((maxConnections * streamsPerConnection) / 4)))
  }

  #drop(key: string, queue: ProcessQueue): Promise<void> {
    this.#queues.delete(key)
    const dropping: Promise<void> = queue
      .drop()
      .then(() => {
        const { filter, orphanedUntil: until } = queue
        if (until > performance.now()) this.#orphans.set(key, { filter, until })
        return this.#owner.onQueueGone(queue)
      })
      .finally(() => this.#dropping.delete(dropping))
    this.#dropping.add(dropping)
    return dropping
  }
}

function keyOf({ topic, brokerName, endpoints }: MessageQueue): string {
  return `${topic} ${brokerName} ${endpoints.key}`
}
