/** A 64-bit word as two 32-bit halves: BigInt would cost more than the hash itself. */
interface Word {
  high: number
  low: number
}

/** Initial state of SipHash for the key 00 01 … 0f, which all RocketMQ clients use. */
function initialState(): [Word, Word, Word, Word] {
  const k0 = { high: 0x07060504, low: 0x03020100 }
  const k1 = { high: 0x0f0e0d0c, low: 0x0b0a0908 }
  return [
    xor(k0, { high: 0x736f6d65, low: 0x70736575 }),
    xor(k1, { high: 0x646f7261, low: 0x6e646f6d }),
    xor(k0, { high: 0x6c796765, low: 0x6e657261 }),
    xor(k1, { high: 0x74656462, low: 0x79746573 }),
  ]
}

/** SipHash-2-4 of a text's UTF-8 bytes. */
export function sipHash24(text: string): Word {
  const bytes = Buffer.from(text, 'utf8')
  const state = initialState()
  const whole = bytes.length - (bytes.length % 8)
  for (let at = 0; at < whole; at += 8) {
    absorb(state, { low: bytes.readUInt32LE(at), high: bytes.readUInt32LE(at + 4) })
  }
  const tail = Buffer.alloc(8)
  bytes.copy(tail, 0, whole)
  tail[7] = bytes.length & 0xff
  absorb(state, { low: tail.readUInt32LE(0), high: tail.readUInt32LE(4) })
  state[2] = xor(state[2], { high: 0, low: 0xff })
  for (let round = 0; round < 4; round++) sipRound(state)
  return xor(xor(state[0], state[1]), xor(state[2], state[3]))
}

/** Queue of a message group: the hash as a signed number, modulo the number of queues, never negative. */
export function sipHashQueueIndex(messageGroup: string, queues: number): number {
  const { high, low } = sipHash24(messageGroup)
  // high * 2^32 + low as a signed value, taken modulo piece by piece to stay within exact integers.
  const signedHigh = high | 0
  const step = 2 ** 32 % queues
  const index = (((signedHigh % queues) * step) % queues) + (low % queues)
  return ((index % queues) + queues) % queues
}

function absorb(state: [Word, Word, Word, Word], word: Word): void {
  state[3] = xor(state[3], word)
  sipRound(state)
  sipRound(state)
  state[0] = xor(state[0], word)
}

function sipRound(state: [Word, Word, Word, Word]): void {
  let [v0, v1, v2, v3] = state
  v0 = add(v0, v1)
  v1 = xor(rotateLeft(v1, 13), v0)
  v0 = rotateLeft(v0, 32)
  v2 = add(v2, v3)
  v3 = xor(rotateLeft(v3, 16), v2)
  v0 = add(v0, v3)
  v3 = xor(rotateLeft(v3, 21), v0)
  v2 = add(v2, v1)
  v1 = xor(rotateLeft(v1, 17), v2)
  v2 = rotateLeft(v2, 32)
  state[0] = v0
  state[1] = v1
  state[2] = v2
  state[3] = v3
}

function add(a: Word, b: Word): Word {
  const low = a.low + b.low
  return { high: (a.high + b.high + (low > 0xffffffff ? 1 : 0)) >>> 0, low: low >>> 0 }
}

function xor(a: Word, b: Word): Word {
  return { high: (a.high ^ b.high) >>> 0, low: (a.low ^ b.low) >>> 0 }
}

function rotateLeft(word: Word, bits: number): Word {
  if (bits === 32) return { high: word.low, low: word.high }
  return {
    high: ((word.high << bits) | (word.low >>> (32 - bits))) >>> 0,
    low: ((word.low << bits) | (word.high >>> (32 - bits))) >>> 0,
  }
}
