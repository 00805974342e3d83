import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LitePushConsumer, type LitePushConsumerOptions, LiteSimpleConsumer } from '../../src/index.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { eventually, Recorder, sendAll } from '../support/consuming.js'

let proxy: EmbeddedProxy
const open: (LitePushConsumer | LiteSimpleConsumer)[] = []

function push(options: Partial<LitePushConsumerOptions> = {}): LitePushConsumer {
  const consumer = new LitePushConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'talkers',
    bindTopic: 'talks',
    listener: () => {},
    ...options,
  })
  open.push(consumer)
  return consumer
}

const syncs = () => proxy.requestsOf('SyncLiteSubscription').map(each => each.message)

beforeEach(async () => {
  proxy = await EmbeddedProxy.start({
    mode: 'CLUSTER',
    proxies: 1,
    topics: { talks: 'LITE' },
    groups: [
      {
        name: 'talkers',
        liteTopic: 'talks',
        liteQuota: 3,
        liteExclusive: true,
        maxAttempts: 2,
        backoff: [5],
      },
    ],
  })
})

afterEach(async () => {
  await Promise.all(open.splice(0).map(consumer => consumer.close({ timeoutMs: 0 }).catch(() => {})))
  await proxy.close()
})

describe('a lite push consumer', () => {
  it('receives the lite topics it subscribed to and no others, each in order', async () => {
    const recorder = new Recorder()
    const consumer = push({ listener: recorder.listener })
    await consumer.subscribeLite('a')
    for (const liteTopic of ['a', 'b']) {
      const bodies = [1, 2, 3].map(number => `${liteTopic}${number}`)
      await sendAll(proxy.endpoints, 'talks', bodies, { liteTopic })
    }
    await recorder.saw(3)
    expect(recorder.bodies).toEqual(['a1', 'a2', 'a3'])
    await consumer.subscribeLite('b')
    await recorder.saw(6)
    expect(consumer.liteTopics()).toEqual(['a', 'b'])
    expect(recorder.messages[5]?.liteTopic).toBe('b')
  })

  it('receives no more of a lite topic once it unsubscribed', async () => {
    const recorder = new Recorder()
    const consumer = push({ listener: recorder.listener })
    await consumer.subscribeLite('a')
    await consumer.subscribeLite('b')
    await consumer.unsubscribeLite('a')
    await sendAll(proxy.endpoints, 'talks', ['no'], { liteTopic: 'a' })
    await sendAll(proxy.endpoints, 'talks', ['yes'], { liteTopic: 'b' })
    await recorder.saw(1)
    expect(recorder.bodies).toEqual(['yes'])
    expect(syncs().at(-1)).toMatchObject({ action: 1, liteTopicSet: ['a'] })
  })

  it('tells the offset to begin at', async () => {
    const consumer = push()
    await consumer.subscribeLite('a', { offset: 'min' })
    await consumer.subscribeLite('b', { offset: { tail: 3 } })
    expect(syncs().at(-2)?.offsetOption).toMatchObject({ policy: 1 })
    expect(Number(syncs().at(-1)?.offsetOption?.tailN)).toBe(3)
    await expect(consumer.subscribeLite('c', { offset: { tail: -1 } })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    })
  })

  it('refuses options that do not exist, by name', async () => {
    const consumer = push()
    for (const odd of [null, 'min', { ofset: 'min' }] as never[])
      await expect(consumer.subscribeLite('a', odd)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        message: expect.stringContaining('subscribeLite()'),
      })
    expect(consumer.liteTopics()).toEqual([])
  })

  it('refuses more lite topics than its quota, even if they are asked for at once', async () => {
    const consumer = push()
    const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd'].map(name => consumer.subscribeLite(name)))
    const refused = outcomes.filter(each => each.status === 'rejected')
    expect(refused).toMatchObject([{ reason: { code: 'LITE_SUBSCRIPTION_QUOTA_EXCEEDED' } }])
    expect(consumer.liteTopics()).toHaveLength(3)
  })

  it("passes the server's own refusal on, and is not subscribed then", async () => {
    const consumer = push()
    await consumer.start()
    proxy.faults.once('SyncLiteSubscription', { code: 'LITE_SUBSCRIPTION_QUOTA_EXCEEDED', message: 'full' })
    await expect(consumer.subscribeLite('a')).rejects.toMatchObject({
      code: 'LITE_SUBSCRIPTION_QUOTA_EXCEEDED',
      message: expect.stringContaining('full'),
    })
    expect(consumer.liteTopics()).toEqual([])
    await expect(consumer.subscribeLite('no spaces')).rejects.toMatchObject({ code: 'ILLEGAL_LITE_TOPIC' })
  })

  it('hears that another client of an exclusive group took a lite topic over', async () => {
    const lost: string[] = []
    const first = push({ onUnsubscribed: liteTopic => lost.push(liteTopic) })
    await first.subscribeLite('a')
    await push().subscribeLite('a')
    await eventually(() => expect(lost).toEqual(['a']))
    expect(first.liteTopics()).toEqual([])
  })

  it('tells all of its lite topics again when the server comes back', async () => {
    const consumer = push()
    await consumer.subscribeLite('a')
    proxy.clearRequests()
    await proxy.restart()
    await eventually(() =>
      expect(syncs()).toContainEqual(expect.objectContaining({ action: 2, liteTopicSet: ['a'] })),
    )
  })

  it('suspends the messages behind a suspended one with it, and other lite topics go on', async () => {
    const seen: string[] = []
    const consumer = push({
      listener: message => {
        seen.push(message.text())
        return message.text() === 'a1' && seen.filter(each => each === 'a1').length === 1
          ? { suspendMs: 100 }
          : undefined
      },
    })
    await sendAll(proxy.endpoints, 'talks', ['a1', 'a2'], { liteTopic: 'a' })
    await sendAll(proxy.endpoints, 'talks', ['b1'], { liteTopic: 'b' })
    await consumer.subscribeLite('a')
    await consumer.subscribeLite('b')
    await eventually(() => expect(seen).toHaveLength(4))
    expect(seen.filter(each => each !== 'b1')).toEqual(['a1', 'a1', 'a2'])
  })

  it('says clearly that a proxy in LOCAL mode has no lite topics', async () => {
    await proxy.close()
    proxy = await EmbeddedProxy.start({
      topics: { talks: 'LITE' },
      groups: [{ name: 'talkers', liteTopic: 'talks' }],
    })
    await expect(push().start()).rejects.toMatchObject({
      code: 'UNSUPPORTED_BY_SERVER',
      message: expect.stringContaining('CLUSTER mode'),
    })
  })

  it('refuses wrong options, all at once', () => {
    const options = {
      endpoints: 'x:1',
      consumerGroup: 'g',
      bindTopic: '',
      maxCachedMessages: 101,
      subscriptions: {},
    }
    expect(() => new LitePushConsumer(options as never)).toThrow(
      /unknown option "subscriptions".*maxCachedMessages must be.*to 100.*topic/s,
    )
  })
})

it.each([
  ['push', LitePushConsumer],
  ['simple', LiteSimpleConsumer],
])('a lite %s consumer refuses to be made without the topic of its lite topics', (_, Consumer) => {
  const options = { endpoints: 'x:1', consumerGroup: 'g', listener: () => {} }
  expect(() => new Consumer(options as never)).toThrow(/bindTopic must name the topic.*not undefined/)
})

describe('a lite simple consumer', () => {
  it('receives its lite topics on request and acknowledges', async () => {
    const consumer = new LiteSimpleConsumer({
      endpoints: proxy.endpoints,
      consumerGroup: 'talkers',
      bindTopic: 'talks',
    })
    open.push(consumer)
    await consumer.subscribeLite('a')
    await sendAll(proxy.endpoints, 'talks', ['a1', 'a2'], { liteTopic: 'a' })
    const bodies: string[] = []
    while (bodies.length < 2) {
      const messages = await consumer.receive()
      bodies.push(...messages.map(message => message.text()))
      await consumer.ack(messages)
    }
    expect(bodies).toEqual(['a1', 'a2'])
    expect(consumer.stats().kind).toBe('lite-simple-consumer')
  })
})
