import type { OptionCheck } from '../../options/option-check.js'
import { OTHER_TOPICS } from '../../stats/meters.js'
import type { MonitorSnapshot } from '../snapshot.js'

const DEFAULT_TOPICS = 50
const MOST_TOPICS = 1_000

/** The option of this name, of an exporter or of a page. */
export function checkMaxTopics(check: OptionCheck, value: unknown): number {
  return check.number('maxTopics', value, DEFAULT_TOPICS, { min: 0, max: MOST_TOPICS })
}

/**
 * Which topics have a label of their own: the first that were seen, up to a bound; the others share one. A topic
 * keeps its label for as long as any client tells of it, because a counter that moved would seem to start anew.
 */
export class TopicSlots {
  readonly #max: number
  readonly #labels = new Map<string, string>()
  #taken = 0

  /** @param max most topics with a label of their own; 0: topics are not told apart */
  constructor(max: number) {
    this.#max = max
  }

  /** Whether topics are told apart at all. */
  get used(): boolean {
    return this.#max > 0
  }

  /** Learns which topics there are; the labels of those that are gone are free again. */
  update({ producers, consumers }: MonitorSnapshot): void {
    const present = new Set([...producers, ...consumers].flatMap(({ byTopic }) => Object.keys(byTopic)))
    for (const { cachedByTopic = {} } of consumers) for (const topic in cachedByTopic) present.add(topic)
    for (const [topic, label] of this.#labels) if (!present.has(topic)) this.#forget(topic, label)
    for (const topic of present) if (!this.#labels.has(topic)) this.#assign(topic)
  }

  label(topic: string): string {
    return this.#labels.get(topic) ?? OTHER_TOPICS
  }

  #assign(topic: string): void {
    const own = this.#taken < this.#max && topic !== OTHER_TOPICS
    if (own) this.#taken += 1
    this.#labels.set(topic, own ? topic : OTHER_TOPICS)
  }

  #forget(topic: string, label: string): void {
    this.#labels.delete(topic)
    if (label !== OTHER_TOPICS) this.#taken -= 1
  }
}
