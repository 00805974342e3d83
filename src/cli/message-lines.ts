import type { Message } from '../index.js'

/** A longer one cannot become a message: a body of 4 MiB in base64, and what else a message has. */
const MAX_LINE_BYTES = 8 * 1024 * 1024
const NEWLINE = 0x0a
const RETURN = 0x0d

/** One line of a file, and where it stands. */
export interface Line {
  /** From 1. */
  number: number
  bytes: Buffer
  /** Bytes of the input up to the end of this line. */
  end: number
}

/** What is wrong with a line. */
export class LineError extends Error {}

/**
 * The lines of a stream that are not empty, one after the other: no more of it is held than one line and one chunk.
 *
 * @throws LineError for a line that is too long
 */
export async function* linesOf(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<Line> {
  let number = 0
  let end = 0
  let held: Buffer[] = []
  let heldBytes = 0
  const next = (piece: Buffer): Line | undefined => {
    const bytes = held.length === 0 ? piece : Buffer.concat([...held, piece])
    held = []
    heldBytes = 0
    number += 1
    end += bytes.length + 1
    const content = bytes.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes
    return content.length === 0 ? undefined : { number, bytes: content, end }
  }
  for await (const data of input) {
    const chunk =
      typeof data === 'string' ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.length)
    let start = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
      const line = next(chunk.subarray(start, at))
      start = at + 1
      if (line !== undefined) yield line
    }
    if (start === chunk.length) continue
    held.push(chunk.subarray(start))
    heldBytes += chunk.length - start
    if (heldBytes > MAX_LINE_BYTES)
      throw new LineError(
        `line ${number + 1} has more than ${MAX_LINE_BYTES} bytes; the server takes bodies of 4 MiB`,
      )
  }
  const last = held.length === 0 ? undefined : next(Buffer.alloc(0))
  if (last !== undefined) yield last
}

/** Properties without those that a server adds to a dead letter, such as `__SHARDINGKEY`, and takes from nobody. */
export function ownProperties(properties: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !/^__[A-Z]+$/.test(name)))
}

/** What a received message says of itself that a message to send does not have. */
const OF_RECEIVED = ['bodyEncoding', 'bodyBytes', 'receiptHandle']

/**
 * A message from a line of JSON: the fields of a message, or a line that `receive` printed. A body that is no text is
 * sent as JSON; with `"bodyEncoding": "base64"` it is decoded.
 *
 * @param defaults fields that hold where the line does not have them
 * @throws LineError
 */
export function messageFrom({ bytes, number }: Line, defaults: Partial<Message>): Message {
  const fields = parse(bytes, number)
  const { body, bodyEncoding, deliveryTimestamp } = fields
  if (body === undefined) throw new LineError(`line ${number} has no body`)
  if (bodyEncoding !== undefined && (bodyEncoding !== 'base64' || typeof body !== 'string'))
    throw new LineError(`line ${number}: bodyEncoding may only be base64, and the body a text then`)
  for (const name of OF_RECEIVED) delete fields[name]
  for (const name of Object.keys(fields)) if (fields[name] === null) delete fields[name]
  const { properties } = fields
  if (typeof properties === 'object') fields.properties = ownProperties(properties as Record<string, string>)
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    ...defaults,
    ...fields,
    // The flag is for all lines: without it each names its own.
    topic: defaults.topic ?? (fields.topic as string),
    body: bodyEncoding === undefined ? text : Buffer.from(text, 'base64'),
    ...(typeof deliveryTimestamp === 'string' ? { deliveryTimestamp: new Date(deliveryTimestamp) } : {}),
  }
}

function parse(bytes: Buffer, number: number): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new LineError(`line ${number} is not valid JSON`)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw new LineError(`line ${number} must be a JSON object with a body`)
}
