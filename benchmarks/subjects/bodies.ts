import type { Content } from './protocol.js'

const JSON_BODIES = 512
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Bodies to send in turn. Of random bytes there is one: nobody looks at it, and nothing can shrink it. */
export function bodies(bytes: number, content: Content): Buffer[] {
  if (content === 'random') return [Buffer.from(randomText(bytes, 1))]
  return Array.from({ length: JSON_BODIES }, (_, index) => Buffer.from(order(bytes, index)))
}

/** The time of sending in microseconds since the epoch, then padding: 16 digits until the year 2286. */
export function stampedBody(bytes: number): Buffer {
  return Buffer.from(String(nowMicros()).padEnd(bytes, '.'))
}

/** When a stamped body was made; `undefined` for any other. */
export function stampOf(body: Uint8Array): number | undefined {
  if (body.length < STAMP_DIGITS) return undefined
  let micros = 0
  for (let at = 0; at < STAMP_DIGITS; at++) {
    const digit = (body[at] as number) - ZERO
    if (digit < 0 || digit > 9) return undefined
    micros = micros * 10 + digit
  }
  return micros
}

/** Wall clock in microseconds: comparable between the processes of one machine. */
export function nowMicros(): number {
  return Math.floor((performance.timeOrigin + performance.now()) * 1000)
}

const STAMP_DIGITS = 16
const ZERO = 48

function order(bytes: number, index: number): string {
  const fixed = {
    orderId: `o-${100_000 + index * 7919}`,
    customer: `customer-${(index * 31) % 997}`,
    status: index % 3 === 0 ? 'paid' : 'created',
    amount: ((index * 137) % 100_000) / 100,
    currency: 'EUR',
    note: '',
  }
  const missing = bytes - JSON.stringify(fixed).length
  return JSON.stringify({
    ...fixed,
    note: 'pad '.repeat(Math.ceil(missing / 4)).slice(0, Math.max(0, missing)),
  })
}

/** Text with six bits of chance in each byte, the same in every run. */
function randomText(length: number, seed: number): string {
  let state = seed
  let text = ''
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    text += ALPHABET[state >>> 26]
  }
  return text
}
