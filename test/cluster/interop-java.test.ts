import { describe, expect, it } from 'vitest'
import { Producer, PushConsumer, SimpleConsumer } from '../../src/index.js'
import { eventually, localCluster, uniqueName } from '../support/cluster.js'
import { JavaConsumer, javaPeer, remotingPeer } from '../support/java-peer.js'
import { PATIENT_CLIENT } from '../support/patience.js'
import { receiveAll, UNHURRIED } from '../support/reading-back.js'

const COUNT = 5

/** Messages of a lane, and how many of all each client has to get. */
const LEAST = 100
const MOST = 1_000
const SHARE = 10

const cluster = localCluster()
const { endpoints } = cluster

async function given({ fifo = false } = {}) {
  const topic = uniqueName('interop')
  const group = uniqueName('interop')
  await cluster.createTopic(topic, fifo ? 'FIFO' : 'NORMAL')
  await cluster.createGroup(group, { fifo })
  return { topic, group }
}

describe('the official Java client and this one', () => {
  it('reads here, with every field, what was sent there', async () => {
    const { topic, group } = await given()
    const ids = await javaPeer('send', endpoints, topic, String(COUNT))
    await using consumer = new SimpleConsumer({
      ...PATIENT_CLIENT,
      endpoints,
      consumerGroup: group,
      subscriptions: { [topic]: 'from-java' },
    })
    const messages = await receiveAll(consumer, COUNT)
    await consumer.ack(messages)
    for (const [index, messageId] of ids.entries()) {
      const message = messages.find(each => each.messageId === messageId)
      expect(message).toMatchObject({
        topic,
        tag: 'from-java',
        keys: [`key-${index}`, 'second'],
        properties: { number: String(index), text: 'grüße 消息' },
        deliveryAttempt: 1,
        corrupted: undefined,
      })
      expect(message?.text()).toBe(`body ${index} ✓`)
      expect(Math.abs(Date.now() - (message?.bornTimestamp.getTime() ?? 0))).toBeLessThan(600_000)
      expect(message?.bornHost).not.toBe('')
    }
  })

  it('reads there, with every field, what was sent here in one batch', async () => {
    const { topic, group } = await given()
    await using producer = new Producer({ endpoints, ...UNHURRIED, batch: { mode: 'on' } })
    const sent = Array.from({ length: COUNT }, (_, i) => ({
      topic,
      tag: `tag-${i}`,
      keys: [`k${i}`, 'all'],
      properties: { text: `grüße ${i} 消息` },
      body: `body ${i} ✓`,
    }))
    const receipts = await Promise.all(sent.map(message => producer.send(message)))
    const lines = await javaPeer('receive', endpoints, topic, group, String(COUNT))
    for (const [index, message] of sent.entries()) {
      const line = lines.find(each => each.startsWith(receipts[index]?.messageId ?? 'none'))
      const [, name, tag, keys, messageGroup, text, born, attempt, body] = line?.split('\t') ?? []
      expect({ name, tag, keys: keys?.split(',').sort(), messageGroup, text, attempt, body }).toEqual({
        name: topic,
        tag: message.tag,
        keys: ['all', `k${index}`],
        messageGroup: '',
        text: message.properties.text,
        attempt: '1',
        body: message.body,
      })
      expect(Math.abs(Date.now() - Number(born))).toBeLessThan(600_000)
    }
  })

  it('reads here what producers of the remoting protocol pack by each of their methods', async () => {
    const { topic, group } = await given()
    const text = 'some text that packs well, '
    const types = ['ZLIB', 'LZ4', 'ZSTD']
    await remotingPeer(cluster.nameServer ?? '', topic, text, ...types)
    await using consumer = new SimpleConsumer({
      ...PATIENT_CLIENT,
      endpoints,
      consumerGroup: group,
      subscriptions: { [topic]: '*' },
    })
    const messages = await receiveAll(consumer, types.length)
    await consumer.ack(messages)
    expect(messages.map(each => each.tag).sort()).toEqual([...types].sort())
    for (const message of messages) expect(message.text()).toBe(text.repeat(1000))
  })

  // A hundred times a message goes around, one after the other.
  it('share the messages of a FIFO group', { timeout: 900_000 }, async () => {
    const { topic, group } = await given({ fifo: true })
    await using java = await JavaConsumer.start(endpoints, topic, group)
    const here = new Set<string>()
    await using consumer = new PushConsumer({
      ...PATIENT_CLIENT,
      endpoints,
      consumerGroup: group,
      subscriptions: { [topic]: '*' },
      listener: message => void here.add(message.messageId),
    })
    await using producer = new Producer({ endpoints, ...UNHURRIED })
    // The Java client asks for its queues some seconds after it has started.
    await producer.send({ topic, messageGroup: 'first', body: 'for Java' })
    await eventually(() => expect(java.handled).not.toHaveLength(0), 240_000)
    await consumer.start()
    const sent = new Set(java.handled)
    const handled = () => new Set([...here, ...java.handled])
    // Whoever asks first gets a message, and one of the two may be faster for a while.
    const isShared = () => Math.min(here.size, java.handled.length) > SHARE
    // Each lane sends its next message when the one before was handled, so that polls wait for most of them.
    const lane = async (name: number) => {
      for (let number = 0; number < LEAST || (!isShared() && number < MOST); number++) {
        const messageGroup = `${name} ${number % 25}`
        const { messageId } = await producer.send({ topic, messageGroup, body: 'shared' })
        sent.add(messageId)
        await eventually(() => expect(handled()).toContain(messageId))
      }
    }
    await Promise.all([0, 1, 2, 3].map(lane))
    expect(handled()).toEqual(sent)
    expect(here.size).toBeGreaterThan(SHARE)
    expect(java.handled.length).toBeGreaterThan(SHARE)
  })
})
