import { defaultConnectionPoolOptions } from '../../src/remoting/endpoint-connections.js'
import { RpcClient, type RpcClientOptions } from '../../src/remoting/rpc-client.js'

/** An RPC client with short time-outs, for tests that call without a producer or consumer. */
export function rpcClient(options: Partial<RpcClientOptions> = {}): RpcClient {
  return new RpcClient({
    clientId: 'test@1@0@a',
    namespace: '',
    credentials: undefined,
    tls: undefined,
    requestTimeoutMs: 3_000,
    transport: 'direct',
    connectionPool: defaultConnectionPoolOptions,
    gzip: false,
    ...options,
  })
}

/** The error a promise rejects with; fails the test if it does not. */
export async function failureOf<T = { code: string; message: string; retryable: boolean }>(
  promise: Promise<unknown>,
): Promise<T> {
  const outcome = await promise.then(
    value => ({ value }),
    (error: T) => ({ error }),
  )
  if ('error' in outcome) return outcome.error
  throw new Error(`it did not fail, but gave ${JSON.stringify(outcome.value)}`)
}
