import { refusal, v2 } from './protocol.js'
import type { StoredMessage } from './stored-message.js'

/** Which messages a subscription wants. */
type MessageFilter = (message: StoredMessage) => boolean

/** Makes a filter of an expression: tags, or SQL92. An empty or missing one wants everything. */
export function filterOf(expression: v2.IFilterExpression | null | undefined): MessageFilter {
  const text = expression?.expression ?? ''
  if (expression?.type === v2.FilterType.SQL) return sqlFilter(text)
  if (text === '' || text === '*') return () => true
  const tags = new Set(
    text
      .split('||')
      .map(tag => tag.trim())
      .filter(Boolean),
  )
  if (tags.size === 0) throw refusal('ILLEGAL_FILTER_EXPRESSION', `bad tag expression ${text}`)
  return message => message.tag !== undefined && tags.has(message.tag)
}

function sqlFilter(text: string): MessageFilter {
  if (text.trim() === '') throw refusal('ILLEGAL_FILTER_EXPRESSION', 'the expression of filter is blank')
  const matches = compileSql(text)
  return message => matches(name => (name === 'TAGS' ? message.tag : message.properties[name]))
}

type Value = string | number | boolean | null
type Lookup = (name: string) => string | undefined
type Expression = (lookup: Lookup) => Value

const COMPARISONS: Record<string, (a: number, b: number) => boolean> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
}

/**
 * Compiles the SQL92 that the broker understands: comparisons, AND, OR, NOT, IN, BETWEEN, IS NULL, CONTAINS,
 * STARTSWITH, ENDSWITH. A comparison with something absent is unknown, and unknown is no match.
 */
export function compileSql(text: string): (lookup: Lookup) => boolean {
  const parser = new SqlParser(tokenizeSql(text))
  const expression = parser.parse()
  return lookup => expression(lookup) === true
}

class SqlParser {
  readonly #tokens: readonly SqlToken[]
  #at = 0

  constructor(tokens: readonly SqlToken[]) {
    this.#tokens = tokens
  }

  parse(): Expression {
    const expression = this.#or()
    if (this.#at < this.#tokens.length) throw unexpected(this.#tokens[this.#at])
    return expression
  }

  #or(): Expression {
    let left = this.#and()
    while (this.#accept('OR')) left = either(left, this.#and())
    return left
  }

  #and(): Expression {
    let left = this.#predicate()
    while (this.#accept('AND')) left = both(left, this.#predicate())
    return left
  }

  #predicate(): Expression {
    const left = this.#primary()
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'word') return left
    const word = token.text
    if (word === '=' || word === '<>') return this.#equality(left, word === '=')
    if (word in COMPARISONS) return this.#comparison(left, word)
    if (this.#accept('IS')) return this.#isNull(left)
    if (this.#accept('NOT')) return negated(this.#membership(left))
    if (['IN', 'BETWEEN', 'CONTAINS', 'STARTSWITH', 'ENDSWITH'].includes(word)) return this.#membership(left)
    return left
  }

  #equality(left: Expression, wanted: boolean): Expression {
    this.#at++
    const right = this.#primary()
    return lookup => {
      const same = equal(left(lookup), right(lookup))
      return same === null ? null : same === wanted
    }
  }

