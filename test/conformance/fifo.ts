import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { apache } from '../../src/wire/generated/protocol.js'
import { textOf } from './raw-consumer.js'
import { codeOf, message, type Scene, testOn } from './scene.js'
import type { ServerUnderTest } from './server-under-test.js'

import v2 = apache.rocketmq.v2

/** Consumption by FIFO groups. */
export function ordered(server: ServerUnderTest): void {
  const test = testOn(server)

  const line = async (scene: Scene, bodies: readonly string[]) => {
    const topic = await scene.topic('FIFO', 1)
    const group = await scene.group({ fifo: true })
    const consumer = await scene.consumer({ group, topic })
    const client = scene.client()
    for (const body of bodies) {
      await client.send(message(topic, { body, messageGroup: 'line', messageType: v2.MessageType.FIFO }))
    }
    await scene.untilVisible(topic, bodies.length)
    return { consumer, client, topic, group }
  }

  test('a queue with something unacknowledged is locked, and free after its last acknowledgement', async ({
    scene,
  }) => {
    const { consumer } = await line(scene, ['1', '2', '3'])
    const first = await consumer.receive({ max: 2, attemptId: randomUUID() })
    expect(first.messages.map(textOf)).toEqual(['1', '2'])
    expect((await consumer.receive({ attemptId: randomUUID() })).code).toBe('MESSAGE_NOT_FOUND')
    expect(codeOf(await consumer.acknowledge(first.messages[0] ?? {}))).toBe('OK')
    expect((await consumer.receive({ attemptId: randomUUID() })).code).toBe('MESSAGE_NOT_FOUND')
    expect(codeOf(await consumer.acknowledge(first.messages[1] ?? {}))).toBe('OK')
    const next = await consumer.receive({ attemptId: randomUUID() })
    expect(next.messages.map(textOf)).toEqual(['3'])
  })

  test('the same attempt gets the same messages again, without counting', async ({ scene }) => {
    const { consumer } = await line(scene, ['1', '2'])
    const attemptId = randomUUID()
    for (const _time of [1, 2]) {
      const { messages } = await consumer.receive({ attemptId })
      expect(messages.map(each => [textOf(each), each.systemProperties?.deliveryAttempt])).toEqual([
        ['1', 1],
        ['2', 1],
      ])
    }
  })

  test('a failed message holds back those after it, until it is visible again', async ({ scene }) => {
    const { consumer } = await line(scene, ['1', '2'])
    const first = await consumer.receiveOne({ attemptId: randomUUID() })
    expect(codeOf(await consumer.changeInvisible(first, 2000))).toBe('OK')
    const again = await consumer.receiveAll(1, { max: 1, pollMs: 20_000, attemptId: randomUUID() })
    expect(again.map(each => [textOf(each), each.systemProperties?.deliveryAttempt])).toEqual([['1', 2]])
    expect(codeOf(await consumer.acknowledge(...again))).toBe('OK')
    expect(textOf(await consumer.receiveOne({ attemptId: randomUUID() }))).toBe('2')
  })

  test('without an acknowledgement all come back in order when the invisible time is over', async ({
    scene,
  }) => {
    const { consumer } = await line(scene, ['1', '2', '3'])
    const first = await consumer.receiveAll(3, { invisibleMs: 10_000, attemptId: randomUUID() })
    expect(codeOf(await consumer.acknowledge(first[0] ?? {}))).toBe('OK')
    const again = await consumer.receiveAll(2, { pollMs: 20_000, attemptId: randomUUID() })
    expect(again.map(each => [textOf(each), each.systemProperties?.deliveryAttempt])).toEqual([
      ['2', 2],
      ['3', 2],
    ])
  })

  test('queues are locked one by one', async ({ scene }) => {
    const topic = await scene.topic('FIFO', 8)
    const consumer = await scene.consumer({ group: await scene.group({ fifo: true }), topic })
    const client = scene.client()
    const send = (body: string, messageGroup: string) =>
      client.send(message(topic, { body, messageGroup, messageType: v2.MessageType.FIFO }))
    // Of these two groups it is known that they have different queues.
    await send('held', 'one')
    await consumer.receiveOne({ attemptId: randomUUID(), invisibleMs: 300_000 })
    await send('behind', 'one')
    await send('free', 'customer-4711')
    const messages = await consumer.receiveAll(1, { attemptId: randomUUID() })
    expect(messages.map(textOf)).toEqual(['free'])
  })

  test('a dead letter frees the queue', async ({ scene }) => {
    const { consumer, group } = await line(scene, ['bad', 'good'])
    const bad = await consumer.receiveOne({ attemptId: randomUUID() })
    expect(codeOf(await consumer.forwardToDeadLetters(bad))).toBe('OK')
    expect(textOf(await consumer.receiveOne({ attemptId: randomUUID() }))).toBe('good')
    const undertaker = await scene.consumer({ group: await scene.group(), topic: `%DLQ%${group}` })
    expect(textOf(await undertaker.receiveOne())).toBe('bad')
  })

  test('a group without order does not lock', async ({ scene }) => {
    const topic = await scene.topic('FIFO', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    const client = scene.client()
    for (const body of ['1', '2']) {
      await client.send(message(topic, { body, messageGroup: 'line', messageType: v2.MessageType.FIFO }))
    }
    expect(textOf(await consumer.receiveOne())).toBe('1')
    expect(textOf(await consumer.receiveOne())).toBe('2')
  })
}
