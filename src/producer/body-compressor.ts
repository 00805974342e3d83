import { BatchProcessor } from '../batch/batch-processor.js'
import type { BatchBudget } from '../batch/lane-scheduler.js'
import type { RocketMQError } from '../errors.js'
import { encodeBody, SNAPPY_MARK } from '../message/body-encoding.js'
import { hasRoomForProperties } from '../message/message-validation.js'
import { SendEncoder } from '../wire/send-codec.js'
import type { Envelope } from './envelope.js'
import type { CompressionOptions, ProducerConfiguration } from './producer-options.js'

/** Bodies compressed at once; larger ones share the four threads of Node's pool. */
const MAX_COMPRESSIONS = 8

/** Compresses bodies that are large enough and get smaller by it, a bounded number of them at a time. */
export class BodyCompressor {
  /** Messages that wait to be compressed. */
  readonly queue: BatchProcessor<Envelope>
  /** Bodies of so many bytes and more are to be compressed. */
  readonly thresholdBytes: number
  readonly #options: CompressionOptions

  /**
   * @param budget that of all messages that wait
   * @param onFailed called with a message that leaves the queue because it failed, was aborted or refused
   */
  constructor(
    { compression, batch }: Pick<ProducerConfiguration, 'compression' | 'batch'>,
    budget: BatchBudget,
    onFailed: (envelope: Envelope, error: RocketMQError) => void,
  ) {
    this.#options = compression
    this.thresholdBytes = compression.codec === 'none' ? Number.POSITIVE_INFINITY : compression.thresholdBytes
    this.queue = new BatchProcessor<Envelope>(
      {
        name: 'send compression',
        sizeOf: SendEncoder.sizeBound,
        bufferSize: batch.bufferSize,
        bufferBytes: batch.bufferBytes,
        onFull: batch.onFull,
        batchSize: 1,
        maxInFlight: MAX_COMPRESSIONS,
        handler: ([envelope]) => this.compress(envelope as Envelope),
        onDone: (envelope, error) => {
          if (error !== undefined) onFailed(envelope, error)
        },
      },
      budget,
    )
  }

  async compress(envelope: Envelope): Promise<void> {
    const encoded = await encodeBody(envelope.body, this.#optionsFor(envelope))
    envelope.packed = true
    envelope.body = encoded.body
    envelope.bodyBytes = encoded.bodyBytes
    envelope.bodyEncoding = encoded.encoding
    envelope.markKey = encoded.mark?.key
    envelope.markValue = encoded.mark?.value
  }

  /** A mark is one property more, which a message that is full of its own cannot carry. */
  #optionsFor(envelope: Envelope): CompressionOptions {
    const { key, value } = SNAPPY_MARK
    if (this.#options.codec !== 'snappy') return this.#options
    if (hasRoomForProperties(envelope, 1, key.length + value.length)) return this.#options
    return { ...this.#options, codec: 'none' }
  }
}
