import type Long from 'long'
import protobuf from 'protobufjs/minimal.js'
import { apache } from './generated/protocol.js'

const { Code } = apache.rocketmq.v2

/** Longest text that is looked for among those read before, in bytes. */
const SHORT_BYTES = 32

/** How a server that has no session with a client refuses its polls, by an internal error. */
const NO_SESSION = /NullPointerException.*ReceiveMessageActivity/

/** Reads the value of one field, or skips it; the reader stands behind the field's tag. */
type FieldReader<T> = (reader: ReplyReader, into: T, tag: number) => void

/** The text of each length that was read last. Topics, hosts and property names come again with every message. */
const recent: string[] = []

/**
 * Reads replies with fewer allocations than protobufjs does, which joins a string of pieces of eight letters and
 * makes two objects of a number: a consumer reads a dozen of these per message.
 */
export class ReplyReader extends protobuf.BufferReader {
  /** Servers write texts as UTF-8; bytes that are not become replacement characters. */
  override stringVerify(): string {
    const bytes = this.size()
    const start = this.pos
    const end = start + bytes
    if (end > this.len) throw new RangeError(`text of ${bytes} bytes at ${start} of ${this.len}`)
    this.pos = end
    if (bytes === 0) return ''
    const known = bytes <= SHORT_BYTES ? recent[bytes] : undefined
    if (known !== undefined && this.#isAt(start, known)) return known
    const text = (this.buf as Buffer).toString('utf8', start, end)
    // A text with other letters than those of ASCII is shorter than its bytes, and would never be recognized.
    if (bytes <= SHORT_BYTES && text.length === bytes) recent[bytes] = text
    return text
  }

  /** An int64 as a number: what RocketMQ sends stays far below 2^53. */
  number64(): number {
    const { buf, len, pos } = this
    let value = 0
    let scale = 1
    for (let index = pos; index < len && index < pos + 8; index++) {
      const byte = buf[index] as number
      value += (byte & 127) * scale
      if (byte < 128) {
        this.pos = index + 1
        return value
      }
      scale *= 128
    }
    return toNumber(super.int64() as unknown as number | Long)
  }

  /** A number to generated decoders too; their types have room for it. */
  override int64(): ReturnType<protobuf.Reader['int64']> {
    return this.number64() as unknown as ReturnType<protobuf.Reader['int64']>
  }

  /** Reads a message to its end, field by field. */
  fields<T>(read: FieldReader<T>, into: T): T {
    while (this.pos < this.len) read(this, into, this.tag())
    return into
  }

  /** Reads a message within this one. */
  nested<T>(read: FieldReader<T>, into: T): T {
    const { len } = this
    const size = this.size()
    const end = this.pos + size
    if (end > len) throw new RangeError(`a message of ${size} bytes at ${this.pos} of ${len}`)
    this.len = end
    this.fields(read, into)
    this.len = len
    return into
  }

  /** Skips a field that is not known, or not of the kind it should be. */
  skipField(tag: number): void {
    this.skipType(tag & 7, 0, tag >>> 3)
  }

  #isAt(start: number, text: string): boolean {
    for (let index = 0; index < text.length; index++) {
      if (this.buf[start + index] !== text.charCodeAt(index)) return false
    }
    return true
  }
}

/** The status part of any reply. */
export interface ReplyStatus {
  code?: number | null
  message?: string | null
  /** The request it refuses; noted here, because it does not travel back. */
  requestId?: string
}

/** Whether the server says that all went well. */
export function isOk(status: ReplyStatus | null | undefined): boolean {
  return status?.code === Code.OK
}

/** Whether a poll ended as it should: with messages, or because none came in time. */
export function endsPoll(status: ReplyStatus | null | undefined): boolean {
  return isOk(status) || status?.code === Code.MESSAGE_NOT_FOUND
}

/** Whether a poll was refused because the server has no session with the client, and so none of its settings. */
export function lacksSession({ code, message }: ReplyStatus): boolean {
  return code === Code.INTERNAL_SERVER_ERROR && NO_SESSION.test(message ?? '')
}

/** A duration or a timestamp as protobuf carries it. */
export interface SecondsAndNanos {
  seconds?: number | Long | null
  nanos?: number | null
}

/** Splits milliseconds, fractions allowed, into whole seconds and nanoseconds. */
export function fromMs(milliseconds: number): { seconds: number; nanos: number } {
  const seconds = Math.floor(milliseconds / 1000)
  const nanos = Math.round((milliseconds - seconds * 1000) * 1e6)
  return nanos < 1e9 ? { seconds, nanos } : { seconds: seconds + 1, nanos: 0 }
}

/** Milliseconds of a duration or timestamp; `undefined` stays so. */
export function toMs(value: SecondsAndNanos | null | undefined): number | undefined {
  if (value == null) return undefined
  return toNumber(value.seconds) * 1000 + (value.nanos ?? 0) / 1e6
}

/** A protobuf int64 as a number. Offsets and seconds stay far below 2^53. */
export function toNumber(value: number | Long | null | undefined): number {
  if (value == null) return 0
  return typeof value === 'number' ? value : value.toNumber()
}
