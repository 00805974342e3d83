import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type MessageListener, PushConsumer } from '../../src/index.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { eventually, Recorder, sendAll, settled } from '../support/consuming.js'

let proxy: EmbeddedProxy
const open: PushConsumer[] = []

async function consume(listener: MessageListener, concurrency = 20): Promise<PushConsumer> {
  const consumer = new PushConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'keepers',
    subscriptions: { steps: '*' },
    listener,
    concurrency,
  })
  open.push(consumer)
  await consumer.start()
  return consumer
}

const steps = (group: string, count: number) => Array.from({ length: count }, (_, i) => `${group}${i}`)

/** What was handled, by group, in the order of first success. */
class Ledger {
  readonly groups = new Map<string, string[]>()

  note(group: string | undefined, body: string): void {
    const handled = this.groups.get(group ?? '') ?? []
    if (!handled.includes(body)) handled.push(body)
    this.groups.set(group ?? '', handled)
  }

  get count(): number {
    return [...this.groups.values()].reduce((sum, { length }) => sum + length, 0)
  }
}

beforeEach(async () => {
  proxy = await EmbeddedProxy.start({
    topics: { steps: { type: 'FIFO', queues: 2 } },
    groups: [{ name: 'keepers', fifo: true, backoff: [5], maxAttempts: 3 }],
  })
})

afterEach(async () => {
  await Promise.all(open.splice(0).map(consumer => consumer.close({ timeoutMs: 0 }).catch(() => {})))
  await proxy.close()
})

