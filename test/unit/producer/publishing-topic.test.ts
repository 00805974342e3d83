import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CapabilityCache } from '../../../src/client/capability-cache.js'
import type { MessageType } from '../../../src/message/message.js'
import { Envelope } from '../../../src/producer/envelope.js'
import { PublishingLoadBalancer, PublishingTopic } from '../../../src/producer/publishing-topic.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import { type MessageQueue, type Permission, TopicRoute } from '../../../src/route/topic-route.js'

function queue(
  broker: string,
  id: number,
  port: number,
  permission: Permission = 'READ_WRITE',
): MessageQueue {
  const endpoints = Endpoints.parse(`127.0.0.1:${port}`)
  return {
    topic: 'orders',
    id,
    permission,
    brokerName: broker,
    brokerId: 0,
    endpoints,
    acceptMessageTypes: [],
  }
}

const three = [queue('a', 0, 1), queue('a', 1, 1), queue('b', 0, 2), queue('c', 0, 3)]

function balancer(queues: MessageQueue[], isolated = new Set<string>()): PublishingLoadBalancer {
  return new PublishingLoadBalancer(new TopicRoute('orders', queues), isolated)
}

const names = (count: number, pick: () => MessageQueue) =>
  Array.from({ length: count }, () => pick().brokerName)

describe('requests', () => {
  const queues = (broker: string, count: number, port: number) =>
    Array.from({ length: count }, (_, id) => queue(broker, id, port))

  it('go round the brokers, each as often as it has queues', () => {
    const balance = balancer(three)
    expect(names(8, () => balance.pick()).sort()).toEqual(['a', 'a', 'a', 'a', 'b', 'b', 'c', 'c'])
    expect(balance.size).toBe(3)
  })

  it('are spread: a broker with most of the queues does not get its turns all at once', () => {
    const balance = balancer([...queues('a', 2, 1), ...queues('b', 8, 2)])
    const round = names(1_000, () => balance.pick())
    expect(round.filter(name => name === 'a').length).toBe(200)
    expect(round.join('')).not.toMatch(/aa|b{6}/)
  })

  it('do not go to a broker whose queues an operator drained', () => {
    const drained = queues('b', 8, 2).map(each => ({ ...each, permission: 'READ' as const }))
    const balance = balancer([...queues('a', 2, 1), ...drained])
    expect(new Set(names(50, () => balance.pick()))).toEqual(new Set(['a']))
  })

  it('are not owed to a broker that was isolated', () => {
    const isolated = new Set<string>()
    const balance = balancer([...queues('a', 4, 1), ...queues('b', 4, 2)], isolated)
    isolated.add('127.0.0.1:1')
    expect(new Set(names(100, () => balance.pick()))).toEqual(new Set(['b']))
    isolated.delete('127.0.0.1:1')
    expect(names(10, () => balance.pick()).filter(name => name === 'a').length).toBe(5)
  })

  it('pass over isolated endpoints until they are released', () => {
    const isolated = new Set<string>()
    const balance = balancer(three, isolated)
    isolated.add('127.0.0.1:2')
    expect(names(9, () => balance.pick())).not.toContain('b')
    isolated.delete('127.0.0.1:2')
    expect(names(4, () => balance.pick())).toContain('b')
  })

  it('go to another broker than the one that just failed', () => {
    const balance = balancer(three)
    expect(names(9, () => balance.pick('127.0.0.1:1'))).not.toContain('a')
  })

  it('rather go to an isolated one than back to the one that just failed', () => {
    const isolated = new Set<string>()
    const balance = balancer([queue('a', 0, 1), queue('b', 0, 2)], isolated)
    isolated.add('127.0.0.1:1')
    isolated.add('127.0.0.1:2')
    expect(names(4, () => balance.pick('127.0.0.1:1'))).toEqual(['b', 'b', 'b', 'b'])
  })

  it('go to the only broker whatever is known against it', () => {
    const isolated = new Set<string>()
    isolated.add('127.0.0.1:1')
    expect(balancer([queue('a', 0, 1)], isolated).pick('127.0.0.1:1').brokerName).toBe('a')
  })

  it('wait for a master where there is none', () => {
    const replica = { ...queue('a', 0, 1), brokerId: 1 }
    const refused = expect.objectContaining({ code: 'UNAVAILABLE', retryable: true })
    expect(() => balancer([]).pick()).toThrow(refused)
    expect(() => balancer([replica]).pickFor('group')).toThrow(refused)
  })

  it('fail at once where nothing may be written', () => {
    const balance = balancer([queue('a', 0, 1, 'READ')])
    const refused = expect.objectContaining({ code: 'FORBIDDEN', retryable: false })
    expect(() => balance.pick()).toThrow(refused)
    expect(() => balance.pickFor('group')).toThrow(refused)
  })
})

describe('message groups', () => {
  it('go where the official Java client sends them', () => {
    const eight = Array.from({ length: 8 }, (_, id) => queue(`broker-${id}`, id, id + 1))
    const balance = balancer(eight)
    expect(['', 'group1', 'order-1', '消息组'].map(group => balance.pickFor(group).id)).toEqual([1, 0, 7, 3])
  })

  it('stay where they are while an endpoint is isolated', () => {
    const isolated = new Set<string>()
    const balance = balancer(three, isolated)
    const home = balance.pickFor('group1')
    isolated.add(home.endpoints.key)
    expect(balance.pickFor('group1')).toBe(home)
  })
})

