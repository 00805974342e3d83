import { refusal } from './refusal.js'

/** One token of a filter expression; a `word` is a keyword or an operator. */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'string' | 'number'
  readonly text: string
}

const KEYWORDS = new Set('AND OR NOT IN BETWEEN IS NULL TRUE FALSE CONTAINS STARTSWITH ENDSWITH'.split(' '))
const TOKEN = /\s*(?:'((?:[^']|'')*)'|(\d+(?:\.\d+)?)|([A-Za-z_$][\w$.-]*)|(<>|>=|<=|[=<>(),-]))/y

/** Cuts a filter expression into tokens. */
export function tokenizeSql(text: string): SqlToken[] {
  const tokens: SqlToken[] = []
  const source = text.trimEnd()
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex
    const match = TOKEN.exec(source)
    if (match === null) {
      const message = `parse the consumer's subscription failed (at "${source.slice(at)}")`
      throw refusal('INTERNAL_SERVER_ERROR', message)
    }
    tokens.push(tokenOf(match))
  }
  return tokens
}

function tokenOf([, quoted, number, name, operator]: RegExpExecArray): SqlToken {
  if (quoted !== undefined) return { kind: 'string', text: quoted.replaceAll("''", "'") }
  if (number !== undefined) return { kind: 'number', text: number }
  if (operator !== undefined) return { kind: 'word', text: operator }
  const upper = (name ?? '').toUpperCase()
  return KEYWORDS.has(upper) ? { kind: 'word', text: upper } : { kind: 'name', text: name ?? '' }
}
