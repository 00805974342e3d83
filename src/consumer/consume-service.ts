import type { MessageView } from '../message/message-view.js'
import type { BatchStats } from '../stats/stats.js'
import type { RetryPolicy } from '../waiting/backoff.js'
import { sharedController } from '../waiting/pause.js'
import type { Leases } from './delivery.js'
import type { HandlerRunner, Verdict } from './handler-runner.js'
import type { Settlement } from './settlement.js'
import { TaskGate } from './task-gate.js'

/** Where messages wait until they are done with: a process queue. */
export interface MessageHolder {
  /** Whether they may not be handled any more. */
  readonly dropped: boolean
  /** Fires when that is so. */
  readonly gone: AbortSignal
  /** Once it is dropped: settles when nothing goes back to a server that would give it to a poll of this consumer. */
  readonly pollsOver?: Promise<unknown> | undefined
  /** A message is done with. */
  evict(message: MessageView): void
}

/** A message and who holds it. */
export interface CachedMessage {
  readonly message: MessageView
  readonly queue: MessageHolder
  /** For a message that an operator had handled once more: told what came of it, instead of the server. */
  readonly onVerdict?: ((verdict: Verdict) => void) | undefined
}

/** What every way of consuming needs. */
export interface ConsumeTools {
  readonly runner: Pick<HandlerRunner, 'run' | 'runBatch' | 'reportFailure'>
  readonly settlement: Pick<Settlement, 'acknowledge' | 'postpone' | 'suspend' | 'handBack' | 'deadLetter'>
  readonly leases: Pick<Leases, 'secure'>
  readonly concurrency: number
  /** Whether messages of more than one topic may come. */
  severalTopics(): boolean
  /** The group's policy at this moment. */
  retryPolicy(): RetryPolicy
  /** Fires when the consumer's close deadline passed. */
  readonly signal: AbortSignal
}

/** A way to bring messages to the handler: one by one, in order, or in batches. */
export interface ConsumeService {
  /** Takes messages over; each is settled and evicted in the end. */
  submit(messages: readonly MessageView[], queue: MessageHolder): void
  /** Has a message handled that is not the server's to settle, in its turn like the others. */
  verify(cached: CachedMessage): void
  /** A queue is gone: those of its messages that wait for their turn go back to the server now. */
  release(queue: MessageHolder): Promise<void>
  /** Starts no more handlers; messages not begun go back to the server. */
  stop(): Promise<void>
  /** Settles when no handler runs and everything is settled. */
  idle(): Promise<void>
  /** Handlers (or batches) running now. */
  readonly inFlight: number
  /** Messages handled whose outcome the server has not confirmed yet. */
  readonly unsettled: number
  /** Its counters, where it handles messages in batches. */
  batchStats?(): BatchStats
}

/** How many of what waits in one place are handed back at once. */
const HANDED_BACK_AT_ONCE = 32

/**
 * What services have that take messages through a {@link TaskGate}.
 *
 * @typeParam T what takes one place: a message, or a sequence of them
 */
export abstract class GatedConsumeService<T> implements ConsumeService {
  protected readonly tools: ConsumeTools
  protected readonly gate: TaskGate<T>
  protected stopped = false

  constructor(tools: ConsumeTools) {
    this.tools = tools
    this.gate = new TaskGate(tools.concurrency, task => this.consume(task), {
      topicOf: task => this.firstOf(task)?.message.topic ?? '',
      shared: () => tools.severalTopics(),
    })
  }

  get inFlight(): number {
    return this.gate.running
  }

  get unsettled(): number {
    return this.gate.held
  }

  abstract submit(messages: readonly MessageView[], queue: MessageHolder): void

  /** A task of its own, whatever is in order otherwise. */
  verify(cached: CachedMessage): void {
    const task = this.taskOf(cached)
    if (this.stopped) void this.handBack(task)
    else this.gate.add(task)
  }

  async release(queue: MessageHolder): Promise<void> {
    const waiting = this.gate.remove(task => this.firstOf(task)?.queue === queue)
    await inTurns(waiting, task => this.handBack(task))
  }

  /** By queue, so that one that has to wait keeps no other's messages from going back. */
  async stop(): Promise<void> {
    this.stopped = true
    const byQueue = new Map<MessageHolder | undefined, T[]>()
    for (const task of this.gate.stop()) {
      const queue = this.firstOf(task)?.queue
      const before = byQueue.get(queue)
      if (before === undefined) byQueue.set(queue, [task])
      else before.push(task)
    }
    await Promise.all([...byQueue.values()].map(tasks => inTurns(tasks, task => this.handBack(task))))
  }

  idle(): Promise<void> {
    return this.gate.idle()
  }

  /** Handles a task that has its place; gives no promise if nothing has to be awaited. */
  protected abstract consume(task: T): Promise<void> | undefined
  protected abstract taskOf(cached: CachedMessage): T
  protected abstract firstOf(task: T): CachedMessage | undefined
  /** Gives what was not begun back to the server. */
  protected abstract handBack(task: T): Promise<void>

  /** The handler succeeded: its place is free at once, and the message is held until the server has confirmed it. */
  protected acknowledge(cached: CachedMessage): void {
    this.tools.settlement.acknowledge(cached.message, this.holdFor(cached))
  }

  /** Keeps this from being idle, and the message's room taken, until what is given is called. */
  protected holdFor({ message, queue }: CachedMessage): () => void {
    this.gate.hold()
    return () => {
      queue.evict(message)
      this.gate.release()
    }
  }
}

