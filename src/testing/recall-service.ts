import type { Broker } from './broker.js'
import type { Cluster } from './cluster.js'
import type { v2 } from './protocol.js'
import { ok, refusal } from './refusal.js'
import { validateTopicName } from './topic-config.js'

/** Takes DELAY messages back. */
export class RecallService {
  readonly #cluster: Cluster
  readonly #brokers: readonly Broker[]

  constructor(cluster: Cluster, brokers: readonly Broker[]) {
    this.#cluster = cluster
    this.#brokers = brokers
  }

  recall(request: v2.IRecallMessageRequest): v2.IRecallMessageResponse {
    const topic = this.#cluster.topic(validateTopicName(request.topic?.name))
    if (topic?.type !== 'DELAY' && topic?.type !== 'MIXED') {
      const message = `the topic ${request.topic?.name} does not take DELAY messages`
      throw refusal('MESSAGE_PROPERTY_CONFLICT_WITH_TYPE', message)
    }
    const handle = request.recallHandle ?? ''
    const words = Buffer.from(handle, 'base64url').toString().split(' ')
    const broker = this.#brokers.find(({ name }) => name === words[2]) ?? this.#brokers[0]
    return { status: ok, messageId: broker?.delays.recall(handle) ?? '' }
  }
}
