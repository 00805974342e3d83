import type { BareCalls } from './bare-calls.js'
import { BareGrpc, frame } from './bare-grpc.js'
import { callHeaders } from './protocol-codec.js'

/** Calls over `node:http2` alone. */
export class Http2Calls implements BareCalls {
  readonly #client: BareGrpc

  constructor(endpoints: string) {
    this.#client = new BareGrpc(endpoints, callHeaders(`bench-http2-${process.pid}`))
  }

  call(method: string, payload: Uint8Array): Promise<Buffer[]> {
    return this.#client.call(method, frame(payload))
  }

  converse(method: string, payload: Uint8Array): Promise<void> {
    return this.#client.converse(method, frame(payload))
  }

  close(): void {
    this.#client.close()
  }
}
