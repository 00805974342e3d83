import { expect } from 'vitest'
import { apache } from '../../src/wire/generated/protocol.js'
import { codeOf, millisecondsOf, testOn, unique } from './scene.js'
import type { ServerUnderTest } from './server-under-test.js'

import v2 = apache.rocketmq.v2

const { ClientType } = v2

const LADDER_SECONDS = [1, 5, 10, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 1200, 1800, 3600, 7200]

/** Telemetry, heartbeats, terminations. */
export function settings(server: ServerUnderTest): void {
  const test = testOn(server)

  test("a producer's settings come back with the server's in them", async ({ scene }) => {
    const topic = await scene.topic()
    const telemetry = scene.client().telemetry()
    telemetry.write({
      settings: {
        clientType: ClientType.PRODUCER,
        requestTimeout: { seconds: 7 },
        publishing: { topics: [{ name: topic }], maxBodySize: 1, validateMessageType: false },
      },
    })
    const answer = await telemetry.next()
    telemetry.close()
    expect(codeOf(answer)).toBe('OK')
    const { publishing, backoffPolicy, metric, requestTimeout } = answer.settings ?? {}
    expect(publishing?.topics?.map(({ name }) => name)).toEqual([topic])
    expect([publishing?.maxBodySize, publishing?.validateMessageType]).toEqual([4194304, true])
    expect(backoffPolicy?.maxAttempts).toBe(3)
    const { initial, max, multiplier } = backoffPolicy?.exponentialBackoff ?? {}
    expect([millisecondsOf(initial), millisecondsOf(max), multiplier]).toEqual([10, 1000, 2])
    expect(millisecondsOf(requestTimeout)).toBe(7000)
    expect(metric?.on ?? false).toBe(false)
  })

  test("a consumer's settings come back with its group's ladder", async ({ scene }) => {
    const consumer = await scene.consumer({ group: await scene.group(), topic: await scene.topic() })
    const { subscription, backoffPolicy } = consumer.settings
    expect([subscription?.fifo, subscription?.receiveBatchSize]).toEqual([false, 32])
    expect(millisecondsOf(subscription?.longPollingTimeout)).toBe(20_000)
    expect(subscription?.subscriptions?.[0]?.topic?.name).toBe(consumer.topic)
    expect(backoffPolicy?.maxAttempts).toBe(17)
    const ladder = backoffPolicy?.customizedBackoff?.next ?? []
    expect(ladder.map(step => millisecondsOf(step) / 1000)).toEqual(LADDER_SECONDS)
  })

  test('order, attempts and growing waits of a group are told', async ({ scene }) => {
    const group = await scene.group({
      fifo: true,
      maxAttempts: 5,
      backoff: { initialMs: 1000, maxMs: 10_000, multiplier: 2 },
    })
    const consumer = await scene.consumer({ group, topic: await scene.topic('FIFO') })
    const { subscription, backoffPolicy } = consumer.settings
    expect([subscription?.fifo, backoffPolicy?.maxAttempts]).toEqual([true, 5])
    const { initial, max, multiplier } = backoffPolicy?.exponentialBackoff ?? {}
    expect([millisecondsOf(initial), millisecondsOf(max), multiplier]).toEqual([1000, 10_000, 2])
  })

  test('settings of neither kind end the stream', async ({ scene }) => {
    const telemetry = scene.client().telemetry()
    telemetry.write({ settings: { clientType: ClientType.PRODUCER } })
    expect((await telemetry.ended).code).toBe(3)
  })

  test('settings of an unknown group end the stream', async ({ scene }) => {
    const topic = await scene.topic()
    const group = unique('nobody')
    const telemetry = scene.client().telemetry()
    telemetry.write({
      settings: {
        clientType: ClientType.SIMPLE_CONSUMER,
        subscription: {
          group: { name: group },
          subscriptions: [{ topic: { name: topic }, expression: { type: 1, expression: '*' } }],
        },
      },
    })
    if (server.mode === 'CLUSTER') {
      // The broker makes the group.
      expect(codeOf(await telemetry.next())).toBe('OK')
      telemetry.close()
    } else expect((await telemetry.ended).code).toBe(3)
  })

  test('a language the server does not know ends the stream', async ({ scene }) => {
    const topic = await scene.topic()
    for (const language of ['KLINGON', undefined]) {
      const telemetry = scene.client({ headers: { 'x-mq-language': language } }).telemetry()
      telemetry.write({
        settings: { clientType: ClientType.PRODUCER, publishing: { topics: [{ name: topic }] } },
      })
      expect((await telemetry.ended).code).toBe(13)
    }
    const telemetry = scene.client({ headers: { 'x-mq-language': 'NODE_JS' } }).telemetry()
    telemetry.write({
      settings: { clientType: ClientType.PRODUCER, publishing: { topics: [{ name: topic }] } },
    })
    expect(codeOf(await telemetry.next())).toBe('OK')
    telemetry.close()
  })

  test.for([
    ['pull', ClientType.PULL_CONSUMER],
    ['lite simple', ClientType.LITE_SIMPLE_CONSUMER],
  ] as const)('a %s consumer is unknown to the server', async ([, clientType], { scene }) => {
    const [topic, group] = [await scene.topic(), await scene.group()]
    const telemetry = scene.client().telemetry()
    telemetry.write({
      settings: {
        clientType,
        subscription: {
          group: { name: group },
          subscriptions: [{ topic: { name: topic }, expression: { type: 1, expression: '*' } }],
        },
      },
    })
    expect((await telemetry.ended).code).toBe(13)
  })

  test('what a client sends besides settings gets no answer', async ({ scene }) => {
    const topic = await scene.topic()
    const telemetry = scene.client().telemetry()
    telemetry.write({ threadStackTrace: { nonce: 'n', threadStackTrace: 'at' } })
    telemetry.write({ verifyMessageResult: { nonce: 'n' }, status: { code: v2.Code.OK } })
    telemetry.write({
      settings: { clientType: ClientType.PRODUCER, publishing: { topics: [{ name: topic }] } },
    })
    expect((await telemetry.next()).command).toBe('settings')
    telemetry.close()
  })

  test('a client without settings has no heartbeat, and none after it left', async ({ scene }) => {
    const [topic, group] = [await scene.topic(), await scene.group()]
    const stranger = scene.client()
    const beat = await stranger.heartbeat({ group: { name: group }, clientType: ClientType.SIMPLE_CONSUMER })
    expect(codeOf(beat)).toBe('UNRECOGNIZED_CLIENT_TYPE')
    expect(codeOf(await stranger.terminate({ group: { name: group } }))).toBe('UNRECOGNIZED_CLIENT_TYPE')

    const consumer = await scene.consumer({ group, topic })
    expect(codeOf(await consumer.heartbeat())).toBe('OK')
    const nameless = { clientType: ClientType.SIMPLE_CONSUMER }
    expect(codeOf(await consumer.client.heartbeat(nameless))).toBe('ILLEGAL_CONSUMER_GROUP')
    expect(codeOf(await consumer.terminate())).toBe('OK')
    expect(codeOf(await consumer.heartbeat())).toBe('UNRECOGNIZED_CLIENT_TYPE')
    expect(codeOf(await consumer.terminate())).toBe('UNRECOGNIZED_CLIENT_TYPE')
  })

  test('a consumer that leaves without naming its group is refused, and gone', async ({ scene }) => {
    const consumer = await scene.consumer({ group: await scene.group(), topic: await scene.topic() })
    expect(codeOf(await consumer.client.terminate({}))).toBe('ILLEGAL_CONSUMER_GROUP')
    expect(codeOf(await consumer.heartbeat())).toBe('UNRECOGNIZED_CLIENT_TYPE')
  })

  test('a producer needs no group for heartbeat and farewell', async ({ scene }) => {
    const topic = await scene.topic()
    const client = scene.client()
    const telemetry = client.telemetry()
    telemetry.write({
      settings: { clientType: ClientType.PRODUCER, publishing: { topics: [{ name: topic }] } },
    })
    await telemetry.next()
    expect(codeOf(await client.heartbeat({ clientType: ClientType.PRODUCER }))).toBe('OK')
    expect(codeOf(await client.terminate({}))).toBe('OK')
    expect(codeOf(await client.terminate({}))).toBe('UNRECOGNIZED_CLIENT_TYPE')
    telemetry.close()
  })
}
