import { bodies } from './bodies.js'
import { type GrpcClient, openGrpcClient } from './grpc-client.js'
import type { SendLoad, SubjectSetup } from './protocol.js'
import { checkStatus, encodeSend, loadProtocol, type Protocol, pathOf } from './protocol-codec.js'
import { type SendCalls, type Sender, singleCalls } from './sender.js'

const TIMEOUT_MS = 10_000

/** grpc-js with one message a call: what a client without batches could reach at best. */
export class GrpcSender implements Sender {
  readonly #setup: SubjectSetup
  #v2!: Protocol
  #grpc!: GrpcClient

  constructor(setup: SubjectSetup) {
    this.#setup = setup
  }

  async start(): Promise<void> {
    const { endpoints, sdk } = this.#setup
    this.#v2 = await loadProtocol(sdk)
    this.#grpc = openGrpcClient(endpoints, sdk)
  }

  prepare(load: SendLoad): SendCalls {
    return singleCalls(load, bodies(load.bodyBytes, load.content), body => this.send(body))
  }

  send(body: Buffer): Promise<void> {
    const payload = encodeSend(this.#v2, this.#setup.topic, [body])
    const { client, metadata } = this.#grpc
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest(
        pathOf('SendMessage'),
        (bytes: Buffer) => bytes,
        (bytes: Buffer) => this.#v2.SendMessageResponse.decode(bytes),
        payload,
        metadata,
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
    this.#grpc.client.close()
  }
}
