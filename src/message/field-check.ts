import { RocketMQError, type ServerErrorCode, textOf } from '../errors.js'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/
/** White space as the server knows it, which leaves out the spaces that do not break. */
const BLANK = /^[ \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]*$/

/** What is wrong with a text that is not well formed. */
const HALF_CHARACTER =
  '. It contains half of a character (a lone surrogate), as a text does that was cut within an emoji: cut it ' +
  'between characters, or call toWellFormed() on it'

/** A string of ES2024, which every Node.js that this library runs on has. */
interface MayBeIllFormed {
  isWellFormed(): boolean
  toWellFormed(): string
}

/**
 * Whether a text can be written as UTF-8. One that was cut within a character of two code units, as an emoji is,
 * ends in half of it; what protobuf would make of that is bytes for which the server refuses the whole request.
 */
export function isWellFormed(text: string): boolean {
  return (text as unknown as MayBeIllFormed).isWellFormed()
}

/** The text with U+FFFD in the place of every half character. */
export function toWellFormed(text: string): string {
  return (text as unknown as MayBeIllFormed).toWellFormed()
}

/** Whether a value is a text without control characters that can be written as UTF-8. */
export function isPrintable(value: unknown): value is string {
  return typeof value === 'string' && !CONTROL.test(value) && isWellFormed(value)
}

/** Whether a value is a text that is not blank, without control characters. */
export function isText(value: unknown): value is string {
  return isPrintable(value) && !BLANK.test(value)
}

/** The error for a field whose value the server would refuse. */
export function refused(
  code: ServerErrorCode,
  field: string,
  value: unknown,
  allowed: string,
): RocketMQError {
  const half = typeof value === 'string' && !isWellFormed(value) ? HALF_CHARACTER : ''
  return new RocketMQError(code, `${field} ${show(value)} is illegal: it must be ${allowed}${half}`)
}

/** A value in a few characters. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `'${shorten(value)}'`
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' && value !== null ? 'an object' : textOf(value)
}

/** The beginning of a text. */
export function shorten(text: string): string {
  return toWellFormed(text.length > 40 ? `${text.slice(0, 40)}…` : text)
}
