import { mkdtempSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Producer, PushConsumer, SimpleConsumer } from '../../src/index.js'
import { RawClient } from '../support/raw-client.js'

/** What is sent. */
export interface Sent {
  topic: string
  body: string
  messageGroup?: string
}

/** What came. */
export interface Received {
  messageId: string
  messageGroup?: string | undefined
  text: string
  /** `host:port` of the broker that stored it. */
  storeHost: string
}

/** A producer as the drills use it. */
export interface DrillProducer {
  /** Resolves with the message id when the message is stored. */
  send(message: Sent): Promise<string>
  /** Sends one message in a transaction and commits it. */
  transact(message: Sent): Promise<void>
  close(): Promise<void>
}

/** Who consumes: a group of a topic, and what takes each message. */
export interface DrillGroup {
  endpoints: string
  group: string
  topic: string
  note: (message: Received) => void
  /** The server confirmed the acknowledgement; only simple consumers are told. */
  acked: (messageId: string) => void
}

/** The clients of one library. Consumers answer how they are closed. */
export interface Clients {
  producer(endpoints: string, topics: string[]): Promise<DrillProducer>
  push(group: DrillGroup): Promise<() => Promise<void>>
  simple(group: DrillGroup): Promise<() => Promise<void>>
}

/** This library's. */
export const ours: Clients = {
  async producer(endpoints) {
    const producer = new Producer({
      endpoints,
      deliveryTimeoutMs: 120_000,
      transactionChecker: () => 'COMMIT',
      logger: false,
    })
    await producer.start()
    return {
      send: async message => (await producer.send(message)).messageId,
      transact: async message => {
        const transaction = producer.beginTransaction()
        await transaction.send(message)
        await transaction.commit()
      },
      close: () => producer.close(),
    }
  },
  async push({ endpoints, group, topic, note }) {
    const consumer = new PushConsumer({
      endpoints,
      consumerGroup: group,
      subscriptions: { [topic]: '*' },
      listener: message => {
        const { messageId, messageGroup, storeHost } = message
        note({ messageId, messageGroup, storeHost, text: message.text() })
      },
      logger: false,
    })
    await consumer.start()
    return () => consumer.close()
  },
  async simple({ endpoints, group, topic, note, acked }) {
    const consumer = new SimpleConsumer({
      endpoints,
      consumerGroup: group,
      subscriptions: { [topic]: '*' },
      logger: false,
    })
    await consumer.start()
    const run = async () => {
      for await (const message of consumer) {
        const { messageId, storeHost } = message
        note({ messageId, storeHost, text: message.text() })
        consumer.ack(message).then(
          () => acked(messageId),
          () => {},
        )
      }
    }
    run().catch(() => {})
    return () => consumer.close()
  },
}

/** The official Node client's, which the benchmarks' package brings; its logs go into a folder of its own. */
export function official(): Clients {
  process.env.HOME = mkdtempSync(join(tmpdir(), 'rocketmq-jet-official-'))
  const anchor = fileURLToPath(new URL('../../benchmarks/package.json', import.meta.url))
  const library = createRequire(anchor)('rocketmq-client-nodejs')
  const received = (view: {
    messageId: string
    messageGroup?: string
    storeHost?: string
    body: Buffer
  }): Received => ({
    messageId: view.messageId,
    messageGroup: view.messageGroup,
    storeHost: view.storeHost ?? '',
    text: view.body.toString(),
  })
  const wire = ({ topic, body, messageGroup }: Sent) => ({
    topic,
    body: Buffer.from(body),
    ...(messageGroup === undefined ? {} : { messageGroup }),
  })
  return {
    async producer(endpoints, topics) {
      const checker = { check: async () => library.TransactionResolution.COMMIT }
      const producer = new library.Producer({ endpoints, namespace: '', topics, checker })
      await producer.startup()
      return {
        send: async message => (await producer.send(wire(message))).messageId,
        transact: async message => {
          const transaction = producer.beginTransaction()
          await producer.send(wire(message), transaction)
          await transaction.commit()
        },
        close: () => producer.shutdown(),
      }
    },
    async push({ endpoints, group, topic, note }) {
      const consumer = new library.PushConsumer({
        endpoints,
        namespace: '',
        consumerGroup: group,
        subscriptions: new Map([[topic, '*']]),
        messageListener: {
          consume: async (message: Parameters<typeof received>[0]) => {
            note(received(message))
            return library.ConsumeResult.SUCCESS
          },
        },
      })
      await consumer.startup()
      return () => consumer.shutdown()
    },
    async simple({ endpoints, group, topic, note, acked }) {
      const consumer = new library.SimpleConsumer({
        endpoints,
        namespace: '',
        consumerGroup: group,
        subscriptions: new Map([[topic, '*']]),
        awaitDuration: 5_000,
      })
      await consumer.startup()
      let stopped = false
      const run = async () => {
        while (!stopped) {
          const messages = await consumer.receive(32, 15_000).catch(() => [])
          for (const message of messages) {
            note(received(message))
            consumer.ack(message).then(
              () => acked(message.messageId),
              () => {},
            )
          }
        }
      }
      void run()
      return () => {
        stopped = true
        return consumer.shutdown()
      }
    },
  }
}

/** A client that knows nothing but how to send: on a new connection, to the next proxy, after each failure. */
export class BareClient {
  readonly #endpoints: readonly string[]
  #client: RawClient
  #failures = 0
  #sent = 0

  constructor(endpoints: string) {
    this.#endpoints = endpoints.split(';')
    this.#client = this.#connect()
  }

  /** One attempt, of a second at most. */
  async send(topic: string): Promise<boolean> {
    const systemProperties = {
      messageId: `BARE${this.#sent++}-${Date.now()}`,
      bodyEncoding: 1,
      messageType: 1,
    }
    const message = { topic: { name: topic }, body: Buffer.from('b'), systemProperties }
    const sending = this.#client.send(message).then(
      reply => reply.status?.code === 20_000,
      () => false,
    )
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<boolean>(resolve => {
      timer = setTimeout(resolve, 1_000, false)
    })
    const stored = await Promise.race([sending, late])
    clearTimeout(timer)
    if (stored) return true
    // Without the backoff of its channel.
    this.close()
    this.#failures++
    this.#client = this.#connect()
    return false
  }

  close(): void {
    this.#client.close()
  }

  #connect(): RawClient {
    return new RawClient(this.#endpoints[this.#failures % this.#endpoints.length] as string)
  }
}
