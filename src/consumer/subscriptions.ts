import { validateTopicName } from '../message/message-validation.js'
import { apache } from '../remoting/generated/protocol.js'
import { type FilterExpression, toFilterExpression } from './filter-expression.js'

const { FilterType } = apache.rocketmq.v2

/** Topics and, for each, the messages wanted: `'*'`, tags joined by `||`, or a {@link FilterExpression}. */
export type SubscriptionsInput = Readonly<Record<string, string | FilterExpression>>

/** The subscriptions of a consumer, which may change while it runs. */
export class Subscriptions {
  readonly #filters = new Map<string, FilterExpression>()

  /** @throws RocketMQError for the first topic name or expression that is illegal */
  constructor(input: SubscriptionsInput) {
    for (const [topic, filter] of Object.entries(input)) this.set(topic, filter)
  }

  get topics(): string[] {
    return [...this.#filters.keys()]
  }

  get(topic: string): FilterExpression | undefined {
    return this.#filters.get(topic)
  }

  /** Adds a topic, or changes its filter. */
  set(topic: string, filter: string | FilterExpression): void {
    validateTopicName(topic)
    this.#filters.set(topic, toFilterExpression(filter))
  }

  delete(topic: string): boolean {
    return this.#filters.delete(topic)
  }

  /** As the settings name them. */
  toWire(
    namespace: string,
  ): { topic: { name: string; resourceNamespace: string }; expression: WireFilter }[] {
    return [...this.#filters].map(([name, filter]) => ({
      topic: { name, resourceNamespace: namespace },
      expression: filterToWire(filter),
    }))
  }
}

/** A filter as the protocol carries it. */
export interface WireFilter {
  type: number
  expression: string
}

export function filterToWire(filter: FilterExpression): WireFilter {
  return { type: filter.type === 'SQL' ? FilterType.SQL : FilterType.TAG, expression: filter.expression }
}
