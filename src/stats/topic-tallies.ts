/** Topics that a client tells apart; names beyond them are mistakes more often than topics. */
const MOST_TOPICS = 1_000

/** What topics beyond the bound are called together. */
export const OTHER_TOPICS = 'other'

/** One tally for each topic. Looking up the topic of the message before costs a comparison. */
export class TopicTallies<T> {
  readonly #make: () => T
  readonly #tallies = new Map<string, T>()
  #topic: string | undefined
  #tally: T | undefined

  /** @param make an empty tally */
  constructor(make: () => T) {
    this.#make = make
  }

  /** The tally of a topic; once there are a thousand, further ones share one. */
  of(topic: string): T {
    if (topic === this.#topic) return this.#tally as T
    this.#tally = this.#find(topic)
    this.#topic = topic
    return this.#tally
  }

  values(): Iterable<T> {
    return this.#tallies.values()
  }

  /** What `summarize` makes of each tally, by topic. */
  summaries<S>(summarize: (tally: T) => S): Record<string, S> {
    return Object.fromEntries([...this.#tallies].map(([topic, tally]) => [topic, summarize(tally)]))
  }

  #find(topic: string): T {
    const known = this.#tallies.get(topic)
    if (known !== undefined) return known
    if (this.#tallies.size >= MOST_TOPICS && topic !== OTHER_TOPICS) return this.#find(OTHER_TOPICS)
    const tally = this.#make()
    this.#tallies.set(topic, tally)
    return tally
  }
}
