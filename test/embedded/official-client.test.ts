import { afterAll, describe, test } from 'vitest'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { message } from '../conformance/scene.js'
import { runOfficialClient } from '../support/official-client.js'
import { RawClient } from '../support/raw-client.js'

const COUNT = 20
const proxy = await EmbeddedProxy.start({
  topics: {
    sent: 'NORMAL',
    received: 'NORMAL',
    pushed: 'NORMAL',
    failed: 'NORMAL',
    later: 'DELAY',
    halves: 'TRANSACTION',
  },
  groups: ['workers', { name: 'clumsy', backoff: [1000] }],
})
const { endpoints } = proxy
afterAll(() => proxy.close())

/** Puts messages into a topic without any SDK. */
async function fill(topic: string): Promise<string[]> {
  const client = new RawClient(endpoints)
  const messages = Array.from({ length: COUNT }, (_, i) =>
    message(topic, { body: `body ${i}`, tag: `tag${i}`, keys: [`key${i}`], properties: { n: String(i) } }),
  )
  await client.send(...messages)
  client.close()
  return messages.map(each => each.systemProperties?.messageId ?? '')
}

function expected(ids: readonly string[]) {
  return ids.map((messageId, i) => ({
    messageId,
    body: `body ${i}`,
    tag: `tag${i}`,
    keys: [`key${i}`],
    n: String(i),
    deliveryAttempt: 1,
    corrupted: false,
  }))
}

const byNumber = (a: { n: string }, b: { n: string }) => Number(a.n) - Number(b.n)

describe.concurrent('the official Node client against the double', () => {
  test('its producer stores what it sends', async ({ expect }) => {
    await runOfficialClient('send', { endpoints, topic: 'sent', count: COUNT }, ({ ids }) => {
      const stored = proxy.messages('sent')
      expect(stored.map(each => each.messageId).sort()).toEqual([...(ids as string[])].sort())
      const first = stored.find(each => each.messageId === (ids as string[])[0])
      expect(first).toMatchObject({ tag: 'tag0', keys: ['key0'], properties: { n: '0' } })
      expect(first?.body.toString()).toBe('body 0')
    })
  })

  test.for([
    ['simple', 'receive', 'received'],
    ['push', 'push', 'pushed'],
  ] as const)('its %s consumer is given every message once', async ([, scenario, topic], { expect }) => {
    const ids = await fill(topic)
    const options = { endpoints, topic, group: 'workers', count: COUNT }
    await runOfficialClient(scenario, options, async ({ messages }) => {
      expect((messages as { n: string }[]).sort(byNumber)).toEqual(expected(ids))
      await expect.poll(() => proxy.inFlight(topic, 'workers')).toBe(0)
    })
  })

  test('what its push consumer fails comes again as the group says', async ({ expect }) => {
    await fill('failed')
    const options = { endpoints, topic: 'failed', group: 'clumsy', count: COUNT }
    await runOfficialClient('fail', options, ({ attempts }) => {
      const sorted = (attempts as number[]).sort()
      expect(sorted).toEqual([...Array(COUNT).fill(1), ...Array(COUNT).fill(2)])
    })
  })

  test('its delayed message becomes visible in time', async ({ expect }) => {
    await runOfficialClient('delay', { endpoints, topic: 'later' }, async ({ messageId }) => {
      const visible = () => proxy.messages('later').map(each => each.messageId)
      await expect.poll(visible).toEqual([messageId])
    })
  })

  test('of its transactions only the committed one is seen', async ({ expect }) => {
    await runOfficialClient('transaction', { endpoints, topic: 'halves' }, () => {
      expect(proxy.messages('halves').map(each => each.body.toString())).toEqual(['commit'])
    })
  })
})
