import type { Client } from '../client/client.js'
import type { MessageView } from '../message/message-view.js'
import type { MessageQueue } from '../route/message-queue.js'
import type { ProcessTrace, TracedClient, TracedSettlement, Tracing } from '../stats/tracing.js'

/** A consumer's side of tracing. Without a tracer there is none of these, and nothing is called. */
export class ConsumerTracing {
  readonly #tracing: Tracing
  readonly #client: TracedClient

  constructor(tracing: Tracing, client: TracedClient) {
    this.#tracing = tracing
    this.#client = client
  }

  /** The tracing of a consumer of `group`, if its application traces. */
  static of(
    { id: clientId, kind, configuration }: Client,
    consumerGroup: string,
  ): ConsumerTracing | undefined {
    const { tracing, namespace } = configuration
    return tracing && new ConsumerTracing(tracing, { kind, clientId, namespace, consumerGroup })
  }

  /** @param startedAt when the poll began, on the clock of `performance.now()` */
  received({ topic, endpoints }: MessageQueue, startedAt: number, messages: readonly MessageView[]): void {
    this.#tracing.received?.(this.#client, { topic, endpoint: endpoints.key, startedAt, messages })
  }

  settled(settlement: TracedSettlement): void {
    this.#tracing.settled?.(this.#client, settlement)
  }

  /** @param batch whether the handler takes batches */
  startProcess(messages: readonly MessageView[], batch: boolean): ProcessTrace {
    return this.#tracing.startProcess(this.#client, { topic: messages[0]?.topic ?? '', batch, messages })
  }
}
