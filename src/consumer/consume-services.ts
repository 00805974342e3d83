import type { MessageView } from '../message/message-view.js'
import type { BatchStats } from '../stats/stats.js'
import { sharedController } from '../waiting/pause.js'
import { BatchConsumeService } from './batch-consume-service.js'
import type { CachedMessage, ConsumeService } from './consume-service.js'
import type { Verdict } from './handler-runner.js'

/** Where messages are from that no poll brought. */
const NOWHERE: CachedMessage['queue'] = {
  dropped: false,
  gone: sharedController().signal,
  evict: () => {},
}

/**
 * The ways of consuming of one consumer. There is one, until the group's order is changed on the server: then
 * another takes the new messages, and those before it finish what they have.
 */
export class ConsumeServices {
  readonly #create: (ordered: boolean) => ConsumeService
  readonly #services: { ordered: boolean; service: ConsumeService }[] = []

  constructor(create: (ordered: boolean) => ConsumeService) {
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

  submit(messages: readonly MessageView[], queue: CachedMessage['queue'], ordered: boolean): void {
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

  async release(queue: CachedMessage['queue']): Promise<void> {
    await Promise.all(this.#services.map(({ service }) => service.release(queue)))
  }

  async stop(): Promise<void> {
    await Promise.all(this.#services.map(({ service }) => service.stop()))
  }

  async idle(): Promise<void> {
    await Promise.all(this.#services.map(({ service }) => service.idle()))
  }

  batchStats(): BatchStats[] {
    return this.#services.flatMap(({ service }) =>
      service instanceof BatchConsumeService ? [service.stats()] : [],
    )
  }
}
