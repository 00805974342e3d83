import { createHmac } from 'node:crypto'
import { connect, isIP, type Socket } from 'node:net'
import { checkServerIdentity, type PeerCertificate, connect as tlsConnect } from 'node:tls'
import { RocketMQError, reasonOf } from '../errors.js'
import type { Address } from '../route/endpoints.js'
import { Deadline } from '../waiting/deadline.js'
import type { Credentials } from './credentials.js'
import type { TlsSettings } from './dial.js'

/** Bytes before the header: the length of all that follows, and that of the header with its encoding in the top byte. */
const PREFIX_BYTES = 8
/** No answer to what is asked here comes near it. */
const MAX_REPLY_BYTES = 4 * 1024 * 1024
const SUCCESS = 0
/** What every server knows for a language that has no code of its own there. */
const LANGUAGE = 'OTHER'

/** A request of RocketMQ's remoting protocol, which name servers and brokers speak. */
export interface RemotingRequest {
  readonly code: number
  readonly fields: Readonly<Record<string, string>>
}

/** How servers are asked. */
export interface RemotingSettings {
  readonly tls: TlsSettings | undefined
  readonly credentials: Credentials | undefined
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

interface ReplyHeader {
  code?: unknown
  remark?: unknown
}

/** The peer closed the connection before it answered: most often it wants TLS, or wants none. */
export class ClosedUnanswered extends RocketMQError {
  /** @param reason the system's word, if it had one */
  constructor(reason: string) {
    super(
      'WRONG_PROTOCOL',
      `it closed the connection without an answer${reason}: the port may belong to something else than a name server or broker, or may expect TLS`,
      { retryable: true },
    )
  }
}

/**
 * Asks one server once, on a connection of its own: what is asked so is little and seldom.
 *
 * @returns the body of the answer
 * @throws RocketMQError why it cannot be asked, or the reason for which it refused; the address is the caller's to name
 */
export function callRemoting(
  address: Address,
  request: RemotingRequest,
  settings: RemotingSettings,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const { tls, credentials, timeoutMs, signal } = settings
    const socket = tls === undefined ? connect({ ...address, noDelay: true }) : secure(address, tls)
    const chunks: Buffer[] = []
    let received = 0
    const end = (settle: () => void) => {
      deadline.clear()
      signal.removeEventListener('abort', onAbort)
      socket.removeAllListeners('data')
      socket.destroy()
      settle()
    }
    const fail = (error: RocketMQError) => end(() => reject(error))
    const onAbort = () => fail(new RocketMQError('CLOSED', 'nobody waits for the answer any more'))
    const deadline = new Deadline(timeoutMs, () =>
      fail(new RocketMQError('TIMEOUT', `no answer within ${timeoutMs} ms`, { retryable: true })),
    ).unref()
    if (signal.aborted) {
      socket.on('error', () => {})
      onAbort()
      return
    }
    signal.addEventListener('abort', onAbort)
    socket.on('error', error => fail(connectionError(error)))
    socket.on('close', () => fail(new ClosedUnanswered('')))
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      received += chunk.length
      try {
        if (received < frameLength(chunks)) return
        const body = readReply(Buffer.concat(chunks, received))
        end(() => resolve(body))
      } catch (error) {
        fail(RocketMQError.from(error))
      }
    })
    socket.write(encode(request, credentials))
  })
}

/** Verified as all that this client dials. */
function secure(address: Address, tls: TlsSettings): Socket {
  const name = (tls.serverName ?? address.host).replace(/\.$/, '')
  return tlsConnect({
    ...address,
    secureContext: tls.context,
    rejectUnauthorized: tls.rejectUnauthorized,
    checkServerIdentity: (_: string, certificate: PeerCertificate) => checkServerIdentity(name, certificate),
    ...(isIP(name) === 0 ? { servername: name } : {}),
  })
}

function connectionError(error: Error & { code?: string }): RocketMQError {
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return new ClosedUnanswered(` (${error.code})`)
  return new RocketMQError('UNAVAILABLE', reasonOf(error), { retryable: true, cause: error })
}

function encode({ code, fields }: RemotingRequest, credentials: Credentials | undefined): Buffer {
  const extFields = credentials === undefined ? fields : signed(fields, credentials)
  const header = Buffer.from(
    JSON.stringify({
      code,
      language: LANGUAGE,
      version: 0,
      opaque: 0,
      flag: 0,
      serializeTypeCurrentRPC: 'JSON',
      extFields,
    }),
  )
  const prefix = Buffer.alloc(PREFIX_BYTES)
  prefix.writeUInt32BE(4 + header.length, 0)
  // The top byte is 0 for JSON.
  prefix.writeUInt32BE(header.length, 4)
  return Buffer.concat([prefix, header])
}

/** The values of all fields in the order of their names, and the body, of which requests here have none. */
function signed(
  fields: Readonly<Record<string, string>>,
  { accessKey, secretKey, securityToken }: Credentials,
): Record<string, string> {
  const all: Record<string, string> = {
    ...fields,
    AccessKey: accessKey,
    ...(securityToken === undefined ? {} : { SecurityToken: securityToken }),
  }
  const content = Object.keys(all)
    .sort()
    .map(name => all[name])
    .join('')
  const Signature = createHmac('sha1', secretKey).update(content).digest('base64')
  return { ...all, Signature }
}

/** How long the whole frame is; more than has come as long as that is not known. */
function frameLength(chunks: Buffer[]): number {
  let first = chunks[0] as Buffer
  if (first.length < 4 && chunks.length > 1) {
    first = Buffer.concat(chunks)
    chunks.splice(0, chunks.length, first)
  }
  if (first.length < 4) return Number.POSITIVE_INFINITY
  const length = first.readUInt32BE(0)
  if (length < 4 || length > MAX_REPLY_BYTES) throw notRemoting()
  return 4 + length
}

function readReply(frame: Buffer): Buffer {
  const kind = frame.readUInt8(4)
  const headerEnd = PREFIX_BYTES + frame.readUIntBE(5, 3)
  const end = 4 + frame.readUInt32BE(0)
  if (kind !== 0 || headerEnd > end) throw notRemoting()
  const { code, remark } = readHeader(frame.toString('utf8', PREFIX_BYTES, headerEnd))
  if (code !== SUCCESS) {
    const [reason] = String(remark ?? 'no reason given').split('\n')
    throw new RocketMQError('INTERNAL_SERVER_ERROR', `it refused with code ${code}: ${reason?.trim()}`)
  }
  return frame.subarray(headerEnd, end)
}

function readHeader(text: string): ReplyHeader {
  try {
    const header: unknown = JSON.parse(text)
    if (typeof header === 'object' && header !== null) return header
  } catch {
    // Said below.
  }
  throw notRemoting()
}

function notRemoting(): RocketMQError {
  return new RocketMQError('WRONG_PROTOCOL', "what answers there does not speak RocketMQ's remoting protocol")
}
