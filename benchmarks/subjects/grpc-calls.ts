import type { BareCalls } from './bare-calls.js'
import { type GrpcClient, openGrpcClient } from './grpc-client.js'
import { pathOf } from './protocol-codec.js'

/** The server takes no receive without a deadline. */
const DEADLINE_MS = 30_000

const same = (bytes: Buffer) => bytes

/** The same bytes, not a copy. */
const asBuffer = ({ buffer, byteOffset, length }: Uint8Array) => Buffer.from(buffer, byteOffset, length)

/** Calls over grpc-js, in the version that the SDK itself uses. */
export class GrpcCalls implements BareCalls {
  readonly #grpc: GrpcClient

  constructor(endpoints: string, sdk: string) {
    this.#grpc = openGrpcClient(endpoints, sdk)
  }

  call(method: string, payload: Uint8Array): Promise<Buffer[]> {
    const { client, metadata } = this.#grpc
    return new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + DEADLINE_MS }
      const request = asBuffer(payload)
      const stream = client.makeServerStreamRequest(pathOf(method), same, same, request, metadata, options)
      const messages: Buffer[] = []
      stream.on('data', (message: Buffer) => messages.push(message))
      stream.once('error', reject)
      stream.once('end', () => resolve(messages))
    })
  }

  converse(method: string, payload: Uint8Array): Promise<void> {
    const { client, metadata } = this.#grpc
    return new Promise((resolve, reject) => {
      const stream = client.makeBidiStreamRequest(pathOf(method), same, same, metadata)
      stream.once('data', () => resolve())
      stream.once('error', reject)
      stream.once('end', () => reject(new Error(`${method} was ended by the server`)))
      stream.write(asBuffer(payload))
    })
  }

  close(): void {
    this.#grpc.client.close()
  }
}
