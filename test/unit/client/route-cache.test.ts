import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { RouteCache } from '../../../src/client/route-cache.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import { TopicRoute } from '../../../src/route/topic-route.js'
import { failureOf } from '../../support/rpc-client.js'

function route(topic: string, queues = 1, brokerName = 'broker-a'): TopicRoute {
  return new TopicRoute(
    topic,
    Array.from({ length: queues }, (_, id) => ({
      topic,
      id,
      permission: 'READ_WRITE' as const,
      brokerName,
      brokerId: 0,
      endpoints: Endpoints.parse('127.0.0.1:8081'),
      acceptMessageTypes: [],
    })),
  )
}

function cache(fetch: (topic: string) => Promise<TopicRoute>) {
  const onChange = vi.fn()
  const onRefreshError = vi.fn()
  return { routes: new RouteCache({ fetch, onChange, onRefreshError }), onChange, onRefreshError }
}

describe('the route cache', () => {
  it('fetches a route once for all who ask at one time, and keeps it', async () => {
    const fetch = vi.fn(async (topic: string) => route(topic))
    const { routes } = cache(fetch)
    const [first, second] = await Promise.all([routes.get('orders'), routes.get('orders')])
    expect(second).toBe(first)
    expect(await routes.get('orders')).toBe(first)
    expect(routes.peek('orders')).toBe(first)
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('fetches anew what is older than it may be', async () => {
    const fetch = vi.fn(async (topic: string) => route(topic))
    const { routes } = cache(fetch)
    await routes.fresh('orders', 60_000)
    await routes.fresh('orders', 60_000)
    expect(fetch).toHaveBeenCalledTimes(1)
    await routes.fresh('orders', 0)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('looks again for a broker that is named no more, and not for one that is', async () => {
    let named = ['broker-a', 'broker-b']
    const fetch = vi.fn(
      async (topic: string) =>
        new TopicRoute(
          topic,
          named.flatMap(name => route(topic, 1, name).queues),
        ),
    )
    const { routes } = cache(fetch)
    await routes.get('orders')
    await routes.lookAgain(() => false)
    expect(fetch).toHaveBeenCalledTimes(1)
    named = ['broker-a']
    await routes.refresh('orders')
    await routes.lookAgain(() => false)
    expect(fetch).toHaveBeenCalledTimes(3)
    named = ['broker-a', 'broker-b']
    await routes.lookAgain(() => false)
    expect(routes.peek('orders')?.queues).toHaveLength(2)
    await routes.lookAgain(() => false)
    expect(fetch).toHaveBeenCalledTimes(4)
  })

  it('looks for a broker for ten minutes from its loss on, whenever it was named last', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    let queues = (name: string) => [
      ...route(name, 1, 'broker-a').queues,
      ...route(name, 1, 'broker-b').queues,
    ]
    const fetch = vi.fn(async (topic: string) => new TopicRoute(topic, queues(topic)))
    const { routes } = cache(fetch)
    await routes.get('orders')
    vi.advanceTimersByTime(3_600_000)
    expect(routes.isLookedFor('orders', 'broker-b')).toBe(false)
    const both = queues
    // Its replica alone cannot be sent to, nor received from.
    queues = name =>
      both(name).map(each => (each.brokerName === 'broker-b' ? { ...each, brokerId: 1 } : each))
    await routes.refresh('orders')
    vi.advanceTimersByTime(599_000)
    expect(routes.isLookedFor('orders', 'broker-b')).toBe(true)
    await routes.lookAgain(() => false)
    expect(fetch).toHaveBeenCalledTimes(3)
    vi.advanceTimersByTime(1_000)
    expect(routes.isLookedFor('orders', 'broker-b')).toBe(false)
    await routes.lookAgain(() => false)
    expect(fetch).toHaveBeenCalledTimes(3)
  })

  it('does not keep a failure', async () => {
    const fetch = vi.fn(async (topic: string) => route(topic)).mockRejectedValueOnce(new Error('no luck'))
    const { routes } = cache(fetch)
    expect(await failureOf(routes.get('orders'))).toMatchObject({ message: 'no luck' })
    expect((await routes.get('orders')).topic).toBe('orders')
  })

  it('tells of a route that is new or differs, not of one that is the same', async () => {
    let queues = 1
    const { routes, onChange } = cache(async topic => route(topic, queues))
    const before = await routes.get('orders')
    expect(await routes.refresh('orders')).toBe(before)
    expect(onChange).toHaveBeenCalledTimes(1)
    queues = 2
    await routes.refresh('orders')
    expect(onChange).toHaveBeenCalledTimes(2)
    expect(routes.peek('orders')?.queues).toHaveLength(2)
  })

  it('refreshes all it knows, and keeps the route whose refresh fails', async () => {
    let broken = false
    const { routes, onRefreshError } = cache(async topic => {
      if (broken && topic === 'a') throw new Error('no luck')
      return route(topic, broken ? 2 : 1)
    })
    await Promise.all([routes.get('a'), routes.get('b')])
    broken = true
    await routes.refreshAll()
    expect(onRefreshError).toHaveBeenCalledExactlyOnceWith(
      'a',
      expect.objectContaining({ message: 'no luck' }),
    )
    expect([...routes.all()].map(each => each.queues.length)).toEqual([1, 2])
  })

  it('forgets a topic that is dropped', async () => {
    const { routes } = cache(async topic => route(topic))
    await routes.get('orders')
    routes.drop('orders')
    expect(routes.peek('orders')).toBeUndefined()
  })

  it('keeps nothing of a topic that was dropped while it was fetched, unless it is asked for again', async () => {
    const arrivals: ((route: TopicRoute) => void)[] = []
    const { routes, onChange } = cache(() => new Promise(resolve => arrivals.push(resolve)))
    const first = routes.get('orders')
    routes.drop('orders')
    arrivals[0]?.(route('orders'))
    await first
    expect(routes.peek('orders')).toBeUndefined()
    expect(onChange).not.toHaveBeenCalled()
    const [second, joined] = [routes.get('orders'), routes.get('orders')]
    arrivals[1]?.(route('orders', 2))
    expect(await joined).toBe(await second)
    expect(routes.peek('orders')).toBe(await second)
  })

  it('leaves no rejection behind where a refresh fails that nobody waits for', async () => {
    const { routes } = cache(async () => Promise.reject(new Error('no luck')))
    routes.refresh('orders').catch(() => {})
    await new Promise(resolve => setImmediate(resolve))
  })
})
