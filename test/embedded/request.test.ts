import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  defineTopic,
  json,
  Producer,
  PushConsumer,
  type ReplyOptions,
  Requester,
  type RequesterOptions,
  type RequestHandler,
  replyWith,
} from '../../src/index.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { eventually, settled } from '../support/consuming.js'
import { block } from '../support/patience.js'

/** A double with topics and groups for requests and their replies, by tag and by lite topic. */
async function startProxy(): Promise<EmbeddedProxy> {
  const proxy = await EmbeddedProxy.start({
    mode: 'CLUSTER',
    topics: { prices: 'NORMAL', replies: 'NORMAL', 'lite-replies': 'LITE' },
    groups: [
      { name: 'pricing', maxAttempts: 3, backoff: [5] },
      'asker-1',
      'asker-2',
      { name: 'askers', liteTopic: 'lite-replies' },
    ],
  })
  onTestFinished(() => proxy.close())
  return proxy
}

async function respond(proxy: EmbeddedProxy, handle: RequestHandler, options?: ReplyOptions) {
  const { endpoints } = proxy
  const producer = new Producer({ endpoints, logger: false })
  const told: unknown[] = []
  const consumer = new PushConsumer({
    endpoints,
    consumerGroup: 'pricing',
    subscriptions: { prices: '*' },
    listener: replyWith(producer, handle, options),
    logger: false,
    onError: ({ code, message }) => void told.push(`${code}: ${message}`),
  })
  onTestFinished(async () => {
    await consumer.close({ timeoutMs: 1_000 }).catch(() => {})
    await producer.close({ timeoutMs: 1_000 }).catch(() => {})
  })
  await consumer.start()
  return told
}

function ask(proxy: EmbeddedProxy, options: Partial<RequesterOptions> = {}): Requester {
  const requester = new Requester({
    endpoints: proxy.endpoints,
    replyTopic: 'replies',
    consumerGroup: 'asker-1',
    timeoutMs: 20_000,
    logger: false,
    ...options,
  })
  onTestFinished(() => requester.close({ timeoutMs: 0 }).catch(() => {}))
  return requester
}

const echo: RequestHandler = request => ({ body: `${request.text()}!` })
const lite = { replyTopic: 'lite-replies', replyTopicType: 'LITE', consumerGroup: 'askers' } as const

