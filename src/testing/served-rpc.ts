import type { Writer } from 'protobufjs/minimal.js'
import type { Need } from './access-control.js'
import type { CallContext } from './call-context.js'
import type { RpcName } from './faults.js'
import { v2 } from './protocol.js'
import { statusOf } from './refusal.js'

/** What a procedure answers: the messages of the reply, and what to do if nobody hears them. */
export interface Answer {
  readonly pieces: readonly object[]
  undo?(): void
}

/** A procedure as the double serves it, whatever the types of its messages. */
export interface ServedRpc {
  readonly name: RpcName
  decode(bytes: Uint8Array): object
  encode(reply: object): Uint8Array
  /** What the caller must be allowed to do. */
  needs(request: object): readonly Need[]
  serve(request: object, context: CallContext): Answer | Promise<Answer>
  /** The reply that tells of an error. */
  refuse(thrown: unknown): readonly object[]
}

interface Decoder {
  decode(bytes: Uint8Array): object
}
interface Encoder {
  encode(message: object): Writer
}

type Handler<Q, S> = (request: Q, context: CallContext) => S | Promise<S>
type Needs<Q> = (request: Q) => readonly Need[]

/** A procedure with one request and one reply that has a status. */
export function unary<Q extends object, S extends object>(
  name: RpcName,
  [request, reply]: readonly [Decoder, Encoder],
  handler: Handler<Q, S>,
  needs: Needs<Q>,
): ServedRpc {
  return {
    name,
    decode: bytes => request.decode(bytes),
    encode: message => reply.encode(message).finish(),
    needs: message => needs(message as Q),
    serve: async (message, context) => ({ pieces: [await handler(message as Q, context)] }),
    refuse: thrown => [{ status: statusOf(thrown) }],
  }
}

/** ReceiveMessage, whose reply is a stream that ends with a time even when it is refused. */
export function receiving(
  now: () => { seconds: number; nanos: number },
  handler: Handler<v2.IReceiveMessageRequest, Answer>,
  needs: Needs<v2.IReceiveMessageRequest>,
): ServedRpc {
  return {
    name: 'ReceiveMessage',
    decode: bytes => v2.ReceiveMessageRequest.decode(bytes),
    encode: message => v2.ReceiveMessageResponse.encode(message).finish(),
    needs: message => needs(message),
    serve: (message, context) => handler(message, context),
    refuse: thrown => [{ status: statusOf(thrown) }, { deliveryTimestamp: now() }],
  }
}
