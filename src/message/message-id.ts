import { randomBytes } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import process from 'node:process'
import { threadId } from 'node:worker_threads'

/** Message ids count seconds from here, in epoch milliseconds. */
const EPOCH_MS = Date.UTC(2021, 0, 1)

/** The hex digits of every byte. */
const BYTES = Array.from({ length: 256 }, (_, byte) => digits(byte, 2))

/** Set on the process once a generator has its MAC address; other copies of this library see it too. */
const kTaken = Symbol.for('rocketmq-jet.mac-address-taken')

/**
 * Makes ids in RocketMQ's own form: version 01, MAC address, process id, seconds, sequence. Generators of
 * worker threads, and all but the first of a process, replace the MAC address by random bytes, because they
 * share address and process id with the first. The sequence begins anywhere: containers on one host may share
 * address and process id too.
 */
export class MessageIdGenerator {
  /** Made with the first id, not before: nothing is asked of the machine at import. */
  #prefix: string | undefined
  /** An id but for its last byte; the same for up to 256 of them. */
  #stem = ''
  #second = -1
  #sequence = randomBytes(4).readUInt32BE()

  /** The next id: never the same twice, whatever the clock does. */
  next(): string {
    const second = Math.floor((Date.now() - EPOCH_MS) / 1000)
    const sequence = this.#sequence
    this.#sequence = (sequence + 1) >>> 0
    const byte = sequence & 0xff
    if (byte === 0 || second > this.#second) {
      this.#second = Math.max(second, this.#second)
      this.#prefix ??= prefixOfNext()
      this.#stem = this.#prefix + digits(this.#second >>> 0, 8) + digits(sequence >>> 8, 6)
    }
    return this.#stem + BYTES[byte]
  }
}

function digits(value: number, length: number): string {
  return value.toString(16).toUpperCase().padStart(length, '0')
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase()
}

/** The prefix of the next generator: the first one of a process gets its MAC address. */
function prefixOfNext(): string {
  const shared = globalThis as { [kTaken]?: boolean }
  const first = threadId === 0 && shared[kTaken] === undefined
  shared[kTaken] = true
  const mac = (first ? macAddress() : undefined) ?? randomBytes(6)
  return `01${hex(mac)}${digits(process.pid & 0xffff, 4)}`
}

/** None where there is none, or where the process may not ask, as in some sandboxes. */
function macAddress(): Uint8Array | undefined {
  try {
    const all = Object.values(networkInterfaces()).flatMap(addresses => addresses ?? [])
    const mac = all.find(each => !each.internal && each.mac !== '00:00:00:00:00:00')?.mac
    return mac === undefined ? undefined : Buffer.from(mac.replaceAll(':', ''), 'hex')
  } catch {
    return undefined
  }
}
