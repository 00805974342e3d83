import type { Client } from '../client/client.js'
import type { KeptLease } from '../remoting/kept-lease.js'
import type { MessageQueue } from '../route/message-queue.js'
import { fromMs } from '../wire/reply-reader.js'
import { filterToWire, queueToWire } from '../wire/route-codec.js'
import { rpcs } from '../wire/rpc-table.js'
import type { FilterExpression } from './filter-expression.js'
import type { PollSpace } from './message-cache.js'

/** What one poll asks for. */
export interface ReceiveRequest {
  /** Any queue of the broker: one poll covers all of them. */
  queue: MessageQueue
  filter: FilterExpression
  maxMessages: number
  /** The room that was reserved for what it brings. Default: room of its own. */
  space?: PollSpace | undefined
  /** How long the messages stay hidden from others. */
  invisibleDurationMs: number
  /** How long the server may wait for a first message. */
  awaitDurationMs: number
  /** Names a FIFO attempt: repeated under the same name, it gets the same messages again. */
  attemptId?: string | undefined
  /** Gives the poll up: it is cancelled a moment later, unless messages arrive, which are still delivered. */
  signal?: AbortSignal | undefined
  /** Keeps a place on a connection for polls that follow each other. */
  lease?: KeptLease | undefined
}

/**
 * Makes bytes of the polls of one group. What names group and queue is most of a request and never changes, so it
 * is encoded once for a queue: protobuf takes a message in pieces, one after the other.
 */
export class ReceiveRequestEncoder {
  readonly #client: Client
  readonly #group: string
  readonly #origins = new WeakMap<MessageQueue, Buffer>()

  constructor(client: Client, group: string) {
    this.#client = client
    this.#group = group
  }

  encode(request: ReceiveRequest): Buffer {
    const { invisibleDurationMs, attemptId = null } = request
    const terms = rpcs.receiveMessage.encode({
      filterExpression: filterToWire(request.filter),
      batchSize: request.maxMessages,
      invisibleDuration: fromMs(invisibleDurationMs),
      longPollingTimeout: fromMs(request.awaitDurationMs),
      attemptId,
    })
    return Buffer.concat([this.#origin(request.queue), terms])
  }

  #origin(queue: MessageQueue): Buffer {
    let origin = this.#origins.get(queue)
    if (origin === undefined) {
      origin = rpcs.receiveMessage.encode({
        group: this.#client.resource(this.#group),
        messageQueue: queueToWire(queue, this.#client.configuration.namespace),
      })
      this.#origins.set(queue, origin)
    }
    return origin
  }
}
