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
const TYPE_INT32 = 5

/** A field, as far as a reader of the double's reflection may look. */
type Field = readonly [name: string, number: number, type: number]

/**
 * Answers a `ServerReflectionRequest`. Of the real descriptors it gives the few fields by which clients tell
 * versions apart.
 */
export function reflect(request: Buffer, traits: ServerTraits): Uint8Array {
  const symbol = symbolOf(request)
  const writer = Writer.create().uint32(tag(ORIGINAL_REQUEST)).bytes(request)
  const file = symbol === undefined ? undefined : fileOf(symbol, traits)
  if (file === undefined) {
    const error = Writer.create()
      .uint32(8)
      .int32(NOT_FOUND)
      .uint32(tag(2))
      .string('Symbol not found')
      .finish()
    return writer.uint32(tag(ERROR_RESPONSE)).bytes(error).finish()
  }
  const response = Writer.create().uint32(tag(1)).bytes(file).finish()
  return writer.uint32(tag(FILE_DESCRIPTOR_RESPONSE)).bytes(response).finish()
}

function symbolOf(request: Buffer): string | undefined {
  const reader = Reader.create(request)
  while (reader.pos < reader.len) {
    const key = reader.uint32()
    if (key === tag(FILE_CONTAINING_SYMBOL)) return reader.string()
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
  const messages = [message('SystemProperties', system), message('Message', [['body', 4, 12]])]
  return file('apache/rocketmq/v2/definition.proto', messages, [])
}

function serviceFile(traits: ServerTraits): Uint8Array {
  const entry: Field[] = [
    ['message_id', 2, TYPE_STRING],
    ['transaction_id', 3, TYPE_STRING],
  ]
  if (traits.knowsRecall) entry.push(['recall_handle', 5, TYPE_STRING])
  const service = Writer.create().uint32(tag(1)).string('MessagingService').finish()
  return file('apache/rocketmq/v2/service.proto', [message('SendResultEntry', entry)], [service])
}

/** A `FileDescriptorProto`. */
function file(name: string, messages: Uint8Array[], services: Uint8Array[]): Uint8Array {
  const writer = Writer.create().uint32(tag(1)).string(name).uint32(tag(2)).string(PACKAGE)
  for (const bytes of messages) writer.uint32(tag(4)).bytes(bytes)
  for (const bytes of services) writer.uint32(tag(6)).bytes(bytes)
  return writer.uint32(tag(12)).string('proto3').finish()
}

/** A `DescriptorProto`. */
function message(name: string, fields: readonly Field[]): Uint8Array {
  const writer = Writer.create().uint32(tag(1)).string(name)
  for (const [field, number, type] of fields) {
    const bytes = Writer.create()
      .uint32(tag(1))
      .string(field)
      .uint32(24)
      .int32(number)
      .uint32(40)
      .int32(type)
      .finish()
    writer.uint32(tag(2)).bytes(bytes)
  }
  return writer.finish()
}

/** The key of a length-delimited field. */
function tag(field: number): number {
  return (field << 3) | 2
}