  #comparison(left: Expression, operator: string): Expression {
    this.#at++
    const right = this.#number()
    return lookup => compare(left(lookup), right(lookup), operator)
  }

  #isNull(left: Expression): Expression {
    const wanted = !this.#accept('NOT')
    this.#expect('NULL')
    return lookup => (left(lookup) === null) === wanted
  }

  #membership(left: Expression): Expression {
    if (this.#accept('IN')) return this.#in(left)
    if (this.#accept('BETWEEN')) return this.#between(left)
    const operator = this.#tokens[this.#at++]
    if (operator === undefined) throw unexpected(undefined)
    const right = this.#primary()
    return lookup => containment(left(lookup), right(lookup), operator)
  }

  #in(left: Expression): Expression {
    this.#expect('(')
    const choices: Expression[] = []
    do choices.push(this.#primary())
    while (this.#accept(','))
    this.#expect(')')
    return lookup => {
      const value = left(lookup)
      return value === null ? null : choices.some(choice => equal(value, choice(lookup)) === true)
    }
  }

  #between(left: Expression): Expression {
    const low = this.#number()
    this.#expect('AND')
    const high = this.#number()
    return lookup => {
      const value = left(lookup)
      const above = compare(value, low(lookup), '>=')
      return above === true ? compare(value, high(lookup), '<=') : above
    }
  }

  /** What may be compared by size: anything but a constant that is no number. */
  #number(): Expression {
    const token = this.#tokens[this.#at]
    if (token?.kind === 'string' || token?.text === 'TRUE' || token?.text === 'FALSE') throw unexpected(token)
    return this.#primary()
  }

  #primary(): Expression {
    const token = this.#tokens[this.#at++]
    if (token === undefined) throw unexpected(token)
    // It binds tighter than a comparison: NOT a = 'b' is (NOT a) = 'b', which is never true.
    if (token.text === 'NOT' && token.kind === 'word') return negated(this.#primary())
    if (token.kind === 'string') return () => token.text
    if (token.kind === 'number') return () => Number(token.text)
    if (token.kind === 'name') return lookup => lookup(token.text) ?? null
    if (token.text === 'TRUE' || token.text === 'FALSE') return () => token.text === 'TRUE'
    if (token.kind === 'word' && token.text === '-') return this.#negative()
    if (token.text !== '(') throw unexpected(token)
    const inner = this.#or()
    this.#expect(')')
    return inner
  }

  #negative(): Expression {
    const token = this.#tokens[this.#at++]
    if (token?.kind !== 'number') throw unexpected(token)
    const value = -Number(token.text)
    return () => value
  }

  #accept(word: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'word' || token.text !== word) return false
    this.#at++
    return true
  }

  #expect(word: string): void {
    if (!this.#accept(word)) throw unexpected(this.#tokens[this.#at])
  }
}

function unexpected(token: SqlToken | undefined): Error {
  const where = token === undefined ? 'the end' : `"${token.text}"`
  return refusal('INTERNAL_SERVER_ERROR', `parse the consumer's subscription failed (at ${where})`)
}

/** False if either side is, unknown if either of the others is. */
function both(left: Expression, right: Expression): Expression {
  return lookup => {
    const sides = [left(lookup), right(lookup)]
    if (sides.includes(false)) return false
    return sides.every(side => side === true) ? true : null
  }
}

/** True if either side is, unknown if either of the others is. */
function either(left: Expression, right: Expression): Expression {
  return lookup => {
    const sides = [left(lookup), right(lookup)]
    if (sides.includes(true)) return true
    return sides.every(side => side === false) ? false : null
  }
}

function negated(inner: Expression): Expression {
  return lookup => {
    const value = inner(lookup)
    return typeof value === 'boolean' ? !value : null
  }
}

/** Properties are strings; beside a number they are read as one. */
function equal(left: Value, right: Value): boolean | null {
  if (left === null || right === null) return null
  if (typeof left === 'number' || typeof right === 'number') return Number(left) === Number(right)
  return String(left).toUpperCase() === String(right).toUpperCase() && typeof left === 'boolean'
    ? true
    : String(left) === String(right)
}

function compare(left: Value, right: Value, operator: string): boolean | null {
  if (left === null || right === null) return null
  const [a, b] = [Number(left), Number(right)]
  return Number.isNaN(a) || Number.isNaN(b) ? null : (COMPARISONS[operator]?.(a, b) ?? null)
}

function containment(left: Value, right: Value, operator: SqlToken): boolean | null {
  if (typeof left !== 'string' || typeof right !== 'string') return null
  if (operator.text === 'CONTAINS') return left.includes(right)
  if (operator.text === 'STARTSWITH') return left.startsWith(right)
  if (operator.text === 'ENDSWITH') return left.endsWith(right)
  throw unexpected(operator)
}

/** One token of a filter expression; a `word` is a keyword or an operator. */
interface SqlToken {
  readonly kind: 'word' | 'name' | 'string' | 'number'
  readonly text: string
}

const KEYWORDS = new Set('AND OR NOT IN BETWEEN IS NULL TRUE FALSE CONTAINS STARTSWITH ENDSWITH'.split(' '))
const TOKEN = /\s*(?:'((?:[^']|'')*)'|(\d+(?:\.\d+)?)|([A-Za-z_$][\w$.-]*)|(<>|>=|<=|[=<>(),-]))/y

/** Cuts a filter expression into tokens. */
function tokenizeSql(text: string): SqlToken[] {
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
