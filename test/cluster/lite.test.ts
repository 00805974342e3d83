import { afterAll, describe, expect, it } from 'vitest'
import { LitePushConsumer, LiteSimpleConsumer, type MessageView, Producer } from '../../src/index.js'
import { clusterModeCluster, eventually, hasCluster, localCluster, uniqueName } from '../support/cluster.js'
import { Recorder } from '../support/consuming.js'
import { UNHURRIED } from '../support/reading-back.js'

describe.runIf(hasCluster('clusterMode'))('lite topics on the real server', () => {
  const cluster = clusterModeCluster()
  const { endpoints } = cluster
  const producer = new Producer({ endpoints, ...UNHURRIED })
  afterAll(() => producer.close())

  async function given() {
    const bindTopic = uniqueName('lite')
    const consumerGroup = uniqueName('lite')
    await cluster.createTopic(bindTopic, 'LITE')
    await cluster.createGroup(consumerGroup, { liteTopic: bindTopic, maxAttempts: 3 })
    return { endpoints, bindTopic, consumerGroup }
  }

  async function sendAll(topic: string, liteTopic: string, bodies: readonly string[]): Promise<void> {
    for (const body of bodies) await producer.send({ topic, liteTopic, body })
  }

  it('pushes the lite topics subscribed to, in order, and no others', async () => {
    const names = await given()
    const recorder = new Recorder()
    const consumer = new LitePushConsumer({ ...names, listener: recorder.listener })
    await consumer.subscribeLite('a')
    await consumer.subscribeLite('b')
    for (const name of ['a', 'b', 'c'])
      await sendAll(
        names.bindTopic,
        name,
        [1, 2, 3].map(n => `${name}${n}`),
      )
    await recorder.saw(6, 60_000)
    for (const name of ['a', 'b'])
      expect(recorder.bodies.filter(body => body.startsWith(name))).toEqual([1, 2, 3].map(n => `${name}${n}`))
    await consumer.unsubscribeLite('a')
    await consumer.subscribeLite('c', { offset: 'min' })
    await recorder.saw(9, 60_000)
    expect(recorder.bodies.slice(6)).toEqual(['c1', 'c2', 'c3'])
    expect(recorder.messages[8]).toMatchObject({ topic: names.bindTopic, liteTopic: 'c' })
    await consumer.close()
  })

  it('stores the messages of a lite topic in the order they were sent, though nobody awaited them', async () => {
    const { bindTopic } = await given()
    const names = ['a', 'b', 'c']
    const sends = Array.from({ length: 60 }, (_, n) => n).flatMap(n =>
      names.map(async liteTopic => {
        const { offset } = await producer.send({ topic: bindTopic, liteTopic, body: `${liteTopic}${n}` })
        return { liteTopic, offset }
      }),
    )
    const receipts = await Promise.all(sends)
    for (const name of names) {
      const offsets = receipts.filter(({ liteTopic }) => liteTopic === name).map(({ offset }) => offset)
      expect(offsets).toEqual(offsets.toSorted((one, other) => one - other))
    }
  })

  it('suspends a lite topic oftener than a message may fail', async () => {
    const names = await given()
    const seen: MessageView[] = []
    const consumer = new LitePushConsumer({
      ...names,
      listener: message => {
        seen.push(message)
        return seen.length <= 5 ? { suspendMs: 200 } : undefined
      },
    })
    await consumer.subscribeLite('a')
    await sendAll(names.bindTopic, 'a', ['first', 'second'])
    await eventually(() => expect(seen.at(-1)?.text()).toBe('second'))
    expect(seen.map(message => message.text())).toEqual([
      ...Array.from({ length: 6 }, () => 'first'),
      'second',
    ])
    // The server counts one suspended delivery, where all that it gives again was taken before.
    expect(Math.max(...seen.map(message => message.deliveryAttempt))).toBeLessThanOrEqual(2)
    await consumer.close()
  })

  it('refuses a group that is not a lite group, with the reason of the server', async () => {
    const { bindTopic } = await given()
    const consumerGroup = uniqueName('plain')
    await cluster.createGroup(consumerGroup)
    const consumer = new LitePushConsumer({ endpoints, bindTopic, consumerGroup, listener: () => {} })
    await expect(consumer.start()).rejects.toThrow(/lite|LITE/)
    await consumer.close()
  })

  it('gives messages on request', async () => {
    const names = await given()
    const consumer = new LiteSimpleConsumer({ ...names, awaitDurationMs: 5_000 })
    await consumer.subscribeLite('a')
    await sendAll(names.bindTopic, 'a', ['1', '2', '3'])
    await sendAll(names.bindTopic, 'b', ['no'])
    const messages: MessageView[] = []
    while (messages.length < 3) {
      const received = await consumer.receive({ maxMessages: 1 })
      if (messages.length === 0 && received[0]?.deliveryAttempt === 1 && received.length === 1) {
        await consumer.changeInvisibleDuration(received[0], 0)
        let again: MessageView | undefined
        while (again === undefined) again = (await consumer.receive({ maxMessages: 1 }))[0]
        expect(again).toMatchObject({ messageId: received[0].messageId, deliveryAttempt: 2 })
        messages.push(again)
        await consumer.ack(again)
      } else {
        messages.push(...received)
        await consumer.ack(received)
      }
    }
    expect(messages.map(message => message.text())).toEqual(['1', '2', '3'])
    await consumer.close()
  })
})

describe('lite topics on a LOCAL-mode server', () => {
  it.runIf(localCluster().mode !== 'cluster')('are refused with advice', async () => {
    const cluster = localCluster()
    const bindTopic = uniqueName('lite')
    const consumerGroup = uniqueName('lite')
    await cluster.createTopic(bindTopic, 'LITE')
    await cluster.createGroup(consumerGroup, { liteTopic: bindTopic })
    const { endpoints } = cluster
    const consumer = new LitePushConsumer({ endpoints, bindTopic, consumerGroup, listener: () => {} })
    await expect(consumer.start()).rejects.toMatchObject({ code: 'UNSUPPORTED_BY_SERVER' })
    await consumer.close()
  })
})
