import { expect } from 'vitest'
import { apache } from '../../src/wire/generated/protocol.js'
import { textOf } from './raw-consumer.js'
import { codeOf, eventually, message, millisecondsOf, only, testOn, timestamp } from './scene.js'
import type { ServerUnderTest } from './server-under-test.js'

import v2 = apache.rocketmq.v2

const { MessageType } = v2

/** DELAY messages, their recall, and priorities. */
export function timed(server: ServerUnderTest): void {
  const test = testOn(server)
  const later = (topic: string, ms: number, body = 'later') =>
    message(topic, {
      body,
      messageType: MessageType.DELAY,
      deliveryTimestamp: timestamp(Date.now() + ms),
    })

  test('a DELAY message comes when it is due, with a recall handle for its sender', async ({ scene }) => {
    const topic = await scene.topic('DELAY', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    // One that is due before a slow server has it gets no handle.
    const sent = later(topic, 12_000)
    const entry = only((await scene.client().send(sent)).entries)
    expect(entry.recallHandle).not.toBe('')
    const got = await consumer.receiveOne({ pollMs: 20_000 })
    const due = millisecondsOf(sent.systemProperties?.deliveryTimestamp)
    expect(Date.now()).toBeGreaterThanOrEqual(Math.floor(due / 1000) * 1000)
    expect(textOf(got)).toBe('later')
    expect(got.systemProperties?.messageId).toBe(sent.systemProperties?.messageId)
  })

  test('a time that has passed is now', async ({ scene }) => {
    const topic = await scene.topic('DELAY', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    await scene.client().send(later(topic, -60_000, 'now'))
    expect(textOf(await consumer.receiveOne())).toBe('now')
  })

  test('a recalled message never comes', async ({ scene }) => {
    const topic = await scene.topic('DELAY', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    const client = scene.client()
    // Time enough for the recall on a slow machine.
    const sent = later(topic, 15_000)
    const { recallHandle = '' } = only((await client.send(sent)).entries)
    const reply = await client.recall({ topic: { name: topic }, recallHandle })
    expect([codeOf(reply), reply.messageId]).toEqual(['OK', sent.systemProperties?.messageId])
    expect((await consumer.receive({ pollMs: 20_000 })).code).toBe('MESSAGE_NOT_FOUND')
  })

  test('a recall by a bad handle, or on a topic without delays, fails', async ({ scene }) => {
    const [topic, normal] = [await scene.topic('DELAY', 1), await scene.topic()]
    const client = scene.client()
    const recall = async (name: string, recallHandle: string) =>
      codeOf(await client.recall({ topic: { name }, recallHandle }))
    expect(await recall(topic, 'forged')).toBe('INTERNAL_SERVER_ERROR')
    expect(await recall(topic, '')).toBe('INTERNAL_SERVER_ERROR')
    const { recallHandle = '' } = only((await client.send(later(topic, 30_000))).entries)
    expect(await recall(normal, recallHandle ?? '')).toBe('MESSAGE_PROPERTY_CONFLICT_WITH_TYPE')
  })

  test('of messages that wait, the highest priority comes first', async ({ scene }) => {
    const topic = await scene.topic('PRIORITY', 8)
    const client = scene.client()
    for (const priority of [1, 5, 3, 100]) {
      const reply = await client.send(
        message(topic, { body: String(priority), priority, messageType: MessageType.PRIORITY }),
      )
      expect(codeOf(reply)).toBe('OK')
    }
    await scene.untilVisible(topic, 4)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    const got = new Set<string>()
    await eventually('all four', async () => {
      const { messages } = await consumer.receive({ max: 1, invisibleMs: 300_000 })
      for (const each of messages) got.add(textOf(each))
      return got.size === 4
    })
    expect([...got]).toEqual(['100', '5', '3', '1'])
  })

  test('a priority is told to the consumer, and above the last queue is the last queue', async ({
    scene,
  }) => {
    const topic = await scene.topic('PRIORITY', 4)
    await scene.client().send(message(topic, { priority: 9, messageType: MessageType.PRIORITY }))
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    const { systemProperties } = await consumer.receiveOne()
    expect([systemProperties?.priority, systemProperties?.queueId]).toEqual([9, 3])
    expect(systemProperties?.messageType).toBe(MessageType.PRIORITY)
  })
}
