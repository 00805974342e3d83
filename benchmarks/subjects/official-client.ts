/** What the benchmark uses of the official Node client, whose package is not there while this is compiled. */
export interface OfficialClient {
  Producer: new (options: object) => OfficialProducer
  PushConsumer: new (options: object) => OfficialConsumer
  ConsumeResult: { SUCCESS: unknown }
}

export interface OfficialProducer {
  startup(): Promise<void>
  shutdown(): Promise<void>
  send(message: OfficialMessage, transaction?: OfficialTransaction): Promise<unknown>
  beginTransaction(): OfficialTransaction
}

export interface OfficialMessage {
  topic: string
  body: Buffer
  messageGroup?: string
  deliveryTimestamp?: Date
}

export interface OfficialTransaction {
  commit(): Promise<void>
}

export interface OfficialConsumer {
  startup(): Promise<void>
  shutdown(): Promise<void>
}

const PACKAGE = 'rocketmq-client-nodejs'

/** Loads it, silent: it writes log files otherwise. */
export async function loadOfficialClient(): Promise<OfficialClient> {
  const module = (await import(PACKAGE)) as { default?: OfficialClient } & OfficialClient
  return module.default ?? module
}

const silent = () => {}

/** A logger that does nothing, so that logging is not what is measured. */
export const SILENT_LOGGER = { debug: silent, info: silent, warn: silent, error: silent }
