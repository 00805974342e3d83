import { Reader, Writer } from 'protobufjs/minimal.js'
import type { ServerTraits } from './server-settings.js'

/** `file_containing_symbol` of a request, and where a reply says what was asked, and what was found or not. */
const FILE_CONTAINING_SYMBOL = 4
const ORIGINAL_REQUEST = 2
const FILE_DESCRIPTOR_RESPONSE = 4
const ERROR_RESPONSE = 7
const NOT_FOUND = 5

const PACKAGE = 'apache.rocketmq.v2'
const TYPE_STRING = 9
const TYPE_BYTES = 12
const TYPE_INT32 = 5

/** A field, as far as a reader of the double's reflection may look. */
type Field = readonly [name: string, number: number, type: number]

/**
 * Answers a `ServerReflectionRequest`. Of the real descriptors it gives the few fields by which clients tell
 * versions apart.
 */
export function reflect(request: Buffer, traits: ServerTraits): Uint8Array {
  const symbol = symbolOf(request)
  const file = symbol === undefined ? undefined : fileOf(symbol, traits)
  if (file !== undefined)
    return encode([ORIGINAL_REQUEST, request], [FILE_DESCRIPTOR_RESPONSE, encode([1, file])])
  const error = encode([1, NOT_FOUND], [2, 'Symbol not found'])
  return encode([ORIGINAL_REQUEST, request], [ERROR_RESPONSE, error])
}

function symbolOf(request: Buffer): string | undefined {
  const reader = Reader.create(request)
  while (reader.pos < reader.len) {
    const key = reader.uint32()
    if (key === lengthDelimited(FILE_CONTAINING_SYMBOL)) return reader.string()
    reader.skipType(key & 7)
  }
  return undefined
}

function fileOf(symbol: string, traits: ServerTraits): Uint8Array | undefined {
  if (symbol === `${PACKAGE}.MessagingService`) return serviceFile(traits)
  if (symbol === `${PACKAGE}.Message` || symbol === `${PACKAGE}.SystemProperties`)
    return definitionFile(traits)
  return undefined
}

function definitionFile(traits: ServerTraits): Uint8Array {
  const system: Field[] = [
    ['tag', 1, TYPE_STRING],
    ['keys', 2, TYPE_STRING],
    ['message_id', 3, TYPE_STRING],
    ['message_group', 17, TYPE_STRING],
  ]
  if (traits.knowsPriority) system.push(['lite_topic', 21, TYPE_STRING], ['priority', 22, TYPE_INT32])
  const body = message('Message', [['body', 4, TYPE_BYTES]])
  return file('definition.proto', [4, message('SystemProperties', system)], [4, body])
}

function serviceFile(traits: ServerTraits): Uint8Array {
  const entry: Field[] = [
    ['message_id', 2, TYPE_STRING],
    ['transaction_id', 3, TYPE_STRING],
  ]
  if (traits.knowsRecall) entry.push(['recall_handle', 5, TYPE_STRING])
  const service = encode([1, 'MessagingService'])
  return file('service.proto', [4, message('SendResultEntry', entry)], [6, service])
}

/** A `FileDescriptorProto`; messages are its field 4, services its field 6. */
function file(name: string, ...contents: EncodedField[]): Uint8Array {
  return encode([1, `apache/rocketmq/v2/${name}`], [2, PACKAGE], ...contents, [12, 'proto3'])
}

/** A `DescriptorProto`. */
function message(name: string, fields: readonly Field[]): Uint8Array {
  const described = fields.map(([field, number, type]) => encode([1, field], [3, number], [5, type]))
  return encode([1, name], ...described.map(bytes => [2, bytes] as const))
}

/** A field as it is written: its number and its value. */
type EncodedField = readonly [number: number, value: string | number | Uint8Array]

/** Writes a message of any type. */
function encode(...fields: EncodedField[]): Uint8Array {
  const writer = Writer.create()
  for (const [number, value] of fields) {
    if (typeof value === 'number') writer.uint32(number << 3).int32(value)
    else if (typeof value === 'string') writer.uint32(lengthDelimited(number)).string(value)
    else writer.uint32(lengthDelimited(number)).bytes(value)
  }
  return writer.finish()
}

function lengthDelimited(field: number): number {
  return (field << 3) | 2
}
