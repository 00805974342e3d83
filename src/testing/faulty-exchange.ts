import type { Fault } from './faults.js'
import type { GrpcCall } from './grpc-call.js'
import { v2 } from './protocol.js'
import { refusal } from './refusal.js'

/** Bytes that are no protobuf message: a field of number zero. */
export const GARBAGE = Buffer.from([0x00, 0xff, 0xff, 0xff, 0xff, 0xff])

/** How long what was sent takes, at most, to reach a client on the same machine. */
const FLUSH_MS = 20

/** What a fault lets come of a request before the work: go on, stop, or answer this error. */
export type Before = 'go on' | 'stop' | { answer: Error }

/** Does what a fault does before the work. */
export async function failBefore(fault: Fault, call: GrpcCall): Promise<Before> {
  if (fault.delayMs !== undefined) await delay(fault.delayMs, call)
  const { connection } = call
  if (fault.stallMs !== undefined) connection.stall(fault.stallMs)
  if (fault.goAway !== undefined) connection.goAway(fault.goAway, fault.goAwayText)
  if (fault.drop === 'request') return 'stop'
  if (fault.code !== undefined) return { answer: answerOf(fault) }
  if (fault.halfOpen) connection.freeze()
  else if (fault.cut === 'request') connection.cut()
  else if (fault.reset !== undefined) call.reset(fault.reset)
  else if (fault.httpStatus !== undefined) call.refuseByHttp(fault.httpStatus)
  else if (fault.grpcStatus !== undefined) call.finish(fault.grpcStatus, fault.message)
  else return 'go on'
  return 'stop'
}

/** Sends a reply as far as a fault lets it through. */
export function replyWith(fault: Fault, pieces: readonly object[], encode: Encode, call: GrpcCall): void {
  if (fault.drop === 'reply') return
  if (fault.cut === 'reply') call.connection.cut()
  else if (fault.garbage) sendOnly(call, GARBAGE)
  else if (fault.oversize !== undefined) sendOnly(call, Buffer.alloc(fault.oversize))
  else sendPieces(fault, fault.change === undefined ? pieces : pieces.map(fault.change), encode, call)
}

function sendPieces(fault: Fault, pieces: readonly object[], encode: Encode, call: GrpcCall): void {
  const isCut = fault.cut === 'midStream'
  for (const piece of isCut ? pieces.slice(0, 2) : pieces) call.send(encode(piece))
  // With an orderly end, lest a reset throws away what the client has not read yet.
  if (isCut) setTimeout(() => call.connection.cut('end'), FLUSH_MS)
  else call.finish()
}

/** Writes one message of a reply. */
export type Encode = (piece: object) => Uint8Array

function sendOnly(call: GrpcCall, message: Buffer): void {
  call.send(message)
  call.finish()
}

function answerOf({ code, message = 'a scripted fault' }: Fault): Error {
  if (typeof code === 'string') return refusal(code as Parameters<typeof refusal>[0], message)
  return Object.assign(refusal('UNKNOWN_SERVER_CODE', message), {
    serverCode: code ?? v2.Code.CODE_UNSPECIFIED,
  })
}

/** Waits, but not beyond the call's end. */
function delay(ms: number, call: GrpcCall): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    call.whenOver(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
