import type { FastifyBaseLogger, FastifyInstance, FastifyPluginAsync } from 'fastify'
import {
  type ClientOptions,
  type Logger,
  Producer,
  type ProducerOptions,
  PushConsumer,
  type PushConsumerOptions,
} from 'rocketmq-jet'

/** Options of a client, where those that all share are given elsewhere. */
type Own<Options extends ClientOptions> = Omit<Options, keyof ClientOptions> & Partial<ClientOptions>

/** Options of {@link rocketmq}. */
export interface RocketMQPluginOptions {
  /** What all clients share. `logger` is Fastify's unless it says otherwise. */
  client: ClientOptions
  /** More for the producer. */
  producer?: Own<ProducerOptions> | undefined
  /** Push consumers, which start when Fastify is ready. Default: none. */
  consumers?: readonly Own<PushConsumerOptions>[] | undefined
  /** How long to wait for a server that is not up yet, in milliseconds; then `ready()` and `listen()` reject. Default 30,000. */
  startTimeoutMs?: number | undefined
  /** How long each client may take to close, in milliseconds. Default 30,000. */
  closeTimeoutMs?: number | undefined
}

/** What the plugin adds to a Fastify instance. */
export interface RocketMQ {
  readonly producer: Producer
  readonly consumers: readonly PushConsumer[]
}

declare module 'fastify' {
  interface FastifyInstance {
    rocketmq: RocketMQ
  }
}

/**
 * Gives a Fastify server a producer, `app.rocketmq.producer`, and push consumers. They connect when the server gets
 * ready. When it closes, it answers its requests first; then consumers let their handlers end and acknowledge, and the
 * producer settles what was sent.
 */
export const rocketmq: FastifyPluginAsync<RocketMQPluginOptions> = Object.assign(register, {
  // Decorators are for the whole server, and not only for this plugin.
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: 'rocketmq-jet-fastify',
})

async function register(app: FastifyInstance, options: RocketMQPluginOptions): Promise<void> {
  const shared: ClientOptions = { logger: loggerOf(app.log), ...options.client }
  const producer = new Producer({ ...shared, ...options.producer })
  const consumers = (options.consumers ?? []).map(own => new PushConsumer({ ...shared, ...own }))
  app.decorate('rocketmq', { producer, consumers })
  const start = { timeoutMs: options.startTimeoutMs }
  const close = { timeoutMs: options.closeTimeoutMs }
  app.addHook('onReady', async () => {
    await producer.start(start)
    await Promise.all(consumers.map(consumer => consumer.start(start)))
  })
  app.addHook('onClose', async () => {
    // Handlers that run may still send.
    const closed = await Promise.allSettled(consumers.map(consumer => consumer.close(close)))
    await producer.close(close)
    const failed = closed.find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
  })
}

function loggerOf(log: FastifyBaseLogger): Logger {
  return {
    debug: message => log.debug(message),
    info: message => log.info(message),
    warn: message => log.warn(message),
    error: message => log.error(message),
  }
}
