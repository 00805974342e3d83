import { describe, expect, it, vi } from 'vitest'
import { PollRace } from '../../../src/consumer/poll-race.js'
import type { ReceiveRequest } from '../../../src/consumer/receiver.js'
import { FilterExpression } from '../../../src/consumer/subscriptions.js'
import { RocketMQError } from '../../../src/errors.js'
import type { MessageView } from '../../../src/message/message-view.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import { messageView } from '../../support/message-views.js'
import { eventually } from '../../support/patience.js'

interface Poll {
  topic: string
  bring(...messages: MessageView[]): void
  fail(error: RocketMQError): void
}

function race() {
  const polls: Poll[] = []
  const receiver = {
    receive: (request: ReceiveRequest) =>
      new Promise<MessageView[]>((resolve, reject) => {
        request.signal?.addEventListener('abort', () => reject(new RocketMQError('ABORTED', 'given up')))
        polls.push({ topic: request.queue.topic, bring: (...messages) => resolve(messages), fail: reject })
      }),
  }
  const returned: MessageView[] = []
  return { polls, returned, race: new PollRace(receiver, messages => returned.push(...messages)) }
}

const endpoints = Endpoints.parse('127.0.0.1:8081')
const requests = (...topics: string[]): ReceiveRequest[] =>
  topics.map(topic => ({
    queue: {
      topic,
      id: 0,
      permission: 'READ_WRITE',
      brokerName: 'broker',
      brokerId: 0,
      endpoints,
      acceptMessageTypes: [],
    },
    filter: FilterExpression.all,
    maxMessages: 32,
    invisibleDurationMs: 30_000,
    awaitDurationMs: 15_000,
  }))

const failure = (retryable: boolean) => new RocketMQError('UNAVAILABLE', 'no', { retryable })

