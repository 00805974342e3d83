import { expect } from 'vitest'
import type { apache } from '../../src/wire/generated/protocol.js'
import { handleAfterChange } from '../../src/wire/receipt-handle.js'
import { type RawConsumer, receiptOf, textOf } from './raw-consumer.js'
import { codeOf, eventually, message, only, type Scene, testOn } from './scene.js'
import type { ServerUnderTest } from './server-under-test.js'

/**
 * What the server puts among the dead letters of a consumer's group by itself: it does so when a poll of the consumer
 * finds the message, which may take more than one, and shows the consumer nothing of it.
 */
async function buried(scene: Scene, consumer: RawConsumer): Promise<apache.rocketmq.v2.IMessage> {
  const undertaker = await scene.consumer({ group: await scene.group(), topic: `%DLQ%${consumer.group}` })
  return eventually('a dead letter', async () => {
    expect((await consumer.receive({ pollMs: 8000 })).code).toBe('MESSAGE_NOT_FOUND')
    return (await undertaker.receive({ max: 1 })).messages[0]
  })
}

/** Invisible times, receipts that expire, attempts, dead letters. */
export function redelivery(server: ServerUnderTest): void {
  const test = testOn(server)

  test('a message not acknowledged comes back with a new receipt; the old one is void', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    await scene.client().send(message(topic, { body: 'again' }))
    const begun = Date.now()
    const first = await consumer.receiveOne({ invisibleMs: 10_000 })
    const second = await consumer.receiveOne({ pollMs: 20_000 })
    expect(Date.now() - begun).toBeGreaterThan(8000)
    expect(second.systemProperties?.messageId).toBe(first.systemProperties?.messageId)
    expect(second.systemProperties?.deliveryAttempt).toBe(2)
    expect(codeOf(await consumer.acknowledge(first))).toBe('INVALID_RECEIPT_HANDLE')
    expect(codeOf(await consumer.changeInvisible(first, 30_000))).toBe('INVALID_RECEIPT_HANDLE')
    expect(codeOf(await consumer.acknowledge(second))).toBe('OK')
  })

  test('a changed invisible time decides when, and gives a new receipt', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    await scene.client().send(message(topic))
    const first = await consumer.receiveOne()
    const changed = await consumer.changeInvisible(first, 1000)
    expect(codeOf(changed)).toBe('OK')
    expect(changed.receiptHandle).not.toBe(receiptOf(first).receiptHandle)
    const second = await consumer.receiveOne({ pollMs: 20_000 })
    expect(second.systemProperties?.deliveryAttempt).toBe(2)

    // Acknowledged by the new receipt, it does not come back.
    const later = await consumer.changeInvisible(second, 16_000)
    const renewed = { systemProperties: { ...second.systemProperties, receiptHandle: later.receiptHandle } }
    expect(codeOf(await consumer.acknowledge(renewed))).toBe('OK')
    expect((await consumer.receive({ pollMs: 20_000 })).code).toBe('MESSAGE_NOT_FOUND')
  })

  test('a handle that names a broker that is not there is void; a LOCAL server says OK all the same', async ({
    scene,
  }) => {
    const topic = await scene.topic('NORMAL', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    await scene.client().send(message(topic))
    const taken = await consumer.receiveOne()
    const receiptHandle = receiptOf(taken).receiptHandle.replace(/broker-\w+/, 'broker-elsewhere')
    const foreign = { systemProperties: { ...taken.systemProperties, receiptHandle } }
    const [acked, changed] = [
      await consumer.acknowledge(foreign),
      await consumer.changeInvisible(foreign, 10_000),
    ]
    if (server.mode === 'LOCAL') expect([acked, changed].map(codeOf)).toEqual(['OK', 'OK'])
    else {
      expect([acked, changed].map(codeOf)).toEqual(['INVALID_RECEIPT_HANDLE', 'INVALID_RECEIPT_HANDLE'])
      expect(changed.status?.message).toContain('cannot find broker broker-elsewhere')
    }
  })

  test('the handle of a changed message is faulty in LOCAL mode, and good once it is put right', async ({
    scene,
  }) => {
    const topic = await scene.topic('NORMAL', 1)
    const group = await scene.group()
    const consumer = await scene.consumer({ group, topic })
    // A LOCAL server loses the second message's place, and takes the first one that it ever stored instead.
    const bodies = ['0', 'acknowledged', 'put right', 'dead', 'dead after all']
    await scene.client().send(...bodies.map(body => message(topic, { body })))
    const change = async (wanted: string, mend: boolean) => {
      const taken = only(got.filter(each => textOf(each) === wanted))
      const { receiptHandle: before } = receiptOf(taken)
      const answer = (await consumer.changeInvisible(taken, 10_000)).receiptHandle
      const receiptHandle = mend ? handleAfterChange(before, answer) : answer
      return { ...taken, systemProperties: { ...taken.systemProperties, receiptHandle } }
    }
    // What is not changed stays hidden to the end, however long that takes.
    const got = await consumer.receiveAll(5, { invisibleMs: 240_000 })
    const [as, mended] = [await change('acknowledged', false), await change('put right', true)]
    expect(codeOf(await consumer.acknowledge(as, mended))).toBe('OK')
    expect(codeOf(await consumer.forwardToDeadLetters(await change('dead', false)))).toBe('OK')
    expect(codeOf(await consumer.forwardToDeadLetters(await change('dead after all', true)))).toBe('OK')

    const undertaker = await scene.consumer({ group: await scene.group(), topic: `%DLQ%${group}` })
    const dead = (await undertaker.receiveAll(2)).map(textOf)
    expect(dead[1]).toBe('dead after all')
    if (server.mode === 'CLUSTER') expect(dead[0]).toBe('dead')
    else {
      expect(dead[0]).not.toBe('dead')
      const again = await consumer.receiveAll(2, { pollMs: 20_000, invisibleMs: 240_000 })
      expect(again.map(textOf).sort()).toEqual(['acknowledged', 'dead'])
    }
    expect((await consumer.receive({ pollMs: 20_000 })).code).toBe('MESSAGE_NOT_FOUND')
  })

  test('an invisible time of nothing brings it back at once, twelve hours are the most', async ({
    scene,
  }) => {
    const topic = await scene.topic('NORMAL', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    await scene.client().send(message(topic))
    const first = await consumer.receiveOne()
    expect(codeOf(await consumer.changeInvisible(first, 12 * 3600_000 + 1000))).toBe('ILLEGAL_INVISIBLE_TIME')
    expect(codeOf(await consumer.changeInvisible(first, 0))).toBe('OK')
    expect((await consumer.receiveOne()).systemProperties?.deliveryAttempt).toBe(2)
  })

  test('a suspended delivery does not count', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    await scene.client().send(message(topic))
    const first = await consumer.receiveOne()
    expect(codeOf(await consumer.changeInvisible(first, 1000, true))).toBe('OK')
    const second = await consumer.receiveOne()
    expect(second.systemProperties?.deliveryAttempt).toBe(1)
    await consumer.changeInvisible(second, 1000)
    expect((await consumer.receiveOne()).systemProperties?.deliveryAttempt).toBe(2)
  })

  test('only the message that failed comes back, not its neighbours', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    const bodies = ['0', '1', '2', '3']
    await scene.client().send(...bodies.map(body => message(topic, { body })))
    const got = await consumer.receiveAll(4)
    const failed = got.filter(each => textOf(each) === '2')
    const rest = got.filter(each => textOf(each) !== '2')
    expect(codeOf(await consumer.acknowledge(...rest))).toBe('OK')
    for (const each of failed) await consumer.changeInvisible(each, 1000)
    expect(textOf(await consumer.receiveOne())).toBe('2')
    expect((await consumer.receive({ pollMs: 5000 })).code).toBe('MESSAGE_NOT_FOUND')
  })

  test('a message that had all its attempts becomes a dead letter', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const group = await scene.group({ maxAttempts: 2 })
    const consumer = await scene.consumer({ group, topic })
    await scene.client().send(message(topic, { body: 'poison', tag: 'p', properties: { a: 'b' } }))
    for (const attempt of [1, 2]) {
      const got = await consumer.receiveOne()
      expect(got.systemProperties?.deliveryAttempt).toBe(attempt)
      await consumer.changeInvisible(got, 1000)
    }
    const dead = await buried(scene, consumer)
    expect([textOf(dead), dead.systemProperties?.tag]).toEqual(['poison', 'p'])
    expect(dead.userProperties).toMatchObject({ a: 'b' })
    // It was delivered twice, and its way here counts as one more.
    expect(dead.systemProperties?.deliveryAttempt).toBe(4)
  })

  test('a group that allows as few deliveries cannot read a dead letter: it becomes one of its own', async ({
    scene,
  }) => {
    const topic = await scene.topic('NORMAL', 1)
    const group = await scene.group()
    const consumer = await scene.consumer({ group, topic })
    await scene.client().send(message(topic, { body: 'bad' }))
    expect(codeOf(await consumer.forwardToDeadLetters(await consumer.receiveOne()))).toBe('OK')
    const few = await scene.group({ maxAttempts: 1 })
    const refused = await scene.consumer({ group: few, topic: `%DLQ%${group}` })
    const dead = await buried(scene, refused)
    expect([textOf(dead), dead.systemProperties?.deliveryAttempt]).toEqual(['bad', 3])
  })

  test('a message forwarded to the dead letters is readable there, and gone here', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const group = await scene.group()
    const consumer = await scene.consumer({ group, topic })
    await scene.client().send(message(topic, { body: 'bad' }))
    const got = await consumer.receiveOne({ invisibleMs: 16_000 })
    expect(codeOf(await consumer.forwardToDeadLetters(got))).toBe('OK')
    expect(codeOf(await consumer.acknowledge(got))).toBe('OK')
    const undertaker = await scene.consumer({ group: await scene.group(), topic: `%DLQ%${group}` })
    const dead = await undertaker.receiveOne()
    expect([textOf(dead), dead.systemProperties?.deliveryAttempt]).toEqual(['bad', 2])
    expect(dead.systemProperties?.messageId).toBe(got.systemProperties?.messageId)
    expect((await consumer.receive({ pollMs: 18_000 })).code).toBe('MESSAGE_NOT_FOUND')
  })

  test('a message is forwarded by an expired receipt, too', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const group = await scene.group()
    const consumer = await scene.consumer({ group, topic })
    await scene.client().send(message(topic, { body: 'late' }))
    const got = await consumer.receiveOne({ invisibleMs: 10_000 })
    const again = await consumer.receiveOne({ pollMs: 20_000 })
    expect(again.systemProperties?.deliveryAttempt).toBe(2)
    expect(codeOf(await consumer.acknowledge(again))).toBe('OK')
    expect(codeOf(await consumer.forwardToDeadLetters(got))).toBe('OK')
    const undertaker = await scene.consumer({ group: await scene.group(), topic: `%DLQ%${group}` })
    expect(textOf(await undertaker.receiveOne())).toBe('late')
  })

  test('a renewed message stays hidden until its client is gone', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const group = await scene.group()
    const holder = await scene.consumer({ group, topic, clientType: 2 })
    await scene.client().send(message(topic))
    const held = await holder.receiveOne({ autoRenew: true, invisibleMs: 0 })
    const other = await scene.consumer({ group, topic, clientType: 2 })
    expect((await other.receive()).code).toBe('MESSAGE_NOT_FOUND')
    expect(codeOf(await holder.terminate())).toBe('OK')
    const again = await other.receiveOne({ autoRenew: true })
    expect(again.systemProperties?.messageId).toBe(held.systemProperties?.messageId)
    expect(codeOf(await other.acknowledge(again))).toBe('OK')
  })
}
