type Random = (below: number) => number

/** Bytes that lengths, tags and numbers get wrong by. */
const NASTY = [0, 1, 2, 0x7f, 0x80, 0xff]

/** A copy of bytes in which up to three things are wrong: bits, bytes left out or said twice, an end too early. */
export function mutated(bytes: Uint8Array, random: Random): Buffer {
  let result = Buffer.from(bytes)
  for (let times = 1 + random(3); times > 0; times--) result = mutatedOnce(result, random)
  return result
}

function mutatedOnce(bytes: Buffer, random: Random): Buffer<ArrayBuffer> {
  const at = random(bytes.length + 1)
  const end = Math.min(bytes.length, at + 1 + random(16))
  switch (random(7)) {
    case 0:
      return Buffer.from(bytes.subarray(0, at))
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)])
    case 2:
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)])
    case 3:
      return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(9, 0xff), bytes.subarray(at)])
    case 4: {
      const changed = Buffer.from(bytes)
      changed.fill(NASTY[random(NASTY.length)] as number, at, Math.min(end, at + 1 + random(3)))
      return changed
    }
    default: {
      const changed = Buffer.from(bytes)
      if (at < changed.length) changed[at] = (changed[at] as number) ^ (1 << random(8))
      return changed
    }
  }
}

const NUMBERS = [0, -1, 1, 99, 65_536, 2 ** 31 - 1, -(2 ** 31)]
const TEXTS = [
  '',
  ' ',
  'unix:/x',
  '::1',
  '127.0.0.1',
  '../..',
  '\0',
  '\u{1F600}',
  '__proto__',
  'x'.repeat(5_000),
]

/** A copy of a reply in which about every `seldom`-th value is one that no server should say. */
export function deranged(value: unknown, random: Random, seldom = 8): unknown {
  const strikes = random(seldom) === 0
  if (typeof value === 'number') return strikes ? NUMBERS[random(NUMBERS.length)] : value
  if (typeof value === 'string') return strikes ? TEXTS[random(TEXTS.length)] : value
  if (typeof value === 'boolean') return strikes ? !value : value
  if (value instanceof Uint8Array) return strikes ? mutated(value, random) : value
  if (Array.isArray(value)) {
    const copy = value.map(each => deranged(each, random, seldom))
    return strikes ? Array.from({ length: random(12) }, (_, n) => copy[n % copy.length] ?? {}) : copy
  }
  if (typeof value !== 'object' || value === null) return value
  if (strikes) return {}
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, deranged(each, random, seldom)]))
}
