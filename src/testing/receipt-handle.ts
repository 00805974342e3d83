import { RocketMQError } from '../errors.js'

/** What a receipt handle says of its delivery. The layout is the server's: eight or more words. */
export interface ReceiptHandle {
  /** When the message was taken. */
  readonly takenAt: number
  /** For how long nobody else gets it. */
  readonly invisibleMs: number
  readonly broker: string
  readonly queueId: number
  readonly offset: number
  /** Which delivery it was, among all of the broker's. */
  readonly serial: number
}

/** Writes a handle. */
export function formatReceiptHandle(handle: ReceiptHandle): string {
  const { takenAt, invisibleMs, broker, queueId, offset, serial } = handle
  return `${offset} ${takenAt} ${invisibleMs} 0 0 ${broker} ${queueId} ${offset} ${serial}`
}

/** Reads a handle. One that is malformed is an internal error to the server, not a refusal. */
export function parseReceiptHandle(text: string): ReceiptHandle {
  const words = text.split(' ')
  const [, takenAt, invisibleMs, , , broker = '', queueId, offset, serial] = words
  if (words.length < 8) throw new RocketMQError('INTERNAL', `Parse failed, dataList size ${words.length}`)
  return {
    takenAt: Number(takenAt),
    invisibleMs: Number(invisibleMs),
    broker,
    queueId: Number(queueId),
    offset: Number(offset),
    serial: Number(serial),
  }
}
