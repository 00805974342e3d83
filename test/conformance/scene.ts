import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { test as base } from 'vitest'
import type { TopicType } from '../../src/testing/index.js'
import { apache } from '../../src/wire/generated/protocol.js'
import { RawClient, type RawClientOptions } from '../support/raw-client.js'
import { RawConsumer, type RawConsumerOptions } from './raw-consumer.js'
import type { GroupWish, ServerUnderTest } from './server-under-test.js'

import v2 = apache.rocketmq.v2

/** What a test says of a message; the rest is filled in. */
export interface MessageWish extends v2.ISystemProperties {
  body?: string | Uint8Array
  properties?: Record<string, string>
}

/** One test's topics, groups and clients; {@link Scene.close} lets go of them. */
export class Scene {
  readonly server: ServerUnderTest
  readonly #open: { close(): void }[] = []

  constructor(server: ServerUnderTest) {
    this.server = server
  }

  /** A new topic of eight queues, or of as many as said. */
  async topic(type: TopicType = 'NORMAL', queues = 8): Promise<string> {
    const name = unique('t')
    await this.server.createTopic(name, type, queues)
    return name
  }

  /** A new group. */
  async group(wish: GroupWish = {}): Promise<string> {
    const name = unique('g')
    await this.server.createGroup(name, wish)
    return name
  }

  client(options: RawClientOptions = {}): RawClient {
    const client = new RawClient(this.server.endpoints, options)
    this.#open.push(client)
    return client
  }

  /** A consumer that sent its Settings and got the server's. */
  async consumer(options: RawConsumerOptions): Promise<RawConsumer> {
    const consumer = new RawConsumer(this.client(options.client), options)
    this.#open.push(consumer)
    await consumer.register()
    return consumer
  }

  /** Settles when so many messages can be received: a server stores first, and shows to consumers later. */
  async untilVisible(topic: string, count: number): Promise<void> {
    const consumer = await this.consumer({ group: await this.group(), topic })
    await consumer.receiveAll(count)
  }

  close(): void {
    for (const each of this.#open.reverse()) each.close()
  }
}

/** `test` with a {@link Scene} on this server. */
export function testOn(server: ServerUnderTest) {
  return base.extend<{ scene: Scene }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest finds out by this parameter what a fixture needs
    scene: async ({}, use) => {
      const scene = new Scene(server)
      await use(scene)
      scene.close()
    },
  })
}

/** A name that no other test or run uses. */
export function unique(prefix: string): string {
  return `${prefix}-${randomUUID().replaceAll('-', '')}`
}

/** A message with an id of its own. */
export function message(topic: string, wish: MessageWish = {}): v2.IMessage {
  const { body = 'body', properties = {}, ...system } = wish
  return {
    topic: { name: topic },
    body: typeof body === 'string' ? Buffer.from(body) : body,
    userProperties: properties,
    systemProperties: {
      messageId: unique('m').toUpperCase(),
      messageType: v2.MessageType.NORMAL,
      bodyEncoding: v2.Encoding.IDENTITY,
      bornTimestamp: timestamp(Date.now()),
      bornHost: 'here',
      ...system,
    },
  }
}

/** A point in time, or a duration, as the protocol has it. */
export function timestamp(ms: number): { seconds: number; nanos: number } {
  return { seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1_000_000 }
}

/** Milliseconds of what {@link timestamp} makes. */
export function millisecondsOf(
  value: { seconds?: unknown; nanos?: number | null } | null | undefined,
): number {
  return Number(value?.seconds ?? 0) * 1000 + Math.floor((value?.nanos ?? 0) / 1e6)
}

/** The name of a status's code. */
export function codeOf(reply: { status?: v2.IStatus | null } | undefined): string {
  return v2.Code[reply?.status?.code ?? 0] ?? String(reply?.status?.code)
}

/** The one thing in a list that must have just one. */
export function only<T>(list: readonly T[] | null | undefined): T {
  if (list?.length !== 1) throw new Error(`expected one, found ${list?.length ?? 'none'}`)
  return list[0] as T
}

/** Looks again and again until `look` gives something; fails after `timeoutMs` milliseconds. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  timeoutMs = 120_000,
): Promise<T> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`not within ${timeoutMs} ms: ${what}`)
    await sleep(50)
  }
}
