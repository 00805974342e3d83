const MASK = (1n << 64n) - 1n
const MULTIPLIER = 2862933555777941757n

/** Java's `String.hashCode`. */
export function javaHash(text: string): number {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return hash
}

/** Jump consistent hash, with which the proxy finds the queue of a message group. */
export function consistentHash(input: number, buckets: number): number {
  let state = BigInt.asUintN(64, BigInt(input))
  let candidate = 0
  for (;;) {
    state = (MULTIPLIER * state + 1n) & MASK
    const high = Number(BigInt.asIntN(32, state >> 33n)) + 1
    const next = Math.trunc((candidate + 1) / (high / 2 ** 31))
    if (next < 0 || next >= buckets) return candidate
    candidate = next
  }
}
