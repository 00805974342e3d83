import { describe, expect } from 'vitest'
import { Producer, PushConsumer, SimpleConsumer } from '../../src/index.js'
import { PATIENT_CLIENT } from '../support/patience.js'
import { mayBeDoubled, receiveAll } from '../support/reading-back.js'
import { TRANSPORTS, type Transport } from '../support/transports.js'
import { testOn } from './scene.js'
import type { ServerUnderTest } from './server-under-test.js'

/** The SDK itself, the same on the double and on the real server, whichever way its messages go. */
export function publicClients(server: ServerUnderTest): void {
  describe.each(TRANSPORTS)('over %s', transport => clientsOver(transport, server))
}

function clientsOver(transport: Transport, server: ServerUnderTest): void {
  const test = testOn(server)
  const { endpoints } = server
  const common = { endpoints, transport, ...PATIENT_CLIENT }

  test('concurrent sends are stored once each and arrive at a PushConsumer', async ({ scene }) => {
    const topic = await scene.topic()
    const consumerGroup = await scene.group()
    const producer = new Producer(common)
    const seen = new Set<string>()
    const places = new Set<string>()
    let done = () => {}
    const all = new Promise<void>(resolve => {
      done = resolve
    })
    const consumer = new PushConsumer({
      ...common,
      consumerGroup,
      subscriptions: { [topic]: '*' },
      listener: message => {
        seen.add(message.text())
        places.add(`${message.messageId} ${message.queueId} ${message.offset}`)
        if (seen.size === 500) done()
      },
    })
    try {
      await consumer.start()
      const bodies = Array.from({ length: 500 }, (_, i) => `body ${i}`)
      const receipts = await Promise.all(bodies.map(body => producer.send({ topic, body })))
      expect(new Set(receipts.map(receipt => receipt.messageId)).size).toBe(500)
      await all
      expect([...seen].sort()).toEqual(bodies.sort())
      // A server may deliver a message twice, from the one place at which it is stored.
      expect(places.size).toBeLessThanOrEqual(bodies.length + mayBeDoubled(producer))
    } finally {
      await Promise.all([producer.close(), consumer.close()])
    }
  })

  test('a SimpleConsumer receives what a Producer sent, field by field', async ({ scene }) => {
    const topic = await scene.topic()
    const consumerGroup = await scene.group()
    const producer = new Producer(common)
    const consumer = new SimpleConsumer({ ...common, consumerGroup, subscriptions: { [topic]: '*' } })
    try {
      const sent = { topic, body: 'hello', tag: 'paid', keys: ['o-1'], properties: { a: 'b' } }
      const receipt = await producer.send(sent)
      const [got] = await receiveAll(consumer, 1, { maxMessages: 1 })
      expect(got).toMatchObject({
        messageId: receipt.messageId,
        topic,
        tag: 'paid',
        keys: ['o-1'],
        offset: receipt.offset,
        deliveryAttempt: 1,
      })
      expect([got?.text(), got?.properties.a]).toEqual(['hello', 'b'])
      if (got !== undefined) await consumer.ack(got)
    } finally {
      await Promise.all([producer.close(), consumer.close()])
    }
  })
}
