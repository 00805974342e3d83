import type { Message, Producer, ProducerOptions } from '../../src/index.js'
import { bodies } from './bodies.js'
import { DELAY_MS, type MessageKind, type SendLoad, type SubjectSetup } from './protocol.js'
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
    this.#producer = new jet.Producer({
      endpoints,
      topics: [topic],
      transactionChecker: () => 'COMMIT',
      ...options,
    } as ProducerOptions)
    await this.#producer.start()
  }

  prepare(load: SendLoad): SendCalls {
    const pool = bodies(load.bodyBytes, load.content)
    const { messagesPerCall = 1 } = load
    const requests = () => this.#requests()
    if (messagesPerCall === 1) return { ...singleCalls(load, pool, this.#single(load.kind)), requests }
    const { topic } = this.#setup
    const batch = Array.from({ length: messagesPerCall }, (_, at) => ({
      topic,
      body: pool[at % pool.length] as Buffer,
    }))
    return { callers: load.callers, messagesPerCall, call: () => this.#producer.sendBatch(batch), requests }
  }

  send(body: Buffer): Promise<unknown> {
    return this.#producer.send({ topic: this.#setup.topic, body })
  }

  #single(kind: MessageKind = 'normal'): (body: Buffer, caller: number) => Promise<unknown> {
    const { topic } = this.#setup
    switch (kind) {
      case 'normal':
        return body => this.send(body)
      case 'fifo':
        return (body, caller) => this.#producer.send({ topic, body, messageGroup: `group-${caller}` })
      case 'delay':
        return body => this.#producer.send({ topic, body, deliveryTimestamp: Date.now() + DELAY_MS })
      case 'transaction':
        return body => this.#transact({ topic, body })
    }
  }

  async #transact(message: Message): Promise<void> {
    const transaction = this.#producer.beginTransaction()
    await transaction.send(message)
    await transaction.commit()
  }

  #requests(): number {
    return this.#producer.stats().rpcs.find(({ method }) => method === 'SendMessage')?.started ?? 0
  }

  async close(): Promise<void> {
    await this.#producer.close()
  }
}
