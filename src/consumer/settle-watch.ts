import type { MessageView } from '../message/message-view.js'
import type { Endpoints } from '../route/endpoints.js'
import { channels } from '../stats/channels.js'
import type { SettleOperation } from '../stats/tracing.js'
import type { ConsumerTracing } from './consumer-counter.js'

/** A call that tells a server what became of messages of one topic. */
export interface SettleCall {
  readonly operation: SettleOperation
  readonly endpoints: Endpoints
  /** Asked only where somebody listens. */
  messages(): readonly MessageView[]
}

/** Tells the tracer and the channel of the calls that settle messages; nothing is made for it while nobody listens. */
export class SettleWatch {
  readonly #clientId: string
  readonly #group: string
  readonly #tracing: ConsumerTracing | undefined

  constructor(clientId: string, group: string, tracing: ConsumerTracing | undefined) {
    this.#clientId = clientId
    this.#group = group
    this.#tracing = tracing
  }

  /** @param failureOf what was in the way of all messages, where the call itself did not fail */
  async watch<T>(call: SettleCall, run: () => Promise<T>, failureOf?: (result: T) => unknown): Promise<T> {
    if (this.#tracing === undefined && !channels.settleEnd.hasSubscribers) return run()
    const startedAt = performance.now()
    try {
      const result = await run()
      this.#tell(call, startedAt, failureOf?.(result))
      return result
    } catch (error) {
      this.#tell(call, startedAt, error)
      throw error
    }
  }

  #tell({ operation, endpoints, ...call }: SettleCall, startedAt: number, error: unknown): void {
    const messages = call.messages()
    const topic = messages[0]?.topic ?? ''
    const endpoint = endpoints.key
    this.#tracing?.settled({ operation, topic, endpoint, startedAt, messages, error })
    if (!channels.settleEnd.hasSubscribers) return
    channels.settleEnd.publish({
      clientId: this.#clientId,
      consumerGroup: this.#group,
      topic,
      endpoint,
      operation,
      messages: messages.length,
      durationMs: performance.now() - startedAt,
      error,
    })
  }
}