describe('a requester', () => {
  it('gets the reply to each of its requests, however many are out at once', async () => {
    const proxy = await startProxy()
    await respond(proxy, echo)
    const requester = ask(proxy)
    const bodies = Array.from({ length: 200 }, (_, index) => `price ${index}`)
    const replies = await Promise.all(bodies.map(body => requester.request({ topic: 'prices', body })))
    expect(replies.map(reply => reply.text())).toEqual(bodies.map(body => `${body}!`))
    expect(requester.pending).toBe(0)
    await settled(proxy, 'prices', 'pricing')
    await settled(proxy, 'replies', 'asker-1')
  })

  it('hears no replies to others, which have groups of their own', async () => {
    const proxy = await startProxy()
    await respond(proxy, echo)
    const [one, two] = [ask(proxy), ask(proxy, { consumerGroup: 'asker-2' })]
    const replies = await Promise.all(
      [one, two, one, two].map((each, index) => each.request({ topic: 'prices', body: `${index}` })),
    )
    expect(replies.map(reply => reply.text())).toEqual(['0!', '1!', '2!', '3!'])
  })

  it('shares a group with others where replies come by lite topics', async () => {
    const proxy = await startProxy()
    await respond(proxy, echo)
    const [one, two] = [ask(proxy, lite), ask(proxy, lite)]
    const replies = await Promise.all(
      [one, two, one, two].map((each, index) => each.request({ topic: 'prices', body: `${index}` })),
    )
    expect(replies.map(reply => reply.text())).toEqual(['0!', '1!', '2!', '3!'])
    expect(new Set(replies.map(({ liteTopic }) => liteTopic)).size).toBe(2)
  })

  it('hears replies by its lite topic, though the first attempt to subscribe failed for requests side by side', async () => {
    const proxy = await startProxy()
    await respond(proxy, echo)
    const requester = ask(proxy, lite)
    proxy.faults.once(
      'SyncLiteSubscription',
      { delayMs: 100, code: 'INTERNAL_SERVER_ERROR' },
      { when: ({ liteTopicSet }) => (liteTopicSet?.length ?? 0) > 0 },
    )
    await Promise.allSettled(['a', 'b'].map(body => requester.request({ topic: 'prices', body })))
    expect((await requester.request({ topic: 'prices', body: 'c' })).text()).toBe('c!')
  })

  it('carries typed values both ways', async () => {
    const proxy = await startProxy()
    const prices = defineTopic<{ sku: string }>('prices', json())
    const quotes = defineTopic<{ cents: number }>('replies', json())
    await respond(proxy, request => quotes.message({ cents: prices.read(request).sku.length }))
    const reply = await ask(proxy).request(prices.message({ sku: 'abc' }))
    expect(quotes.read(reply)).toEqual({ cents: 3 })
  })

  it('sends by a producer that is given, and leaves it open', async () => {
    const proxy = await startProxy()
    await respond(proxy, echo)
    await using producer = new Producer({ endpoints: proxy.endpoints })
    const requester = ask(proxy, { producer })
    await requester.request({ topic: 'prices', body: 'x' })
    await requester.close()
    expect(producer.state).toBe('running')
  })

  it('waits no longer than it was told, and says whether the request is stored', async () => {
    const proxy = await startProxy()
    await using producer = new Producer({ endpoints: proxy.endpoints, topics: ['prices'], logger: false })
    await producer.start()
    const requester = ask(proxy, { producer })
    await requester.start()
    await expect(
      requester.request({ topic: 'prices', body: 'x' }, { timeoutMs: 5_000 }),
    ).rejects.toMatchObject({
      code: 'TIMEOUT',
      message: expect.stringMatching(/no reply from topic 'prices' within 5000 ms: the request is stored/),
    })
    await proxy.stopProxy()
    const late = requester.request({ topic: 'prices', body: 'x' }, { timeoutMs: 50 })
    await expect(late).rejects.toMatchObject({
      code: 'TIMEOUT',
      message: expect.stringContaining('could not be sent in this time'),
    })
    expect(requester.pending).toBe(0)
  })

  it('gets a reply that was there when this process went on again, though its time was over', async () => {
    const proxy = await startProxy()
    const atWork: (() => void)[] = []
    await respond(proxy, async request => {
      await new Promise<void>(resolve => atWork.push(resolve))
      return { body: `${request.text()}!` }
    })
    const requester = ask(proxy)
    await requester.start()
    // On a busy machine it may be late before the process stands still, or after that: then it is asked again.
    const reply = await eventually(async () => {
      const replied = requester.request({ topic: 'prices', body: 'x' }, { timeoutMs: 2_000 })
      let over = false
      const end = () => {
        over = true
      }
      replied.then(end, end)
      await eventually(() => expect(over || atWork.length > 0).toBe(true))
      setImmediate(() => {
        for (const goOn of atWork.splice(0)) goOn()
        block(4_000)
      })
      return replied
    }, 45_000)
    expect(reply.text()).toBe('x!')
  })

  it('stops waiting when its signal fires, and does not begin with one that has', async () => {
    const proxy = await startProxy()
    const requester = ask(proxy)
    const controller = new AbortController()
    const request = requester.request({ topic: 'prices', body: 'x' }, { signal: controller.signal })
    await eventually(() => expect(proxy.messages('prices')).toHaveLength(1))
    controller.abort()
    await expect(request).rejects.toMatchObject({ code: 'ABORTED' })
    await expect(requester.request({ topic: 'prices', body: 'y' }, controller)).rejects.toMatchObject({
      code: 'ABORTED',
    })
    expect(requester.pending).toBe(0)
    expect(proxy.messages('prices')).toHaveLength(1)
  })

  it('fails with what the server says of the request', async () => {
    const proxy = await startProxy()
    await expect(ask(proxy).request({ topic: 'nowhere', body: 'x' })).rejects.toMatchObject({
      code: 'TOPIC_NOT_FOUND',
    })
    await expect(ask(proxy).request(undefined as never)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    await expect(ask(proxy).request({ body: 'x' } as never)).rejects.toMatchObject({ code: 'ILLEGAL_TOPIC' })
  })

  it('drops replies that nobody waits for any more, and those that come twice', async () => {
    const proxy = await startProxy()
    await respond(proxy, echo)
    const requester = ask(proxy)
    await requester.request({ topic: 'prices', body: 'x' })
    const [reply] = proxy.messages('replies')
    await using producer = new Producer({ endpoints: proxy.endpoints })
    const { topic, tag, properties, body } = reply as NonNullable<typeof reply>
    await producer.send({ topic, tag, properties, body })
    await producer.send({ topic, tag, body })
    await settled(proxy, 'replies', 'asker-1')
    expect((await requester.request({ topic: 'prices', body: 'y' })).text()).toBe('y!')
  })

  it('waits for replies when it is closed, and takes no more requests', async () => {
    const proxy = await startProxy()
    let answer = () => {}
    const asked = new Promise<void>(resolve => {
      answer = resolve
    })
    await respond(proxy, async request => {
      await asked
      return echo(request, undefined as never)
    })
    const requester = ask(proxy)
    const request = requester.request({ topic: 'prices', body: 'x' })
    await eventually(() => expect(proxy.messages('prices')).toHaveLength(1))
    const closing = requester.close()
    await expect(requester.request({ topic: 'prices', body: 'y' })).rejects.toMatchObject({ code: 'CLOSED' })
    answer()
    await expect(request).resolves.toMatchObject({ topic: 'replies' })
    await closing
  })

  it('gives up requests that have no reply when its time to close is over', async () => {
    const proxy = await startProxy()
    const requester = ask(proxy)
    const request = requester.request({ topic: 'prices', body: 'x' })
    request.catch(() => {})
    await eventually(() => expect(proxy.messages('prices')).toHaveLength(1))
    await requester.close({ timeoutMs: 10 })
    await expect(request).rejects.toMatchObject({ code: 'CLOSED' })
  })

  it('refuses options by name, and times that are none', async () => {
    const proxy = await startProxy()
    expect(() => ask(proxy, { replyTopicType: 'FIFO' as never, timeoutMs: -1 })).toThrow(
      expect.objectContaining({
        code: 'CONFIGURATION',
        message: expect.stringMatching(/replyTopicType must be one of.*timeoutMs must be/),
      }),
    )
    expect(() => new Requester({ endpoints: proxy.endpoints } as never)).toThrow(/replyTopic must name/)
    await expect(
      ask(proxy).request({ topic: 'prices', body: 'x' }, { timeoutMs: Number.NaN }),
    ).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    await expect(
      ask(proxy).request({ topic: 'prices', body: 'x' }, { timeout: 1 } as never),
    ).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', message: expect.stringContaining('timeoutMs') })
  })
})

describe('a request', () => {
  it('that cannot be read is refused at once, and waits for nothing', async () => {
    const proxy = await startProxy()
    const requester = ask(proxy)
    const broken = {
      topic: 'prices',
      get body(): string {
        throw new Error('not loaded yet')
      },
    }
    await expect(requester.request(broken)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('not loaded yet'),
    })
    expect(requester.pending).toBe(0)
  })

  it('says what its getters say, and is not touched by what becomes of it', async () => {
    const proxy = await startProxy()
    await respond(proxy, request => ({
      body: [request.text(), ...request.keys, request.properties.a].join(' '),
    }))
    const keys = ['k']
    class Price {
      topic = 'prices'
      keys = keys
      get body() {
        return 'chair'
      }
      get properties() {
        return { a: 'b' }
      }
    }
    const reply = ask(proxy).request(new Price())
    keys.push('other')
    expect((await reply).text()).toBe('chair k b')
  })

  it.each([[new Map([['a', 'b']])], [['a']], ['text'], [null]])(
    'with the properties %j is refused, as a send is',
    async properties => {
      const message = { topic: 'prices', body: 'x', properties: properties as never }
      await expect(ask(await startProxy()).request(message)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        message: expect.stringContaining('properties must be a plain object'),
      })
    },
  )
})

