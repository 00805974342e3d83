import { RocketMQError, type ServerErrorCode } from '../errors.js'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/
/** White space as the server knows it, which leaves out the spaces that do not break. */
const BLANK = /^[ \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]*$/

/** Whether a value is a text without control characters. */
export function isPrintable(value: unknown): value is string {
  return typeof value === 'string' && !CONTROL.test(value)
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
  return new RocketMQError(code, `${field} ${show(value)} is illegal: it must be ${allowed}`)
}

/** A value in a few characters. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `'${shorten(value)}'`
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

/** The beginning of a text. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
