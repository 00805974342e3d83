import { expect } from 'vitest'
import { apache } from '../../src/wire/generated/protocol.js'
import { codeOf, testOn, unique } from './scene.js'
import type { ServerUnderTest } from './server-under-test.js'

import v2 = apache.rocketmq.v2

const { MessageType, Permission } = v2
const FOREIGN = { scheme: v2.AddressScheme.IPv4, addresses: [{ host: '192.0.2.1', port: 80 }] }

/** QueryRoute, QueryAssignment, reflection. */
export function routes(server: ServerUnderTest): void {
  const test = testOn(server)
  const port = Number(server.endpoints.split(':').at(-1))

  test('a route names every queue of the topic, with its permission and type', async ({ scene }) => {
    const topic = await scene.topic('FIFO', 3)
    const reply = await scene.client().queryRoute({ topic: { name: topic }, endpoints: FOREIGN })
    expect(codeOf(reply)).toBe('OK')
    const queues = reply.messageQueues ?? []
    expect(queues.map(queue => queue.id)).toEqual([0, 1, 2])
    for (const queue of queues) {
      expect(queue.topic?.name).toBe(topic)
      expect(queue.permission).toBe(Permission.READ_WRITE)
      expect(queue.acceptMessageTypes).toEqual([MessageType.FIFO])
      expect(queue.broker?.id).toBe(0)
      expect(queue.broker?.name).not.toBe('')
    }
  })

  test('LOCAL tells its own address, CLUSTER the one it was asked under', async ({ scene }) => {
    const topic = await scene.topic()
    const reply = await scene.client().queryRoute({ topic: { name: topic }, endpoints: FOREIGN })
    const endpoints = reply.messageQueues?.[0]?.broker?.endpoints
    const host = server.mode === 'LOCAL' ? '127.0.0.1' : '192.0.2.1'
    expect(endpoints?.addresses).toMatchObject([{ host, port }])
    expect(endpoints?.scheme).toBe(v2.AddressScheme.IPv4)
  })

  test.for([
    ['NORMAL', [MessageType.NORMAL]],
    ['DELAY', [MessageType.DELAY]],
    ['TRANSACTION', [MessageType.TRANSACTION]],
    ['PRIORITY', [MessageType.PRIORITY]],
    ['LITE', [MessageType.LITE]],
    ['MIXED', [MessageType.NORMAL, MessageType.FIFO, MessageType.DELAY, MessageType.TRANSACTION]],
  ] as const)('%s topics say what they take', async ([type, types], { scene }) => {
    const topic = await scene.topic(type, 1)
    const reply = await scene.client().queryRoute({ topic: { name: topic }, endpoints: FOREIGN })
    expect(reply.messageQueues?.[0]?.acceptMessageTypes).toEqual(types)
  })

  test('an unknown topic has no route', async ({ scene }) => {
    const reply = await scene.client().queryRoute({ topic: { name: unique('nobody') }, endpoints: FOREIGN })
    expect(codeOf(reply)).toBe('TOPIC_NOT_FOUND')
    expect(reply.messageQueues).toEqual([])
  })

  test('a group without order is assigned brokers, a FIFO one queues', async ({ scene }) => {
    const topic = await scene.topic('FIFO', 3)
    const client = scene.client()
    const assigned = async (group: string) => {
      const request = { topic: { name: topic }, group: { name: group }, endpoints: FOREIGN }
      const { assignments } = await client.queryAssignment(request)
      return assignments?.map(({ messageQueue }) => messageQueue?.id)
    }
    expect(await assigned(await scene.group())).toEqual([-1])
    expect(await assigned(await scene.group({ fifo: true }))).toEqual([0, 1, 2])
    expect(await assigned(unique('nobody'))).toEqual([-1])
  })

  test('an unknown topic has no assignment', async ({ scene }) => {
    const request = { topic: { name: unique('nobody') }, group: { name: 'g' }, endpoints: FOREIGN }
    expect(codeOf(await scene.client().queryAssignment(request))).toBe('TOPIC_NOT_FOUND')
  })

  test('reflection tells the version by what the protocol has', async ({ scene }) => {
    const client = scene.client()
    const definition = (await client.reflect('apache.rocketmq.v2.Message')).toString('latin1')
    for (const field of ['lite_topic', 'priority', 'message_group']) expect(definition).toContain(field)
    const service = (await client.reflect('apache.rocketmq.v2.MessagingService')).toString('latin1')
    expect(service).toContain('recall_handle')
    expect((await client.reflect('apache.rocketmq.v2.Nonsense')).toString('latin1')).not.toContain(
      'lite_topic',
    )
  })
}
