import { RocketMQError } from '../errors.js'

/** What a receipt handle says of its delivery. The layout is the server's: eight or more words. */
export interface ReceiptHandle {
  /** Offset of the first message of the checkpoint that keeps track of the delivery. */
  readonly startOffset: number
  /** When the message was taken. */
  readonly takenAt: number
  /** For how long nobody else gets it. */
  readonly invisibleMs: number
  /** Which delivery it was, among all of the broker's. */
  readonly serial: number
  readonly broker: string
  readonly queueId: number
  readonly offset: number
  /** Where the message stands among all of the broker's. */
  readonly logOffset: number
}

/** Writes the handle of a delivery. */
export function formatReceiptHandle(handle: ReceiptHandle): string {
  return `${wordsOf(handle)} ${handle.logOffset}`
}

/**
 * Writes the handle that a LOCAL proxy answers with when the invisible time of the delivery `before` was changed to
 * `after`. It is faulty: a checkpoint of its own begins at the message, but the handle says where the old one began;
 * and the place in the log stands one word too far, so that it is read as 0.
 */
export function formatFaultyReceiptHandle(before: ReceiptHandle, after: ReceiptHandle): string {
  return `${wordsOf({ ...after, startOffset: before.startOffset })} 0 ${before.logOffset}`
}

function wordsOf(handle: ReceiptHandle): string {
  const { startOffset, takenAt, invisibleMs, serial, broker, queueId, offset } = handle
  return `${startOffset} ${takenAt} ${invisibleMs} ${serial} 0 ${broker} ${queueId} ${offset}`
}

/** Reads a handle. One that is malformed is an internal error to the server, not a refusal. */
export function parseReceiptHandle(text: string): ReceiptHandle {
  const words = text.split(' ')
  const [startOffset, takenAt, invisibleMs, serial, , broker = '', queueId, offset, logOffset = 0] = words
  if (words.length < 8) throw new RocketMQError('INTERNAL', `Parse failed, dataList size ${words.length}`)
  return {
    startOffset: Number(startOffset),
    takenAt: Number(takenAt),
    invisibleMs: Number(invisibleMs),
    serial: Number(serial),
    broker,
    queueId: Number(queueId),
    offset: Number(offset),
    logOffset: Number(logOffset),
  }
}
