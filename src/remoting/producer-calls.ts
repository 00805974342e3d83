import type { BufferPool } from '../pool/buffer-pool.js'
import type { Unpooled } from '../pool/object-pool.js'
import type { Endpoints } from '../route/endpoints.js'
import type { MessageQueue } from '../route/topic-route.js'
import { apache } from '../wire/generated/protocol.js'
import { rpcs } from '../wire/rpc-table.js'
import { type OutgoingMessage, readSendReply, SendEncoder, type SendOutcome } from '../wire/send-codec.js'
import type { CallOptions, RpcClient } from './rpc-client.js'

const { TransactionResolution, TransactionSource } = apache.rocketmq.v2

/** The end of a transaction that a server asked about, by the session: that server must get it. */
const answerCheck = { ...rpcs.endTransaction, plane: 'control' } as const

/** gRPC's own compression doubles the cost of a small call, and gains nothing on it. */
const COMPRESSION_THRESHOLD = 1024

/** A transaction whose end is to be told to the server. */
export interface TransactionEnd {
  topic: string
  messageId: string
  transactionId: string
  resolution: 'COMMIT' | 'ROLLBACK'
  /** Whether the client decided by itself, or the server asked. */
  source: 'CLIENT' | 'SERVER_CHECK'
}

interface ProducerCallsOptions {
  readonly namespace: string
  /** The host that messages are said to come from. */
  readonly bornHost: string
  readonly requestTimeoutMs: number
  /** Whether requests that are worth it are compressed as a whole. */
  readonly compress: boolean
  /** What requests are written into. */
  readonly buffers: BufferPool | Unpooled<Buffer, [size: number]>
}

/** The calls by which messages get to a server. */
export class ProducerCalls {
  readonly #rpc: RpcClient
  readonly #options: ProducerCallsOptions
  readonly #encoder: SendEncoder

  constructor(rpc: RpcClient, options: ProducerCallsOptions) {
    this.#rpc = rpc
    this.#options = options
    this.#encoder = new SendEncoder(options.namespace, options.bornHost)
  }

  /**
   * Has messages of one topic stored, all or none.
   *
   * @param limitMs the longest that it may take
   * @throws RocketMQError the server's refusal, why no answer came, or ABORTED if the limit ended it; EncodingError
   *   naming the message that cannot be written
   */
  async send(
    { topic, endpoints }: MessageQueue,
    messages: readonly OutgoingMessage[],
    limitMs: number,
  ): Promise<SendOutcome> {
    let bound = 0
    for (const message of messages) bound += SendEncoder.sizeBound(message)
    const { buffers } = this.#options
    const buffer = buffers.acquire(bound)
    try {
      const payload = this.#encoder.encode(messages, buffer)
      const options = this.#callOptions(payload.length, limitMs)
      const reply = await this.#rpc.callEncoded(endpoints, rpcs.sendMessage, payload, options)
      return readSendReply(reply, messages.length, topic, endpoints.key)
    } finally {
      buffers.release(buffer)
    }
  }

  /**
   * Ends a transaction at the proxy that holds it: its state lives in that proxy's memory, for 30 s after the
   * send or the server's question. The answer OK does not prove that the broker obeyed.
   */
  async endTransaction(endpoints: Endpoints, end: TransactionEnd): Promise<void> {
    const { topic, messageId, transactionId, resolution, source } = end
    await this.#rpc.request(
      endpoints,
      source === 'CLIENT' ? rpcs.endTransaction : answerCheck,
      {
        topic: this.#rpc.resource(topic),
        messageId,
        transactionId,
        resolution: TransactionResolution[resolution],
        source: TransactionSource[source === 'CLIENT' ? 'SOURCE_CLIENT' : 'SOURCE_SERVER_CHECK'],
      },
      `${resolution.toLowerCase()} transaction ${transactionId} of ${topic}`,
    )
  }

  /** Takes a delayed message back; gives its id. */
  async recall(endpoints: Endpoints, topic: string, recallHandle: string): Promise<string> {
    const request = { topic: this.#rpc.resource(topic), recallHandle }
    const reply = await this.#rpc.request(endpoints, rpcs.recallMessage, request, `recall from ${topic}`)
    return reply.messageId
  }

  #callOptions(bytes: number, limitMs: number): CallOptions {
    const { compress, requestTimeoutMs } = this.#options
    // Not by the request's deadline: one that is too short would pass for a broken connection.
    const signal = limitMs < requestTimeoutMs ? AbortSignal.timeout(limitMs) : undefined
    return { compress: compress && bytes >= COMPRESSION_THRESHOLD, limitMs, signal }
  }
}
