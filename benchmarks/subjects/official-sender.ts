import { bodies } from './bodies.js'
import { loadOfficialClient, type OfficialProducer, SILENT_LOGGER } from './official-client.js'
import type { SendLoad, SubjectSetup } from './protocol.js'
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
    this.#producer = new Producer({ endpoints, namespace: '', topics: [topic], topic, logger: SILENT_LOGGER })
    await this.#producer.startup()
  }

  prepare(load: SendLoad): SendCalls {
    return singleCalls(load, bodies(load.bodyBytes, load.content), body => this.send(body))
  }

  send(body: Buffer): Promise<unknown> {
    return this.#producer.send({ topic: this.#setup.topic, body })
  }

  close(): Promise<void> {
    return this.#producer.shutdown()
  }
}
