import { isMap } from 'node:util/types'
import { RocketMQError, show, textOf } from '../errors.js'
import { validateTopicName } from '../message/message-validation.js'

/**
 * Topics and, for each, the messages wanted: `'*'`, tags joined by `||`, or a {@link FilterExpression}. An object
 * or a Map.
 */
export type SubscriptionsInput =
  | Readonly<Record<string, string | FilterExpression>>
  | ReadonlyMap<string, string | FilterExpression>

/** The subscriptions of a consumer, which may change while it runs. */
export class Subscriptions {
  readonly #filters = new Map<string, FilterExpression>()

  /** @throws RocketMQError for what names no topics, and for the first topic or expression that is illegal */
  constructor(input: SubscriptionsInput) {
    for (const [topic, filter] of entriesOf(input)) this.set(topic, filter)
  }

  get size(): number {
    return this.#filters.size
  }

  get topics(): string[] {
    return [...this.#filters.keys()]
  }

  /** @throws RocketMQError INVALID_ARGUMENT if there is no topic: such a consumer would wait for ever and tell nobody */
  requireTopic(): void {
    if (this.#filters.size > 0) return
    throw new RocketMQError('INVALID_ARGUMENT', 'this consumer has no subscription; call subscribe() first')
  }

  get(topic: string): FilterExpression | undefined {
    return this.#filters.get(topic)
  }

  /** Topics whose filter only the server can check. */
  get topicsWithSql(): string[] {
    return this.topics.filter(topic => this.#filters.get(topic)?.type === 'SQL')
  }

  /** Adds a topic, or changes its filter. */
  set(topic: string, filter: string | FilterExpression): void {
    validateTopicName(topic)
    this.#filters.set(topic, toFilterExpression(filter))
  }

  delete(topic: string): boolean {
    return this.#filters.delete(topic)
  }

  /** Topics with their filters. */
  [Symbol.iterator](): IterableIterator<[topic: string, filter: FilterExpression]> {
    return this.#filters.entries()
  }
}

function entriesOf(input: SubscriptionsInput): Iterable<[string, string | FilterExpression]> {
  if (isMap(input)) return input as ReadonlyMap<string, string | FilterExpression>
  if (typeof input === 'object' && input !== null && !(Symbol.iterator in input)) return Object.entries(input)
  throw new RocketMQError(
    'CONFIGURATION',
    `subscriptions must be an object or a Map of topics and filters, such as { orders: '*' }, not ${show(input)}`,
  )
}

/** Which messages of a topic a subscription wants. */
export class FilterExpression {
  /** Everything. */
  static readonly all = new FilterExpression('TAG', '*')

  /** How the expression is read. */
  readonly type: 'TAG' | 'SQL'
  /** Tags joined by `||`, `*` for all, or an SQL92 condition. */
  readonly expression: string
  readonly #tags: ReadonlySet<string> | undefined

  private constructor(type: 'TAG' | 'SQL', expression: string) {
    if (!expression.isWellFormed()) throw illegal(expression, 'it contains half of a character')
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
  const text = typeof expression === 'string' ? `'${expression.toWellFormed()}'` : textOf(expression)
  return new RocketMQError('ILLEGAL_FILTER_EXPRESSION', `filter expression ${text} is illegal: ${advice}`)
}
