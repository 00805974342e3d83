import { isMap } from 'node:util/types'
import { RocketMQError } from '../errors.js'
import { show, validateTopicName } from '../message/message-validation.js'
import { type FilterExpression, toFilterExpression } from './filter-expression.js'

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

  /** @throws RocketMQError INVALID_ARGUMENT if there is no topic: such a consumer would wait in silence for ever */
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
