import { expect } from 'vitest'
import { apache } from '../../src/wire/generated/protocol.js'
import type { RawConsumer } from './raw-consumer.js'
import { textOf } from './raw-consumer.js'
import { codeOf, message, type Scene, testOn } from './scene.js'
import type { ServerUnderTest } from './server-under-test.js'

import v2 = apache.rocketmq.v2

const { ClientType, LiteSubscriptionAction, MessageType } = v2

/** LITE topics, which only a CLUSTER proxy serves. */
export function lite(server: ServerUnderTest): void {
  const test = testOn(server)

  const subscribe = async (
    consumer: RawConsumer,
    liteTopicSet: string[],
    action = LiteSubscriptionAction.PARTIAL_ADD,
    topic = consumer.topic,
  ) =>
    codeOf(
      await consumer.client.syncLite({
        action,
        topic: { name: topic },
        group: { name: consumer.group },
        liteTopicSet,
      }),
    )
  const send = async (scene: Scene, topic: string, liteTopic: string, body = liteTopic) =>
    codeOf(await scene.client().send(message(topic, { body, liteTopic, messageType: MessageType.LITE })))

  if (server.mode === 'LOCAL') {
    test('a LOCAL proxy takes lite messages, but has no lite subscriptions', async ({ scene }) => {
      const topic = await scene.topic('LITE')
      const client = scene.client()
      expect(await send(scene, topic, 'a')).toBe('OK')
      const group = await scene.group({ liteTopic: topic })
      const request = { topic: { name: topic }, group: { name: group }, liteTopicSet: ['a'] }
      expect(codeOf(await client.syncLite(request))).toBe('INTERNAL_SERVER_ERROR')
      const other = { name: await scene.group() }
      expect(codeOf(await client.syncLite({ ...request, group: other }))).toBe('ILLEGAL_TOPIC')
    })
    return
  }

  const consumerOf = async (scene: Scene, topic: string, group?: string) => {
    const of = group ?? (await scene.group({ liteTopic: topic }))
    return scene.consumer({ group: of, topic, clientType: ClientType.LITE_PUSH_CONSUMER })
  }

  test('a consumer gets the lite topics it subscribed to, and no others', async ({ scene }) => {
    const topic = await scene.topic('LITE')
    const consumer = await consumerOf(scene, topic)
    expect(consumer.settings.subscription?.liteSubscriptionQuota).toBe(2000)
    expect(consumer.settings.subscription?.maxLiteTopicSize).toBe(64)
    expect(await subscribe(consumer, ['a', 'b'])).toBe('OK')
    for (const liteTopic of ['c', 'a', 'b']) expect(await send(scene, topic, liteTopic)).toBe('OK')
    const got = await consumer.receiveAll(2)
    expect(got.map(each => [textOf(each), each.systemProperties?.liteTopic]).sort()).toEqual([
      ['a', 'a'],
      ['b', 'b'],
    ])
    expect(codeOf(await consumer.acknowledge(...got))).toBe('OK')
    expect(await subscribe(consumer, ['b'], LiteSubscriptionAction.PARTIAL_REMOVE)).toBe('OK')
    // A broker that was about to offer 'b' may do so once more.
    await send(scene, topic, 'b', 'late')
    await consumer.acknowledge(...(await consumer.receive()).messages)
    await send(scene, topic, 'b', 'unwanted')
    await send(scene, topic, 'a', 'wanted')
    expect((await consumer.receiveAll(1)).map(textOf)).toEqual(['wanted'])
  })

  test('a lite message that failed comes back', async ({ scene }) => {
    const topic = await scene.topic('LITE')
    const consumer = await consumerOf(scene, topic)
    expect(await subscribe(consumer, ['a'])).toBe('OK')
    await send(scene, topic, 'a')
    const first = await consumer.receiveOne()
    expect(codeOf(await consumer.changeInvisible(first, 1000))).toBe('OK')
    const second = await consumer.receiveOne({ pollMs: 20_000 })
    expect(second.systemProperties?.deliveryAttempt).toBe(2)
    expect(codeOf(await consumer.acknowledge(second))).toBe('OK')
  })

  test('a lite message that is suspended counts as failed once at most', async ({ scene }) => {
    const topic = await scene.topic('LITE')
    const consumer = await consumerOf(scene, topic)
    expect(await subscribe(consumer, ['a'])).toBe('OK')
    await send(scene, topic, 'a')
    const attempts: unknown[] = []
    for (let time = 0; time < 4; time++) {
      const received = await consumer.receiveOne({ pollMs: 20_000 })
      attempts.push(received.systemProperties?.deliveryAttempt)
      expect(codeOf(await consumer.changeInvisible(received, 500, true))).toBe('OK')
    }
    expect(attempts).toEqual([1, 2, 2, 2])
  })

  test('names of lite topics are checked, on sending and on subscribing', async ({ scene }) => {
    const topic = await scene.topic('LITE')
    const consumer = await consumerOf(scene, topic)
    for (const name of ['a.b', 'a b', 'l'.repeat(65)]) {
      expect(await send(scene, topic, name)).toBe('ILLEGAL_LITE_TOPIC')
      expect(await subscribe(consumer, [name])).toBe('ILLEGAL_LITE_TOPIC')
    }
    expect(await send(scene, topic, 'l'.repeat(64))).toBe('OK')
  })

  test('a group is lite or not, and of one topic', async ({ scene }) => {
    const [topic, other] = [await scene.topic('LITE'), await scene.topic('LITE')]
    const consumer = await consumerOf(scene, topic)
    expect(await subscribe(consumer, ['a'], LiteSubscriptionAction.PARTIAL_ADD, other)).toBe('ILLEGAL_TOPIC')
    const plain = await scene.group()
    await expect(consumerOf(scene, topic, plain)).rejects.toThrow()
    const request = { topic: { name: topic }, group: { name: plain }, liteTopicSet: ['a'] }
    expect(codeOf(await consumer.client.syncLite(request))).toBe('ILLEGAL_TOPIC')
  })
}
