import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { type MessageView, Producer } from '../../src/index.js'
import type { EmbeddedProxy } from '../../src/testing/index.js'
import { eventually } from './patience.js'

export { eventually }

/** Sends bodies as messages of one topic, one after the other. */
export async function sendAll(
  endpoints: string,
  topic: string,
  bodies: readonly string[],
  more: { messageGroup?: string; tag?: string; liteTopic?: string } = {},
): Promise<void> {
  await using producer = new Producer({ endpoints })
  for (const body of bodies) await producer.send({ topic, body, ...more })
}

/** A listener that notes what it is given, and can be made to hang. */
export class Recorder {
  readonly messages: MessageView[] = []
  readonly attempts: number[] = []
  #held: (() => void)[] = []
  #hanging = false

  get bodies(): string[] {
    return this.messages.map(message => message.text())
  }

  readonly listener = async (message: MessageView, { attempt }: { attempt: number }): Promise<void> => {
    this.messages.push(message)
    this.attempts.push(attempt)
    if (this.#hanging) await new Promise<void>(resolve => this.#held.push(resolve))
  }

  /** Handlers hang from now on, until `letGo()`. */
  hang(): void {
    this.#hanging = true
  }

  letGo(): void {
    this.#hanging = false
    for (const resolve of this.#held.splice(0)) resolve()
  }

  async saw(count: number, timeoutMs?: number): Promise<void> {
    await eventually(() => expect(this.messages.length).toBeGreaterThanOrEqual(count), timeoutMs)
  }
}

/** Nothing of a topic is held by anybody of the group. */
export function settled(proxy: EmbeddedProxy, topic: string, group: string): Promise<void> {
  return eventually(() => expect(proxy.inFlight(topic, group)).toBe(0))
}

/** A nonce no other command of the test has. */
export const nonce = (): string => randomUUID()
