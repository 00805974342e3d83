import { afterAll, describe, expect, it } from 'vitest'
import { LitePushConsumer, LiteSimpleConsumer, type MessageView, Producer } from '../../src/index.js'
import { clusterModeCluster, eventually, hasCluster, localCluster, uniqueName } from '../support/cluster.js'
import { Recorder } from '../support/consuming.js'
import { PATIENT_CLIENT } from '../support/patience.js'
import { receiveAll, UNHURRIED } from '../support/reading-back.js'

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
    return { ...PATIENT_CLIENT, endpoints, bindTopic, consumerGroup }
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
    // What is stored or delivered twice counts where it came first.
    const seen = () => [...new Set(recorder.bodies)]
    await eventually(() => expect(seen().length).toBeGreaterThanOrEqual(6))
    for (const name of ['a', 'b'])
      expect(seen().filter(body => body.startsWith(name))).toEqual([1, 2, 3].map(n => `${name}${n}`))
    await consumer.unsubscribeLite('a')
    await consumer.subscribeLite('c', { offset: 'min' })
    await eventually(() => expect(seen().length).toBeGreaterThanOrEqual(9))
    expect(seen().slice(6)).toEqual(['c1', 'c2', 'c3'])
    const last = recorder.messages.find(message => message.text() === 'c3')
    expect(last).toMatchObject({ topic: names.bindTopic, liteTopic: 'c' })
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
    const texts = () => seen.map(message => message.text())
    await eventually(() => expect(texts()).toContain('second'))
    // Five times suspended and then let through, before the one behind it.
    expect(new Set(texts().slice(0, 6))).toEqual(new Set(['first']))
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
    const next = async () => (await receiveAll(consumer, 1, { maxMessages: 1 }))[0] as MessageView
    const first = await next()
    expect([first.text(), first.deliveryAttempt]).toEqual(['1', 1])
    await consumer.changeInvisibleDuration(first, 0)
    const texts = new Set<string>()
    for (let attempt = 2; texts.size < 3; attempt = 1) {
      const message = await next()
      if (!texts.has(message.text())) expect(message.deliveryAttempt).toBe(attempt)
      texts.add(message.text())
      await consumer.ack(message)
    }
    expect([...texts]).toEqual(['1', '2', '3'])
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
