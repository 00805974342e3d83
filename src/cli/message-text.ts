import { isUtf8 } from 'node:buffer'
import type { Message, MessageView } from '../index.js'
import { type Terminal, UsageError } from './command.js'
import { atMostOne } from './flags.js'

/** How received messages are printed: the body's bytes alone, bodies in base64, or a line with `{fields}` in it. */
export const outputFlags = {
  raw: { type: 'boolean' },
  base64: { type: 'boolean' },
  format: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** Values of {@link outputFlags}. */
export type OutputValues = Partial<Record<'raw' | 'base64' | 'json', boolean>> & { format?: string }

const SEPARATOR = Buffer.from('\n')

/** Prints one message; settles when it is written. */
export type MessageWriter = (message: MessageView) => Promise<void>

/** @throws UsageError for a format with a field that no message has, and for flags that exclude each other */
export function writerFor(values: OutputValues, terminal: Terminal): MessageWriter {
  atMostOne(values, 'raw', 'base64')
  atMostOne(values, 'raw', 'format', 'json')
  const { raw, base64 = false, format } = values
  if (raw) return rawWriter(terminal)
  if (format !== undefined) {
    const parts = parseFormat(format)
    return message => terminal.print(parts.map(part => part(message, base64)).join(''))
  }
  return message => terminal.print(JSON.stringify(asJson(message, base64)))
}

/** JSON has no bytes: what is text stands as it is, everything else in base64, marked as such. */
function asJson(message: MessageView, base64: boolean): Record<string, unknown> {
  const { body } = message
  const content =
    !base64 && isUtf8(body)
      ? { body: message.text() }
      : { body: body.toString('base64'), bodyEncoding: 'base64' }
  return { ...message.toJSON(), ...content }
}

/** A newline stands between bodies and not behind the last, so that one alone is what was sent, to the byte. */
function rawWriter(terminal: Terminal): MessageWriter {
  let first = true
  return async message => {
    if (!first) await terminal.write(SEPARATOR)
    first = false
    await terminal.write(message.body)
  }
}

type Part = (message: MessageView, base64: boolean) => string

const FIELDS: Readonly<Record<string, (message: MessageView) => unknown>> = {
  messageId: message => message.messageId,
  topic: message => message.topic,
  tag: message => message.tag,
  keys: message => message.keys.join(','),
  properties: message => JSON.stringify(message.properties),
  messageGroup: message => message.messageGroup,
  liteTopic: message => message.liteTopic,
  priority: message => message.priority,
  deliveryTimestamp: message => message.deliveryTimestamp?.toISOString(),
  bornTimestamp: message => message.bornTimestamp.toISOString(),
  bornHost: message => message.bornHost,
  storeTimestamp: message => message.storeTimestamp?.toISOString(),
  deliveryAttempt: message => message.deliveryAttempt,
  queueId: message => message.queueId,
  offset: message => message.offset,
  bodyBytes: message => message.body.length,
}

/** What may stand in the braces of a format, for `--help`. */
export const FORMAT_FIELDS = ['body', ...Object.keys(FIELDS), 'properties.NAME']

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '{': '{' }

/** The pieces of a format such as `{offset}\t{body}`. */
function parseFormat(format: string): Part[] {
  const pieces = format.match(/\\.|\{[^}]*\}|[^\\{]+|[\\{]/gs) ?? []
  return pieces.map(piece => {
    if (piece.startsWith('{') && piece.endsWith('}') && piece.length > 1) return field(piece.slice(1, -1))
    const text = piece.startsWith('\\') ? (ESCAPES[piece.slice(1)] ?? piece) : piece
    return () => text
  })
}

function field(name: string): Part {
  if (name === 'body') return (message, base64) => (base64 ? message.body.toString('base64') : message.text())
  const property = /^properties\.(.+)$/s.exec(name)?.[1]
  if (property !== undefined)
    return ({ properties }) => (Object.hasOwn(properties, property) ? (properties[property] as string) : '')
  const read = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
  if (read === undefined)
    throw new UsageError(`--format: there is no {${name}}; there are ${FORMAT_FIELDS.join(', ')}`)
  return message => String(read(message) ?? '')
}

/** A longer one cannot become a message: a body of 4 MiB in base64, and what else a message has. */
const MAX_LINE_BYTES = 8 * 1024 * 1024
const NEWLINE = 0x0a
const RETURN = 0x0d

/** One line of a file, and where it stands. */
interface Line {
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