describe('a requester that is closed', () => {
  it('says so to who starts it, and takes a close() without options', async () => {
    const requester = ask(await startProxy())
    await requester.close(null as never)
    await expect(requester.start()).rejects.toMatchObject({ code: 'CLOSED' })
  })
})

describe('replyWith()', () => {
  it('refuses what it cannot work with, all at once', () => {
    const wrong = () => replyWith({} as never, 7 as never, { replyTopics: 'replies' as never })
    expect(wrong).toThrow(/producer.send must be.*handle must be.*replyTopics must be an array/)
    expect(() => replyWith(undefined as never, undefined as never, null as never)).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION' }),
    )
  })
})

describe('who answers requests', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'the price'],
  ])('with %s is told what to return', async (_, odd) => {
    const proxy = await startProxy()
    const handle = vi.fn<RequestHandler>(echo).mockResolvedValueOnce(odd as never)
    const told = await respond(proxy, handle)
    expect((await ask(proxy).request({ topic: 'prices', body: 'x' })).text()).toBe('x!')
    expect(told).toEqual([expect.stringMatching(/^HANDLER: .*must return a reply/)])
  })

  it.each([
    [new Error('no such article'), 'no such article'],
    [7, '7'],
    [undefined, '-'],
  ])('may give %s as the reason of a refusal', async (refused, message) => {
    const proxy = await startProxy()
    await respond(proxy, () => ({ refused }) as never)
    await expect(ask(proxy).request({ topic: 'prices', body: 'x' })).rejects.toMatchObject({
      code: 'REQUEST_REFUSED',
      message,
    })
  })

  it('may refuse one, with a reason that the requester gets at once', async () => {
    const proxy = await startProxy()
    await respond(proxy, () => ({ refused: 'no such article' }))
    const refusal = { code: 'REQUEST_REFUSED', message: 'no such article' }
    await expect(ask(proxy).request({ topic: 'prices', body: 'x' })).rejects.toMatchObject(refusal)
  })

  it('is asked again after it failed', async () => {
    const proxy = await startProxy()
    const handle = vi.fn(echo).mockRejectedValueOnce(new Error('the database is locked'))
    const told = await respond(proxy, handle)
    expect((await ask(proxy).request({ topic: 'prices', body: 'x' })).text()).toBe('x!')
    expect(told).toEqual(['HANDLER: the database is locked'])
  })

  it('is not asked what nobody waits for any more', async () => {
    const proxy = await startProxy()
    await expect(
      ask(proxy, { timeoutMs: 200 }).request({ topic: 'prices', body: 'x' }),
    ).rejects.toMatchObject({
      code: 'TIMEOUT',
    })
    const handle = vi.fn(echo)
    await respond(proxy, handle)
    expect(
      (await ask(proxy, { consumerGroup: 'asker-2' }).request({ topic: 'prices', body: 'y' })).text(),
    ).toBe('y!')
    await settled(proxy, 'prices', 'pricing')
    expect(handle.mock.calls.map(([request]) => request.text())).toEqual(['y'])
  })

  it('replies to listed topics only, where it has a list', async () => {
    const proxy = await startProxy()
    const handle = vi.fn(echo)
    const told = await respond(proxy, handle, { replyTopics: ['lite-replies'] })
    const enough = new AbortController()
    const request = ask(proxy).request({ topic: 'prices', body: 'x' }, { signal: enough.signal })
    const unanswered = expect(request).rejects.toMatchObject({ code: 'ABORTED' })
    await eventually(() => expect(told[0]).toMatch(/wants its reply in topic 'replies'/))
    enough.abort()
    await unanswered
    expect(handle).not.toHaveBeenCalled()
  })

  it('handles messages that ask for no reply', async () => {
    const proxy = await startProxy()
    const handle = vi.fn(echo)
    await respond(proxy, handle)
    await using producer = new Producer({ endpoints: proxy.endpoints })
    await producer.send({ topic: 'prices', body: 'x' })
    await eventually(() => expect(handle).toHaveBeenCalledOnce())
    await settled(proxy, 'prices', 'pricing')
    expect(proxy.messages('replies')).toEqual([])
  })
})