describe('message groups whose broker is lost', () => {
  const isolated = new Set<string>()
  const before = balancer(three)
  const groups = Array.from({ length: 30 }, (_, index) => `group-${index}`)
  const homes = groups.map(group => before.pickFor(group).brokerName)
  const later = (queues: MessageQueue[]) =>
    new PublishingLoadBalancer(new TopicRoute('orders', queues), isolated, before)
  const withoutB = three.filter(({ brokerName }) => brokerName !== 'b')
  const drained = (names: string, queues: MessageQueue[]) =>
    queues.map(each => (names.includes(each.brokerName) ? { ...each, permission: 'READ' as const } : each))

  it('have no place until it is back, and the others keep theirs', () => {
    const balance = later(withoutB)
    expect(balance.awaited).toEqual(['b'])
    for (const [index, group] of groups.entries()) {
      expect(balance.obstacle(group) === undefined).toBe(homes[index] !== 'b')
      if (homes[index] === 'b')
        expect(() => balance.pickFor(group)).toThrow(/is lost.*name b at.*fifoOnBrokerLoss/)
      else expect(balance.pickFor(group).brokerName).toBe(homes[index])
    }
    const back = new PublishingLoadBalancer(new TopicRoute('orders', three), isolated, balance)
    expect(back.awaited).toEqual([])
    expect(groups.map(group => back.pickFor(group).brokerName)).toEqual(homes)
  })

  it('do not wait for one that an operator drained, nor for a topic that has moved', () => {
    expect(later(drained('b', three)).awaited).toEqual([])
    expect(later([queue('x', 0, 9)]).awaited).toEqual([])
  })

  it('do not wait for one that is drained while another is lost', () => {
    const balance = later(drained('a', withoutB))
    for (const [index, group] of groups.entries())
      if (homes[index] !== 'b') expect(balance.pickFor(group).brokerName).toBe('c')
  })

  it('wait where another one alone takes no messages', () => {
    const balance = later(drained('ac', withoutB))
    for (const group of groups)
      expect(() => balance.pickFor(group)).toThrow(expect.objectContaining({ code: 'UNAVAILABLE' }))
  })

  it('go to the address that the route names by now', () => {
    const moved = withoutB.map(each => ({ ...each, endpoints: Endpoints.parse('127.0.0.1:77') }))
    const group = groups[homes.indexOf('a')] as string
    expect(later(moved).pickFor(group).endpoints.key).toBe('127.0.0.1:77')
  })
})

/** Settings of topics whose brokers are looked for as `isLookedFor` says. */
function settings(isLookedFor: (topic: string, broker: string) => boolean, onMove = () => {}) {
  return {
    mode: 'off' as const,
    capabilities: {} as CapabilityCache,
    routes: { isLookedFor },
    proof: undefined,
    isolated: new Set<string>(),
    fifoOnBrokerLoss: 'wait' as const,
    onChange: () => {},
    onMove,
  }
}

describe('a wait of message groups', () => {
  const route = (queues: MessageQueue[]) => new TopicRoute('orders', queues)
  const without = (names: string) => route(three.filter(({ brokerName }) => !names.includes(brokerName)))
  const ofB = Object.assign(new Envelope(), { messageGroup: 'group-1' })
  const looked = new Set<string>()
  const onMove = vi.fn()
  const topicOf = () =>
    new PublishingTopic(
      route(three),
      settings((_, name) => looked.has(name), onMove),
    )

  beforeEach(() => {
    onMove.mockClear()
    looked.clear()
    while (topicOf().pick(ofB).brokerName !== 'b') ofB.messageGroup += '1'
  })

  it('ends with the search for the broker, once, and that is told', () => {
    const topic = topicOf()
    looked.add('b')
    topic.update(without('b'))
    expect(() => topic.pick(ofB)).toThrow(/is lost/)
    looked.clear()
    for (let n = 0; n < 3; n++) expect(['a', 'c']).toContain(topic.pick(ofB).brokerName)
    expect(onMove.mock.calls).toEqual([[topic, ['b']]])
    topic.update(route(three))
    expect(topic.pick(ofB).brokerName).toBe('b')
  })

  it('goes on while any of several is looked for, and where none is left', () => {
    const topic = topicOf()
    topic.update(without('b'))
    looked.add('c')
    topic.update(without('bc'))
    expect(() => topic.pick(ofB)).toThrow(/is lost/)
    looked.clear()
    topic.update(without('abc'))
    expect(() => topic.pick(ofB)).toThrow(/is lost/)
    expect(onMove).not.toHaveBeenCalled()
    topic.update(without('bc'))
    expect(topic.pick(ofB).brokerName).toBe('a')
  })

  it('does not begin where they need not', () => {
    const topic = new PublishingTopic(route(three), { ...settings(() => true), fifoOnBrokerLoss: 'move' })
    topic.update(without('b'))
    expect(['a', 'c']).toContain(topic.pick(ofB).brokerName)
  })
})

describe('a topic', () => {
  const topicOf = (...lists: MessageType[][]) => {
    const queues = lists.map((acceptMessageTypes, id) => ({ ...queue('a', id, 1), acceptMessageTypes }))
    return new PublishingTopic(
      new TopicRoute('orders', queues),
      settings(() => false),
    )
  }
  const conflict = expect.objectContaining({ code: 'MESSAGE_PROPERTY_CONFLICT_WITH_TYPE' })

  it('takes the types that its queues take, and any where the server does not say', () => {
    const topic = topicOf(['NORMAL'], ['NORMAL', 'FIFO'])
    expect(() => topic.check('FIFO', true)).not.toThrow()
    expect(() => topic.check('DELAY', true)).toThrow(conflict)
    expect(() => topicOf([]).check('DELAY', true)).not.toThrow()
    expect(() => topicOf().check('FIFO', true)).not.toThrow()
  })

  it('takes any type where the server does not check it', () => {
    expect(() => topicOf(['NORMAL']).check('DELAY', false)).not.toThrow()
  })
})
