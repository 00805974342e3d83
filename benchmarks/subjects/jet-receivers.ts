import type { PushConsumer, SimpleConsumer } from '../../src/index.js'
import type { SubjectSetup } from './protocol.js'
import type { Receiver } from './receiver.js'

/** Receives side by side of the simple consumer, as many as the floor has. */
const RECEIVES = 8

/** This SDK's push consumer with its defaults. */
export class JetPushReceiver implements Receiver {
  readonly #setup: SubjectSetup
  #consumer!: PushConsumer

  constructor(setup: SubjectSetup) {
    this.#setup = setup
  }

  async start(onBody: (body: Uint8Array) => void): Promise<void> {
    const { sdk, endpoints, topic, consumerGroup = '' } = this.#setup
    const { PushConsumer } = (await import(`${sdk}index.js`)) as typeof import('../../src/index.js')
    this.#consumer = new PushConsumer({
      endpoints,
      consumerGroup,
      subscriptions: { [topic]: '*' },
      listener: message => onBody(message.body),
    })
    await this.#consumer.start()
  }

  requests(): number {
    return callsOf(this.#consumer)
  }

  close(): Promise<void> {
    return this.#consumer.close({ timeoutMs: 3_000 })
  }
}

/** This SDK's simple consumer: eight loops of receive and ack. */
export class JetSimpleReceiver implements Receiver {
  readonly #setup: SubjectSetup
  readonly #closing = new AbortController()
  #consumer!: SimpleConsumer
  #loops: Promise<void>[] = []

  constructor(setup: SubjectSetup) {
    this.#setup = setup
  }

  async start(onBody: (body: Uint8Array) => void): Promise<void> {
    const { sdk, endpoints, topic, consumerGroup = '' } = this.#setup
    const { SimpleConsumer } = (await import(`${sdk}index.js`)) as typeof import('../../src/index.js')
    this.#consumer = new SimpleConsumer({ endpoints, consumerGroup, subscriptions: { [topic]: '*' } })
    await this.#consumer.start()
    this.#loops = Array.from({ length: RECEIVES }, () => this.#loop(onBody))
  }

  requests(): number {
    return callsOf(this.#consumer)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await Promise.allSettled(this.#loops)
    await this.#consumer.close({ timeoutMs: 3_000 })
  }

  async #loop(onBody: (body: Uint8Array) => void): Promise<void> {
    const { signal } = this.#closing
    while (!signal.aborted) {
      const messages = await this.#consumer.receive({ signal }).catch(failure => {
        if (signal.aborted) return []
        throw failure
      })
      for (const message of messages) onBody(message.body)
      // Not awaited: the next receive need not wait for the acknowledgements of the last.
      this.#consumer.ack(messages).catch(() => {})
    }
  }
}

/** What the data plane carries as frames of its own is seen by no meter of `node:http2`. */
function callsOf(consumer: PushConsumer | SimpleConsumer): number {
  return consumer.stats().rpcs.reduce((sum, { started }) => sum + started, 0)
}
