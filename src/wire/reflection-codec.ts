import { Reader, Writer } from 'protobufjs/minimal.js'
import type { Rpc } from './rpc-table.js'

/** Field of `ServerReflectionRequest` that asks for the file which declares a symbol. */
const FILE_CONTAINING_SYMBOL = 4
/** Field of `ServerReflectionResponse` that carries the answer. */
const FILE_DESCRIPTOR_RESPONSE = 4
/** Field of `FileDescriptorResponse` that carries each serialized file. */
const FILE_DESCRIPTOR_PROTO = 1

/**
 * The one reflection call we make, coded by hand: grpc-js has no reflection client. The RocketMQ proxy offers
 * `v1alpha` and not `v1`, to anybody, credentials or not.
 */
export const fileContainingSymbol: Rpc<string, string> = {
  method: 'ServerReflectionInfo',
  path: '/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo',
  plane: 'control',
  request: {
    encode: symbol =>
      Writer.create()
        .uint32((FILE_CONTAINING_SYMBOL << 3) | 2)
        .string(symbol),
  },
  reply: { decode: descriptorText },
}

/**
 * The descriptors of the answer as Latin-1 text. Names stand in a descriptor as they are, so looking for a
 * field's name needs no descriptor library. Empty if the server answered with an error.
 */
function descriptorText(reader: Reader): string {
  const files: string[] = []
  eachField(reader, FILE_DESCRIPTOR_RESPONSE, response =>
    eachField(Reader.create(response), FILE_DESCRIPTOR_PROTO, file => {
      files.push(Buffer.from(file).toString('latin1'))
    }),
  )
  return files.join('')
}

function eachField(reader: Reader, field: number, visit: (bytes: Uint8Array) => void): void {
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    if (tag === ((field << 3) | 2)) visit(reader.bytes())
    else reader.skipType(tag & 7)
  }
}