describe('a push consumer of a FIFO group', () => {
  it('keeps the order of each message group while handlers fail now and then', async () => {
    const groups = ['a', 'b', 'c', 'd', 'e']
    for (const group of groups)
      await sendAll(proxy.endpoints, 'steps', steps(group, 20), { messageGroup: group })
    const ledger = new Ledger()
    const failed = new Set<string>()
    await consume(message => {
      if (!failed.has(message.messageId) && message.offset % 7 === 3) {
        failed.add(message.messageId)
        throw new Error('once')
      }
      ledger.note(message.messageGroup, message.text())
    })
    await eventually(() => expect(ledger.count).toBe(100))
    for (const group of groups) expect(ledger.groups.get(group)).toEqual(steps(group, 20))
    expect(failed.size).toBeGreaterThan(0)
    await settled(proxy, 'steps', 'keepers')
  })

  it('handles messages without a group one after the other in each queue, also when one fails', async () => {
    proxy.createTopic('plain', { type: 'NORMAL', queues: 2 })
    await sendAll(proxy.endpoints, 'plain', steps('m', 40))
    const running = new Map<number, number>()
    const handled = new Map<number, number[]>()
    const failed = new Set<string>()
    const consumer = new PushConsumer({
      endpoints: proxy.endpoints,
      consumerGroup: 'keepers',
      subscriptions: { plain: '*' },
      listener: async ({ queueId, offset, messageId }) => {
        running.set(queueId, (running.get(queueId) ?? 0) + 1)
        expect(running.get(queueId)).toBe(1)
        await new Promise(resolve => setImmediate(resolve))
        running.set(queueId, 0)
        if (offset % 7 === 3 && !failed.has(messageId)) {
          failed.add(messageId)
          throw new Error('once')
        }
        handled.set(queueId, [...(handled.get(queueId) ?? []), offset])
      },
    })
    open.push(consumer)
    await consumer.start()
    await eventually(() => expect([...handled.values()].flat()).toHaveLength(40))
    expect(handled.size).toBe(2)
    for (const offsets of handled.values()) expect(offsets).toEqual([...offsets].sort((a, b) => a - b))
    expect(consumer.stats().consumer?.failed).toBe(failed.size)
  })

  it('has one poll waiting for each queue, as clients in other languages do', async () => {
    proxy.createTopic('wide', { type: 'FIFO', queues: 6 })
    const consumer = new PushConsumer({
      endpoints: proxy.endpoints,
      consumerGroup: 'keepers',
      subscriptions: { wide: '*' },
      listener: () => {},
    })
    open.push(consumer)
    await consumer.start()
    await sendAll(proxy.endpoints, 'wide', ['m'], { messageGroup: 'g' })
    await eventually(() => expect(proxy.requestsOf('ReceiveMessage')).toHaveLength(7))
    const names = proxy.requestsOf('ReceiveMessage').map(({ message }) => message.attemptId)
    expect(new Set(names).size).toBe(7)
  })

  it('handles groups side by side, also when as many as there are places wait for their retry', async () => {
    proxy.createGroup('keepers', { fifo: true, backoff: [3_600_000] })
    await sendAll(proxy.endpoints, 'steps', ['bad1'], { messageGroup: 'bad1' })
    await sendAll(proxy.endpoints, 'steps', ['bad2'], { messageGroup: 'bad2' })
    await sendAll(proxy.endpoints, 'steps', steps('good', 3), { messageGroup: 'good' })
    const recorder = new Recorder()
    await consume(message => {
      if (message.messageGroup !== 'good') throw new Error('never')
      return recorder.listener(message, { attempt: 1 })
    }, 1)
    await recorder.saw(3)
  })

  it('tries a message its attempts long, then sends it to the dead letter queue and goes on', async () => {
    await sendAll(proxy.endpoints, 'steps', ['poison', 'next'], { messageGroup: 'g' })
    const attempts: number[] = []
    const handled: string[] = []
    await consume((message, { attempt }) => {
      if (message.text() !== 'poison') return void handled.push(message.text())
      attempts.push(attempt)
      throw new Error('never')
    })
    await eventually(() => expect(handled).toEqual(['next']))
    expect(attempts).toEqual([1, 2, 3])
    expect(proxy.messages('%DLQ%keepers').map(each => each.body.toString())).toEqual(['poison'])
    const [request] = proxy.requestsOf('ForwardMessageToDeadLetterQueue')
    expect(request?.message).toMatchObject({ deliveryAttempt: 3, maxDeliveryAttempts: 3 })
  })

  it('hands back what follows a message that cannot become a dead letter, since that one comes again', async () => {
    proxy.faults.always('ForwardMessageToDeadLetterQueue', { code: 'FORBIDDEN' })
    await sendAll(proxy.endpoints, 'steps', ['poison', 'next'], { messageGroup: 'g' })
    const handled: string[] = []
    await consume(message => {
      handled.push(message.text())
      throw new Error('never')
    })
    await eventually(() => expect(proxy.requestsOf('ForwardMessageToDeadLetterQueue')).toHaveLength(1))
    const next = proxy.messages('steps').find(({ body }) => body.toString() === 'next')
    await eventually(() =>
      expect(proxy.requestsOf('ChangeInvisibleDuration')).toContainEqual(
        expect.objectContaining({ message: expect.objectContaining({ messageId: next?.messageId }) }),
      ),
    )
    expect(handled).toEqual(['poison', 'poison', 'poison'])
  })

  it('sends a corrupted message to the dead letter queue at once, in its turn', async () => {
    proxy.faults.always('ReceiveMessage', {
      change: part =>
        part.message?.body?.toString() === 'b1'
          ? { message: { ...part.message, body: Buffer.from('?') } }
          : part,
    })
    await sendAll(proxy.endpoints, 'steps', ['b0', 'b1', 'b2'], { messageGroup: 'g' })
    const recorder = new Recorder()
    await consume(recorder.listener)
    await recorder.saw(2)
    expect(recorder.bodies).toEqual(['b0', 'b2'])
    expect(proxy.messages('%DLQ%keepers')).toHaveLength(1)
  })

  it('keeps the order when a consumer closes in the middle and another takes over', async () => {
    await sendAll(proxy.endpoints, 'steps', steps('g', 30), { messageGroup: 'g' })
    const ledger = new Ledger()
    const first = await consume(async message => {
      ledger.note(message.messageGroup, message.text())
      await new Promise(resolve => setTimeout(resolve, 2))
    })
    await eventually(() => expect(ledger.count).toBeGreaterThan(4))
    await first.close()
    expect(ledger.count).toBeLessThan(30)
    await consume(message => ledger.note(message.messageGroup, message.text()))
    await eventually(() => expect(ledger.count).toBe(30))
    expect(ledger.groups.get('g')).toEqual(steps('g', 30))
  })

  it('hands a line that waits for its retry back at once when its topic is unsubscribed', async () => {
    proxy.createGroup('keepers', { fifo: true, backoff: [3_600_000] })
    await sendAll(proxy.endpoints, 'steps', steps('g', 3), { messageGroup: 'g' })
    const consumer = await consume(() => {
      throw new Error('never')
    })
    await eventually(() => expect(consumer.stats().consumer?.failed).toBe(1))
    await consumer.unsubscribe('steps')
    await settled(proxy, 'steps', 'keepers')
  })

  it('repeats an attempt under its name when the answer was lost, and gets the same messages', async () => {
    await sendAll(proxy.endpoints, 'steps', steps('g', 5), { messageGroup: 'g' })
    proxy.faults.once('ReceiveMessage', { cut: 'midStream' })
    const recorder = new Recorder()
    await consume(recorder.listener)
    await recorder.saw(5)
    expect(recorder.bodies).toEqual(steps('g', 5))
    const [lost, repeated] = proxy.requestsOf('ReceiveMessage')
    expect(repeated?.message.attemptId).toBe(lost?.message.attemptId)
    expect(recorder.attempts).toEqual([1, 1, 1, 1, 1])
  })

  it('holds what follows a suspended message back', async () => {
    await sendAll(proxy.endpoints, 'steps', ['wait', 'then'], { messageGroup: 'g' })
    const seen: string[] = []
    await consume((message, { attempt }) => {
      seen.push(`${message.text()} ${attempt}`)
      return seen.length < 3 ? { suspendMs: 50 } : undefined
    })
    await eventually(() => expect(seen).toEqual(['wait 1', 'wait 1', 'wait 1', 'then 1']))
  })

  it('obeys when the group becomes FIFO, or no longer is, while it runs', async () => {
    const recorder = new Recorder()
    const consumer = await consume(recorder.listener)
    await sendAll(proxy.endpoints, 'steps', ['a'], { messageGroup: 'g' })
    await recorder.saw(1)
    await settled(proxy, 'steps', 'keepers')
    proxy.createGroup('keepers', { fifo: false })
    await consumer.subscribe('steps')
    proxy.clearRequests()
    await sendAll(proxy.endpoints, 'steps', ['b'], { messageGroup: 'g' })
    await eventually(() =>
      expect(proxy.requestsOf('ReceiveMessage').some(each => each.message.attemptId == null)).toBe(true),
    )
    await eventually(() => expect(recorder.bodies).toContain('b'))
  })
})
