import { isUtf8 } from 'node:buffer'
import type { MessageView } from '../index.js'
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
export type OutputValues = {
  raw?: boolean | undefined
  base64?: boolean | undefined
  format?: string | undefined
  json?: boolean | undefined
}

const NEWLINE = Buffer.from('\n')

/** Prints one message; settles when it is written. */
export type MessageWriter = (message: MessageView) => Promise<void>

/** @throws UsageError for a format with a field that no message has, and for flags that exclude each other */
export function writerFor(values: OutputValues, terminal: Terminal): MessageWriter {
  atMostOne(values, 'raw', 'base64')
  atMostOne(values, 'raw', 'format', 'json')
  const { raw, base64 = false, format } = values
  if (raw) return rawWriter(terminal)
  if (format !== undefined) {
    const parts = parse(format)
    return message => terminal.print(parts.map(part => part(message, base64)).join(''))
  }
  return message => terminal.print(JSON.stringify(asJson(message, base64)))
}

/** JSON has no bytes: what is text stands as it is, everything else in base64, marked as such. */
export function asJson(message: MessageView, base64 = false): Record<string, unknown> {
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
    if (!first) await terminal.write(NEWLINE)
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
function parse(format: string): Part[] {
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
