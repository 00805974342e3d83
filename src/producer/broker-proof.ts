import { RocketMQError } from '../errors.js'
import { type InspectedBroker, type NameServerClient, shortcomingOf } from '../remoting/name-server-client.js'
import type { TopicRoute } from '../route/topic-route.js'

/** With one look at every heartbeat, ten seconds apart, brokers are asked once a minute. */
const PROVEN_MS = 55_000
/** What was not proven is asked again at the next look. */
const UNPROVEN_MS = 5_000

/** What was found of the brokers of a topic. */
interface Finding {
  /** The route it is about: another one may have other brokers. */
  readonly route: TopicRoute
  readonly shortcoming: string | undefined
  readonly until: number
}

interface Question {
  readonly route: TopicRoute
  readonly answer: Promise<void>
}

/**
 * What the brokers behind proxies in CLUSTER mode prove of themselves, since the proxies cannot: that all brokers of
 * a topic are of a version that keeps batched messages whole.
 */
export class BrokerProof {
  readonly #nameServers: Pick<NameServerClient, 'brokers'>
  readonly #now: () => number
  readonly #found = new Map<string, Finding>()
  readonly #asking = new Map<string, Question>()

  /** @param now a clock, in milliseconds */
  constructor(nameServers: Pick<NameServerClient, 'brokers'>, now = () => performance.now()) {
    this.#nameServers = nameServers
    this.#now = now
  }

  /** Whether all brokers of this route keep batched messages whole, as far as was last heard. */
  holds(route: TopicRoute): boolean {
    const found = this.#found.get(route.topic)
    return found !== undefined && found.route === route && found.shortcoming === undefined
  }

  /** Why it does not hold for a topic, if that was found. */
  shortcoming(topic: string): string | undefined {
    return this.#found.get(topic)?.shortcoming
  }

  /** Asks for the brokers of a route unless that was done a moment ago; what comes of it is known afterwards. */
  prove(route: TopicRoute): Promise<void> {
    const found = this.#found.get(route.topic)
    if (found?.route === route && this.#now() < found.until) return Promise.resolve()
    const asking = this.#asking.get(route.topic)
    if (asking?.route === route) return asking.answer
    const question = { route, answer: this.#ask(route) }
    this.#asking.set(route.topic, question)
    return question.answer
  }

  /** What was found is to be asked again: others may stand there by now. */
  expire(): void {
    for (const [topic, found] of this.#found) this.#found.set(topic, { ...found, until: 0 })
  }

  /** All brokers of a topic, or of the cluster, asked now. */
  brokers(topic: string | undefined): Promise<InspectedBroker[]> {
    return this.#nameServers.brokers(topic)
  }

  async #ask(route: TopicRoute): Promise<void> {
    const shortcoming = await this.#shortcomingOf(route)
    // A newer route may have been asked for meanwhile, and answered.
    if (this.#asking.get(route.topic)?.route !== route) return
    this.#asking.delete(route.topic)
    const until = this.#now() + (shortcoming === undefined ? PROVEN_MS : UNPROVEN_MS)
    this.#found.set(route.topic, { route, shortcoming, until })
  }

  async #shortcomingOf({ topic, writableQueues }: TopicRoute): Promise<string | undefined> {
    try {
      const brokers = await this.#nameServers.brokers(topic)
      return shortcomingOf(
        brokers,
        writableQueues.map(queue => queue.brokerName),
      )
    } catch (error) {
      return RocketMQError.from(error).message
    }
  }
}
