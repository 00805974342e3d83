import { loadOfficialClient, type OfficialConsumer, SILENT_LOGGER } from './official-client.js'
import type { SubjectSetup } from './protocol.js'
import type { Receiver } from './receiver.js'

/** The official Node client's push consumer with its defaults. */
export class OfficialPushReceiver implements Receiver {
  readonly #setup: SubjectSetup
  #consumer!: OfficialConsumer

  constructor(setup: SubjectSetup) {
    this.#setup = setup
  }

  async start(onBody: (body: Uint8Array) => void): Promise<void> {
    const { endpoints, topic, consumerGroup } = this.#setup
    const { PushConsumer, ConsumeResult } = await loadOfficialClient()
    this.#consumer = new PushConsumer({
      endpoints,
      namespace: '',
      consumerGroup,
      subscriptions: new Map([[topic, '*']]),
      logger: SILENT_LOGGER,
      messageListener: {
        consume: ({ body }: { body: Buffer }) => {
          onBody(body)
          return ConsumeResult.SUCCESS
        },
      },
    })
    await this.#consumer.startup()
  }

  close(): Promise<void> {
    return this.#consumer.shutdown()
  }
}