/** Gives a message back to the server, and its place in the cache free. */
export async function handBack(
  { message, queue, onVerdict }: CachedMessage,
  settlement: Pick<Settlement, 'handBack'>,
): Promise<void> {
  if (onVerdict !== undefined) return onVerdict('FAILURE')
  if (queue.pollsOver !== undefined) await queue.pollsOver
  await settlement.handBack(message)
  queue.evict(message)
}

/** Hands back a bounded number at a time: there may be thousands. */
export async function inTurns<T>(waiting: T[], handBackOne: (one: T) => Promise<void>): Promise<void> {
  const left = waiting.values()
  const handBackRest = async () => {
    for (const one of left) await handBackOne(one)
  }
  await Promise.all(Array.from({ length: HANDED_BACK_AT_ONCE }, handBackRest))
}

/** Where messages are from that no poll brought. */
const NOWHERE: MessageHolder = {
  dropped: false,
  gone: sharedController().signal,
  evict: () => {},
}

/**
 * The ways of consuming of one consumer. There is one, until the group's order is changed on the server: then
 * another takes the new messages, and those before it finish what they have.
 */
export class ConsumeServices {
  readonly #leases: Pick<Leases, 'hold'>
  readonly #create: (ordered: boolean) => ConsumeService
  readonly #services: { ordered: boolean; service: ConsumeService }[] = []

  constructor(leases: Pick<Leases, 'hold'>, create: (ordered: boolean) => ConsumeService) {
    this.#leases = leases
    this.#create = create
  }

  /** Handlers running now. */
  get inFlight(): number {
    return this.#services.reduce((sum, { service }) => sum + service.inFlight, 0)
  }

  /** Messages handled whose outcome the server has not confirmed yet. */
  get unsettled(): number {
    return this.#services.reduce((sum, { service }) => sum + service.unsettled, 0)
  }

  /** Takes over what a poll brought: each message is held, handled, settled, and evicted from `queue` in the end. */
  submit(messages: readonly MessageView[], queue: MessageHolder, ordered: boolean): void {
    for (const message of messages) this.#leases.hold(message)
    this.#current(ordered).submit(messages, queue)
  }

  /** Handles a message whose outcome is told here alone; it takes a place like any other. */
  verify(message: MessageView, ordered: boolean): Promise<Verdict> {
    return new Promise(onVerdict => this.#current(ordered).verify({ message, queue: NOWHERE, onVerdict }))
  }

  #current(ordered: boolean): ConsumeService {
    let current = this.#services.at(-1)
    if (current?.ordered !== ordered) {
      current = { ordered, service: this.#create(ordered) }
      this.#services.push(current)
    }
    return current.service
  }

  async release(queue: MessageHolder): Promise<void> {
    await Promise.all(this.#services.map(({ service }) => service.release(queue)))
  }

  async stop(): Promise<void> {
    await Promise.all(this.#services.map(({ service }) => service.stop()))
  }

  async idle(): Promise<void> {
    await Promise.all(this.#services.map(({ service }) => service.idle()))
  }

  batchStats(): BatchStats[] {
    return this.#services.flatMap(({ service }) => service.batchStats?.() ?? [])
  }
}

/** Handles messages one by one, in no order, up to `concurrency` at once. */
export class StandardConsumeService extends GatedConsumeService<CachedMessage> {
  override submit(messages: readonly MessageView[], queue: MessageHolder): void {
    for (const message of messages) {
      const cached = { message, queue }
      if (this.stopped) this.gate.holdFor(this.handBack(cached))
      else this.gate.add(cached)
    }
  }

  protected override taskOf(cached: CachedMessage): CachedMessage {
    return cached
  }

  protected override firstOf(cached: CachedMessage): CachedMessage {
    return cached
  }

  protected override handBack(cached: CachedMessage): Promise<void> {
    return handBack(cached, this.tools.settlement)
  }

  protected override consume(cached: CachedMessage): Promise<void> | undefined {
    const { message, queue } = cached
    if (queue.dropped) return this.handBack(cached)
    const secured = this.tools.leases.secure(message)
    if (secured === true) return this.#handle(cached)
    // What is not ours any more is on its way to somebody else, and must not be handled twice.
    return secured.then(ours => (ours ? this.consume(cached) : queue.evict(message)))
  }

  #handle(cached: CachedMessage): Promise<void> | undefined {
    const { message } = cached
    const { runner, signal } = this.tools
    // A corrupted body is no use to the handler: it goes the way of a failure, to the dead letter queue in the end.
    if (message.corrupted !== undefined) {
      runner.reportFailure(message, message.deliveryAttempt, message.corrupted)
      this.#settle(cached, 'FAILURE')
      return undefined
    }
    const verdict = runner.run(message, { signal, attempt: message.deliveryAttempt })
    if (verdict instanceof Promise) return verdict.then(later => this.#settle(cached, later))
    this.#settle(cached, verdict)
    return undefined
  }

  #settle(cached: CachedMessage, verdict: Verdict): void {
    const { message, onVerdict } = cached
    if (onVerdict !== undefined) {
      onVerdict(verdict)
      return
    }
    if (verdict === 'SUCCESS') {
      this.acknowledge(cached)
      return
    }
    const { settlement, retryPolicy } = this.tools
    const onSettled = this.holdFor(cached)
    if (verdict === 'FAILURE') void settlement.postpone(message, retryPolicy()).then(onSettled)
    else void settlement.suspend(message, verdict.suspendMs).then(onSettled)
  }
}
