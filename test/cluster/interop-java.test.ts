import { describe, expect, it } from 'vitest'
import { type MessageView, Producer, SimpleConsumer } from '../../src/index.js'
import { localCluster, uniqueName } from '../support/cluster.js'
import { javaPeer } from '../support/java-peer.js'

const COUNT = 5
const cluster = localCluster()
const { endpoints } = cluster

async function given() {
  const topic = uniqueName('interop')
  const group = uniqueName('interop')
  await cluster.createTopic(topic)
  await cluster.createGroup(group)
  return { topic, group }
}

describe('the official Java client and this one', () => {
  it('reads here, with every field, what was sent there', async () => {
    const { topic, group } = await given()
    const ids = await javaPeer('send', endpoints, topic, String(COUNT))
    await using consumer = new SimpleConsumer({
      endpoints,
      consumerGroup: group,
      subscriptions: { [topic]: 'from-java' },
    })
    const messages: MessageView[] = []
    while (messages.length < COUNT) messages.push(...(await consumer.receive()))
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
    await using producer = new Producer({ endpoints, batch: { mode: 'on' } })
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
})
