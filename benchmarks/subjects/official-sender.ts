import { bodies } from './bodies.js'
import { loadOfficialClient, type OfficialProducer, SILENT_LOGGER } from './official-client.js'
import { DELAY_MS, type MessageKind, type SendLoad, type SubjectSetup } from './protocol.js'
import { type SendCalls, type Sender, singleCalls } from './sender.js'

/** The official Node client. */
export class OfficialSender implements Sender {
  readonly #setup: SubjectSetup
  #producer!: OfficialProducer

  constructor(setup: SubjectSetup) {
    this.#setup = setup
  }

  async start(): Promise<void> {
    const { endpoints, topic } = this.#setup
    const { Producer } = await loadOfficialClient()
    this.#producer = new Producer({
      endpoints,
      namespace: '',
      topics: [topic],
      topic,
      logger: SILENT_LOGGER,
      checker: { check: async () => 1 },
    })
    await this.#producer.startup()
  }

  prepare(load: SendLoad): SendCalls {
    return singleCalls(load, bodies(load.bodyBytes, load.content), this.#single(load.kind))
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
        return body =>
          this.#producer.send({ topic, body, deliveryTimestamp: new Date(Date.now() + DELAY_MS) })
      case 'transaction':
        return body => this.#transact(body)
    }
  }

  async #transact(body: Buffer): Promise<void> {
    const transaction = this.#producer.beginTransaction()
    await this.#producer.send({ topic: this.#setup.topic, body }, transaction)
    await transaction.commit()
  }

  close(): Promise<void> {
    return this.#producer.shutdown()
  }
}
