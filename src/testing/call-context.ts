import type { GrpcCall } from './grpc-call.js'
import { refusal } from './refusal.js'

/** Who calls, as the headers tell. */
export interface CallContext {
  readonly clientId: string
  /** The `x-mq-language` header. */
  readonly language: string | undefined
  /** The `x-mq-client-version` header. */
  readonly clientVersion: string | undefined
  readonly call: GrpcCall
}

/** Reads the headers; a call without a client id is refused. */
export function contextOf(call: GrpcCall): CallContext {
  const clientId = header(call, 'x-mq-client-id')
  if (clientId === undefined || clientId === '')
    throw refusal('CLIENT_ID_REQUIRED', 'client id cannot be empty')
  return {
    clientId,
    language: header(call, 'x-mq-language'),
    clientVersion: header(call, 'x-mq-client-version'),
    call,
  }
}

/** One header of a call. */
export function header(call: GrpcCall, name: string): string | undefined {
  const value = call.headers[name]
  return Array.isArray(value) ? value[0] : value
}
