import { expect } from 'vitest'
import { apache } from '../../src/wire/generated/protocol.js'
import { receiptOf, textOf } from './raw-consumer.js'
import { codeOf, message, only, testOn, unique } from './scene.js'
import type { ServerUnderTest } from './server-under-test.js'

import v2 = apache.rocketmq.v2

/** A deadline below the shortest poll of the server; what is left of it must do on a slow machine. */
const SHORT_MS = 4_900

/** What ReceiveMessage and AckMessage answer. */
export function receiving(server: ServerUnderTest): void {
  const test = testOn(server)

  test('an answer is a status, the messages, then a time', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    await scene.client().send(message(topic), message(topic))
    await scene.untilVisible(topic, 2)
    const { code, order } = await consumer.receive()
    expect([code, order]).toEqual(['OK', ['status', 'message', 'message', 'deliveryTimestamp']])
  })

  test('an empty topic is polled for five seconds at least, then there is no message', async ({ scene }) => {
    const consumer = await scene.consumer({ group: await scene.group(), topic: await scene.topic() })
    const begun = Date.now()
    const { code, order } = await consumer.receive({ pollMs: 1000 })
    expect([code, order]).toEqual(['MESSAGE_NOT_FOUND', ['status', 'deliveryTimestamp']])
    expect(Date.now() - begun).toBeGreaterThan(4000)
  })

  test('a message that comes ends a poll', async ({ scene }) => {
    const topic = await scene.topic()
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    const begun = Date.now()
    let over = false
    const polled = consumer.receive({ pollMs: 20_000 }).finally(() => {
      over = true
    })
    // A message that comes while the server is about to let the poll wait does not wake it.
    for (let round = 0; !over && round < 20; round++) {
      await scene.client().send(message(topic, { body: 'woke' }))
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    expect((await polled).messages.map(textOf)).toContain('woke')
    expect(Date.now() - begun).toBeLessThan(18_000)
  })

  test('a receive brings 32 messages at most', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    await scene.client().send(...Array.from({ length: 40 }, () => message(topic)))
    await scene.untilVisible(topic, 40)
    const invisibleMs = 300_000
    expect((await consumer.receive({ max: 100, invisibleMs })).messages).toHaveLength(32)
    expect((await consumer.receive({ max: 3, invisibleMs })).messages).toHaveLength(3)
    expect(await consumer.receiveAll(5, { invisibleMs })).toHaveLength(5)
  })

  test('a new group begins at the beginning, and each group has its own course', async ({ scene }) => {
    const topic = await scene.topic()
    await scene.client().send(message(topic, { body: 'early' }))
    for (const group of [await scene.group(), await scene.group()]) {
      const consumer = await scene.consumer({ group, topic })
      expect(textOf(await consumer.receiveOne())).toBe('early')
    }
  })

  test('what is acknowledged is gone, and acknowledging again is no error', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    await scene.client().send(message(topic))
    const got = await consumer.receiveOne({ invisibleMs: 16_000 })
    for (const _again of [1, 2]) expect(codeOf(await consumer.acknowledge(got))).toBe('OK')
    expect((await consumer.receive({ pollMs: 18_000 })).code).toBe('MESSAGE_NOT_FOUND')
  })

  test('many acknowledgements in one request: one entry each', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    await scene.client().send(...Array.from({ length: 40 }, () => message(topic)))
    const got = await consumer.receiveAll(40)
    const reply = await consumer.acknowledge(...got)
    expect([codeOf(reply), reply.entries?.length]).toEqual(['OK', 40])
    expect(reply.entries?.map(entry => entry.receiptHandle)).toEqual(
      got.map(each => receiptOf(each).receiptHandle),
    )
  })

  test('good and bad receipts in one request have each their own code', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    await scene.client().send(message(topic))
    const got = await consumer.receiveOne()
    const forged = { systemProperties: { ...got.systemProperties, receiptHandle: 'forged' } }
    const mixed = await consumer.acknowledge(got, forged)
    expect(codeOf(mixed)).toBe('MULTIPLE_RESULTS')
    expect(mixed.entries?.map(codeOf)).toEqual(['OK', 'INTERNAL_SERVER_ERROR'])
    expect(codeOf(await consumer.acknowledge(forged))).toBe('INTERNAL_SERVER_ERROR')
    expect(codeOf(await consumer.acknowledge())).toBe('INTERNAL_SERVER_ERROR')
  })

  test('an invisible time outside ten seconds to twelve hours is illegal', async ({ scene }) => {
    const topic = await scene.topic()
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    await scene.client().send(message(topic))
    for (const invisibleMs of [0, 9999, 12 * 3600_000 + 1000]) {
      const { code, order } = await consumer.receive({ invisibleMs })
      expect([code, order]).toEqual(['ILLEGAL_INVISIBLE_TIME', ['status', 'deliveryTimestamp']])
    }
    expect(textOf(await consumer.receiveOne({ invisibleMs: 10_000 }))).toBe('body')
  })

  test('a poll without a deadline fails, one that is too short is refused', async ({ scene }) => {
    const topic = await scene.topic()
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    expect((await consumer.receive({ timeoutMs: 0 })).code).toBe('INTERNAL_SERVER_ERROR')
    expect((await consumer.receive({ pollMs: 20_000, timeoutMs: SHORT_MS })).code).toBe(
      'ILLEGAL_POLLING_TIME',
    )
    const old = await scene.consumer({
      group: consumer.group,
      topic,
      client: { headers: { 'x-mq-client-version': '5.0.2' } },
    })
    expect((await old.receive({ pollMs: 20_000, timeoutMs: SHORT_MS })).code).toBe('BAD_REQUEST')
  })

  test('a client without Settings cannot receive', async ({ scene }) => {
    const topic = await scene.topic()
    const group = await scene.group()
    const pieces = await scene.client().receive({
      group: { name: group },
      messageQueue: { topic: { name: topic } },
      batchSize: 1,
      invisibleDuration: { seconds: 30 },
    })
    expect(codeOf({ status: pieces[0]?.status ?? {} })).toBe('INTERNAL_SERVER_ERROR')
  })

  test('receiving from an unknown topic, or as an unknown group', async ({ scene }) => {
    const topic = await scene.topic()
    const group = await scene.group()
    const consumer = await scene.consumer({ group, topic })
    const receive = async (names: { group: string; topic: string }) => {
      const pieces = await consumer.client.receive({
        group: { name: names.group },
        messageQueue: { topic: { name: names.topic } },
        filterExpression: { type: v2.FilterType.TAG, expression: '*' },
        batchSize: 1,
        invisibleDuration: { seconds: 30 },
        longPollingTimeout: { seconds: 5 },
      })
      return codeOf({ status: pieces[0]?.status ?? {} })
    }
    const unknown = server.mode === 'CLUSTER' ? 'TOPIC_NOT_FOUND' : 'INTERNAL_SERVER_ERROR'
    expect(await receive({ group, topic: unique('nobody') })).toBe(unknown)
    expect(await receive({ group: unique('nobody'), topic })).toBe('MESSAGE_NOT_FOUND')
  })

  test('filters: tags are named exactly, several with bars', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const sent = [
      message(topic, { tag: 'a', body: 'a' }),
      message(topic, { tag: 'b', body: 'b' }),
      message(topic, { tag: 'ab', body: 'ab' }),
      message(topic, { body: 'none' }),
    ]
    await scene.client().send(...sent)
    const received = async (expression: string, count: number) => {
      const consumer = await scene.consumer({ group: await scene.group(), topic })
      const got = await consumer.receiveAll(count, { filter: { type: v2.FilterType.TAG, expression } })
      return got.map(textOf).sort()
    }
    expect(await received('a || b', 2)).toEqual(['a', 'b'])
    expect(await received('ab', 1)).toEqual(['ab'])
    expect(await received('*', 4)).toEqual(['a', 'ab', 'b', 'none'])
  })

  test('filters: what a group does not want it never gets', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    await scene.client().send(message(topic, { tag: 'b' }), message(topic, { tag: 'a', body: 'wanted' }))
    const filter = { type: v2.FilterType.TAG, expression: 'a' }
    expect(textOf(only(await consumer.receiveAll(1, { filter })))).toBe('wanted')
    expect((await consumer.receive({ pollMs: 5000 })).code).toBe('MESSAGE_NOT_FOUND')
  })

  test('an answer that nobody hears comes back, and does not count', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const group = await scene.group()
    const consumer = await scene.consumer({ group, topic })
    const gone = await scene.consumer({ group, topic })
    const abort = new AbortController()
    const polled = gone.receive({ pollMs: 20_000, signal: abort.signal })
    // Asked over the same connection, and answered when what was said before has long been there.
    const roundTrip = () =>
      gone.client.queryRoute({ topic: { name: topic }, endpoints: { scheme: v2.AddressScheme.IPv4 } })
    await roundTrip()
    abort.abort()
    await expect(polled).rejects.toThrow()
    await roundTrip()
    await scene.client().send(message(topic, { body: 'kept' }))
    const got = await consumer.receiveOne()
    expect([textOf(got), got.systemProperties?.deliveryAttempt]).toEqual(['kept', 1])
  })
}