describe('PollRace', () => {
  it('is won by the first poll that brings messages; the next race takes the others over', async () => {
    const { race: polling, polls } = race()
    const first = polling.run(requests('a', 'b', 'c'), 32, undefined)
    const [winner, late] = [messageView({ messageId: 'w' }), messageView({ messageId: 'l' })]
    polls[1]?.bring(winner)
    expect(await first).toEqual([winner])
    const second = polling.run(requests('a', 'b', 'c'), 32, undefined)
    expect(polls.map(each => each.topic)).toEqual(['a', 'b', 'c', 'b'])
    polls[2]?.bring(late)
    expect(await second).toEqual([late])
    await polling.close()
  })

  it('keeps what losers bring, also in the same moment, and gives it to the next one at once', async () => {
    const { race: polling, polls } = race()
    const first = polling.run(requests('a', 'b'), 32, undefined)
    const [one, two] = [messageView({ messageId: '1' }), messageView({ messageId: '2' })]
    polls[0]?.bring(one)
    polls[1]?.bring(two)
    expect(await first).toEqual([one])
    expect(await polling.run(requests('a', 'b'), 32, undefined)).toEqual([two])
    await polling.close()
  })

  it('hands back what it kept so long that its lease is nearly over, instead of giving it out', async () => {
    const { race: polling, polls, returned } = race()
    const first = polling.run(requests('a', 'b'), 32, undefined)
    const late = messageView({}, 1_000)
    polls[0]?.bring(messageView({}))
    polls[1]?.bring(late)
    await first
    void polling.run(requests('a', 'b'), 32, undefined).catch(() => {})
    expect(polls).toHaveLength(4)
    expect(returned).toEqual([late])
    await polling.close()
  })

  it('hands back what it kept when no other race comes within a moment', async () => {
    const { race: polling, polls, returned } = race()
    const first = polling.run(requests('a', 'b'), 1, undefined)
    const [one, two] = [messageView({ messageId: '1' }), messageView({ messageId: '2' })]
    polls[0]?.bring(one)
    polls[1]?.bring(two)
    expect(await first).toEqual([one])
    await eventually(() => expect(returned).toEqual([two]))
    expect(polling.held().cachedMessages).toBe(0)
    await polling.close()
  })

  it('keeps nothing for a race that asks for something else', async () => {
    const { race: polling, polls, returned } = race()
    const first = polling.run(requests('a', 'b'), 1, undefined)
    const [one, two] = [messageView({ messageId: '1' }), messageView({ messageId: '2' })]
    polls[0]?.bring(one)
    polls[1]?.bring(two)
    await first
    const longer = requests('a', 'b').map(each => ({ ...each, invisibleDurationMs: 60_000 }))
    void polling.run(longer, 1, undefined).catch(() => {})
    await eventually(() => expect(returned).toEqual([two]))
    await polling.close()
  })

  it('gives what a poll brings late to a race that is on', async () => {
    const { race: polling, polls } = race()
    const first = polling.run(requests('a', 'b'), 32, undefined)
    const second = polling.run(requests('a', 'b'), 32, undefined)
    const [one, two] = [messageView({ messageId: '1' }), messageView({ messageId: '2' })]
    polls[0]?.bring(one)
    expect(await first).toEqual([one])
    polls[1]?.bring(two)
    expect(await second).toEqual([two])
    await polling.close()
  })

  it('fails when every poll failed, and goes on while one may still bring messages', async () => {
    const { race: polling, polls } = race()
    const first = polling.run(requests('a', 'b'), 32, undefined)
    polls[0]?.fail(failure(true))
    const found = messageView({})
    polls[1]?.bring(found)
    expect(await first).toEqual([found])
    const second = polling.run(requests('a', 'b'), 32, undefined)
    for (const poll of polls.slice(2)) poll.fail(failure(true))
    await expect(second).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await polling.close()
  })

  it('hands back, when it is closed, what it kept, and fails the race that runs', async () => {
    const { race: polling, polls, returned } = race()
    const first = polling.run(requests('a', 'b'), 32, undefined)
    const [one, two] = [messageView({ messageId: '1' }), messageView({ messageId: '2' })]
    polls[0]?.bring(one)
    polls[1]?.bring(two)
    await first
    await new Promise(resolve => setImmediate(resolve))
    expect(polling.held().cachedMessages).toBe(1)
    await polling.close()
    expect(returned).toEqual([two])
    await expect(polling.run(requests('a'), 32, undefined)).rejects.toMatchObject({ code: 'CLOSED' })
  })

  it('changes a filter when no poll of the one before is left, and hands back what such polls bring', async () => {
    const { race: polling, polls, returned } = race()
    const first = polling.run(requests('a', 'b'), 32, undefined)
    const tagged = FilterExpression.tag('x')
    let changed = false
    const changing = polling.changeFilter('a', tagged).then(() => {
      changed = true
    })
    const [mine, old] = [messageView({ messageId: 'mine' }), messageView({ messageId: 'old' })]
    polls[1]?.bring(mine)
    expect(await first).toEqual([mine])
    expect(changed).toBe(false)
    polls[0]?.bring(old)
    await changing
    expect(returned).toEqual([old])
    const [wanted] = requests('a')
    void polling.run([{ ...(wanted as ReceiveRequest), filter: tagged }], 32, undefined).catch(() => {})
    expect(polls).toHaveLength(3)
    await polling.close()
  })

  it('waits with another filter for what the server may still do with polls that were given up', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    try {
      const { race: polling } = race()
      const aborting = new AbortController()
      const first = polling.run(requests('a'), 32, aborting.signal)
      aborting.abort()
      await expect(first).rejects.toMatchObject({ code: 'ABORTED' })
      await vi.advanceTimersByTimeAsync(1_000)
      expect(polling.polls).toBe(0)
      let changed = false
      void polling.changeFilter('a', FilterExpression.tag('x')).then(() => {
        changed = true
      })
      await vi.advanceTimersByTimeAsync(13_000)
      expect(changed).toBe(false)
      await vi.advanceTimersByTimeAsync(2_000)
      expect(changed).toBe(true)
      await polling.close()
    } finally {
      vi.useRealTimers()
    }
  })
})
