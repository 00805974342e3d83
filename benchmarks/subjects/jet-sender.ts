import type { Producer, ProducerOptions } from '../../src/index.js'
import { bodies } from './bodies.js'
import type { SendLoad, SubjectSetup } from './protocol.js'
import { type SendCalls, type Sender, singleCalls } from './sender.js'

/** This SDK, as it is built. */
export class JetSender implements Sender {
  readonly #setup: SubjectSetup
  #producer!: Producer

  constructor(setup: SubjectSetup) {
    this.#setup = setup
  }

  async start(): Promise<void> {
    const { sdk, endpoints, topic, options } = this.#setup
    const jet = (await import(`${sdk}index.js`)) as typeof import('../../src/index.js')
    this.#producer = new jet.Producer({ endpoints, topics: [topic], ...options } as ProducerOptions)
    await this.#producer.start()
  }

  prepare(load: SendLoad): SendCalls {
    const pool = bodies(load.bodyBytes, load.content)
    const { messagesPerCall = 1 } = load
    if (messagesPerCall === 1) return singleCalls(load, pool, body => this.send(body))
    const { topic } = this.#setup
    const batch = Array.from({ length: messagesPerCall }, (_, at) => ({
      topic,
      body: pool[at % pool.length] as Buffer,
    }))
    return { callers: load.callers, messagesPerCall, call: () => this.#producer.sendBatch(batch) }
  }

  send(body: Buffer): Promise<unknown> {
    return this.#producer.send({ topic: this.#setup.topic, body })
  }

  async close(): Promise<void> {
    await this.#producer.close()
  }
}
