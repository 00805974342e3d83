import { RocketMQError, textOf } from '../errors.js'
import { isWellFormed, toWellFormed } from '../message/message-validation.js'

/** Which messages of a topic a subscription wants. */
export class FilterExpression {
  /** Everything. */
  static readonly all = new FilterExpression('TAG', '*')

  readonly type: 'TAG' | 'SQL'
  readonly expression: string
  readonly #tags: ReadonlySet<string> | undefined

  private constructor(type: 'TAG' | 'SQL', expression: string) {
    if (!isWellFormed(expression)) throw illegal(expression, 'it contains half of a character')
    this.type = type
    this.expression = expression
    this.#tags =
      type === 'SQL' || expression === '*'
        ? undefined
        : new Set(expression.split('||').map(tag => tag.trim()))
  }

  /**
   * Messages that carry one of the tags.
   *
   * @param expression `*` for all, a tag, or several joined by `||`
   * @throws RocketMQError ILLEGAL_FILTER_EXPRESSION
   */
  static tag(expression: string): FilterExpression {
    const text = typeof expression === 'string' ? expression.trim() : ''
    if (text === '*') return FilterExpression.all
    if (text === '' || text.split('||').some(tag => tag.trim() === '' || tag.includes('|'))) {
      throw illegal(expression, "use '*', a tag, or tags joined by '||'")
    }
    return new FilterExpression('TAG', text)
  }

  /**
   * Messages whose properties and tag (as `TAGS`) fulfil an SQL92 condition, for example
   * `region = 'eu' AND amount > 100`. The server checks it.
   *
   * @throws RocketMQError ILLEGAL_FILTER_EXPRESSION if it is empty
   */
  static sql(expression: string): FilterExpression {
    if (typeof expression !== 'string' || expression.trim() === '')
      throw illegal(expression, 'an SQL condition is a text and must not be empty')
    return new FilterExpression('SQL', expression)
  }

  /** Whether another expression says the same. */
  equals({ type, expression }: FilterExpression): boolean {
    return this.type === type && this.expression === expression
  }

  /** Whether a message with this tag is wanted; the server has checked SQL conditions already. */
  accepts(tag: string | undefined): boolean {
    return this.#tags === undefined || (tag !== undefined && this.#tags.has(tag))
  }
}

/** Takes what users may write for a subscription: an expression, or a string of tags. */
export function toFilterExpression(value: string | FilterExpression): FilterExpression {
  if (value instanceof FilterExpression) return value
  if (typeof value === 'string') return FilterExpression.tag(value)
  throw illegal(value, 'give a string of tags or a FilterExpression')
}

function illegal(expression: unknown, advice: string): RocketMQError {
  const text = typeof expression === 'string' ? `'${toWellFormed(expression)}'` : textOf(expression)
  return new RocketMQError('ILLEGAL_FILTER_EXPRESSION', `filter expression ${text} is illegal: ${advice}`)
}
