import { createRequire } from 'node:module'
import { bodies } from './bodies.js'
import type { SendLoad, SubjectSetup } from './protocol.js'
import {
  callHeaders,
  checkStatus,
  encodeSend,
  loadProtocol,
  type Protocol,
  pathOf,
} from './protocol-codec.js'
import { type SendCalls, type Sender, singleCalls } from './sender.js'

type Grpc = typeof import('@grpc/grpc-js')

const TIMEOUT_MS = 10_000

/** grpc-js with one message a call: what a client without batches could reach at best. */
export class GrpcSender implements Sender {
  readonly #setup: SubjectSetup
  #v2!: Protocol
  #client!: InstanceType<Grpc['Client']>
  #metadata!: InstanceType<Grpc['Metadata']>

  constructor(setup: SubjectSetup) {
    this.#setup = setup
  }

  async start(): Promise<void> {
    const { endpoints, sdk } = this.#setup
    this.#v2 = await loadProtocol(sdk)
    // The version that the SDK itself uses.
    const { Client, Metadata, credentials } = createRequire(sdk)('@grpc/grpc-js') as Grpc
    this.#client = new Client(endpoints, credentials.createInsecure(), { 'grpc.enable_retries': 0 })
    this.#metadata = new Metadata()
    const headers = callHeaders(`bench-grpc-${process.pid}`)
    for (const name in headers) this.#metadata.set(name, headers[name] as string)
  }

  prepare(load: SendLoad): SendCalls {
    return singleCalls(load, bodies(load.bodyBytes, load.content), body => this.send(body))
  }

  send(body: Buffer): Promise<void> {
    const payload = encodeSend(this.#v2, this.#setup.topic, [body])
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        pathOf('SendMessage'),
        (bytes: Buffer) => bytes,
        (bytes: Buffer) => this.#v2.SendMessageResponse.decode(bytes),
        payload,
        this.#metadata,
        { deadline: Date.now() + TIMEOUT_MS },
        (failure, reply) => {
          if (failure) return reject(failure)
          try {
            checkStatus(this.#v2, reply?.status)
            resolve()
          } catch (refusal) {
            reject(refusal)
          }
        },
      )
    })
  }

  async close(): Promise<void> {
    this.#client.close()
  }
}
