import { createRequire } from 'node:module'
import type { BareCalls } from './bare-calls.js'
import { callHeaders, pathOf } from './protocol-codec.js'

type Grpc = typeof import('@grpc/grpc-js')

/** The server takes no receive without a deadline. */
const DEADLINE_MS = 30_000

const same = (bytes: Buffer) => bytes

/** Calls over grpc-js, in the version that the SDK itself uses. */
export class GrpcCalls implements BareCalls {
  readonly #client: InstanceType<Grpc['Client']>
  readonly #metadata: InstanceType<Grpc['Metadata']>

  constructor(endpoints: string, sdk: string) {
    const { Client, Metadata, credentials } = createRequire(sdk)('@grpc/grpc-js') as Grpc
    this.#client = new Client(endpoints, credentials.createInsecure(), { 'grpc.enable_retries': 0 })
    this.#metadata = new Metadata()
    const headers = callHeaders(`bench-grpc-${process.pid}`)
    for (const name in headers) this.#metadata.set(name, headers[name] as string)
  }

  call(method: string, payload: Uint8Array): Promise<Buffer[]> {
    return new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + DEADLINE_MS }
      const request = Buffer.from(payload)
      const stream = this.#client.makeServerStreamRequest(
        pathOf(method),
        same,
        same,
        request,
        this.#metadata,
        options,
      )
      const messages: Buffer[] = []
      stream.on('data', (message: Buffer) => messages.push(message))
      stream.once('error', reject)
      stream.once('end', () => resolve(messages))
    })
  }

  converse(method: string, payload: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      const stream = this.#client.makeBidiStreamRequest(pathOf(method), same, same, this.#metadata)
      stream.once('data', () => resolve())
      stream.once('error', reject)
      stream.once('end', () => reject(new Error(`${method} was ended by the server`)))
      stream.write(Buffer.from(payload))
    })
  }

  close(): void {
    this.#client.close()
  }
}
