import { describe, expect, it } from 'vitest'
import { Endpoints } from '../../../src/route/endpoints.js'
import { apache } from '../../../src/wire/generated/protocol.js'
import {
  endpointsFromWire,
  endpointsToWire,
  MESSAGE_TYPE_NUMBERS,
  MESSAGE_TYPES,
  queueToWire,
  topicRouteFromWire,
} from '../../../src/wire/route-codec.js'

const v2 = apache.rocketmq.v2

function queue(overrides: object = {}) {
  return {
    topic: { name: 'orders' },
    id: 3,
    permission: v2.Permission.READ_WRITE,
    broker: {
      name: 'broker-a',
      id: 0,
      endpoints: { scheme: 1, addresses: [{ host: '127.0.0.1', port: 8081 }] },
    },
    acceptMessageTypes: [v2.MessageType.FIFO],
    ...overrides,
  }
}

describe('endpoints on the wire', () => {
  it.each(['127.0.0.1:8081', '127.0.0.1:8081;127.0.0.2:8082', '[::1]:8081', 'proxy.example.com:8081'])(
    'come back as they went: %s',
    text => {
      const endpoints = Endpoints.parse(text)
      expect(endpointsFromWire(endpointsToWire(endpoints))).toBe(endpoints)
    },
  )

  it.each([
    ['127.0.0.1', 'IPv4'],
    ['::1', 'IPv6'],
    ['proxy', 'DOMAIN_NAME'],
  ])('are told apart where the server does not say of what kind they are: %s', (host, scheme) => {
    expect(endpointsFromWire({ addresses: [{ host, port: 8081 }] }).scheme).toBe(scheme)
  })

  it.each([
    {},
    { scheme: 1, addresses: [] },
    { scheme: 1, addresses: [{ port: 8081 }] },
    { addresses: [{ host: 'a' }] },
  ])('without an address are the fault of the server: %j', message => {
    expect(() => endpointsFromWire(message)).toThrow('the server named a broker without an address')
  })
})

describe('addresses that are too many', () => {
  it('are taken up to a bound', () => {
    const addresses = Array.from({ length: 10_000 }, (_, index) => ({
      host: `10.0.${index >> 8}.${index & 255}`,
      port: 8081,
    }))
    const endpoints = endpointsFromWire({ scheme: 1, addresses })
    expect(endpoints.addresses).toEqual(addresses.slice(0, 64))
    expect(endpoints.key.length).toBeLessThan(2_000)
  })

  it.each([0, 3])('are the first one where that is a name, scheme %d', scheme => {
    const addresses = ['proxy', '10.0.0.1', ''].map(host => ({ host, port: 8081 }))
    expect(endpointsFromWire({ scheme, addresses }).key).toBe('proxy:8081')
  })
})

describe('addresses that are none', () => {
  it.each([
    ['unix:/x', 8081, 1],
    ['unix:/x', 8081, 3],
    ['localhost/../x', 8081, 3],
    ['::1', 8081, 1],
    ['127.0.0.1', 8081, 2],
    ['proxy', 8081, 1],
    ['proxy', 65_536, 3],
    ['proxy', -1, 3],
    ['127.0.0.1', 8081.5, 1],
    ['a b', 8081, 0],
    ['proxy:8081', 8081, 3],
    ['dns:///proxy', 8081, 0],
    ['256.1.1.1', 8081, 3],
    ['me@proxy', 8081, 3],
    ['proxy\n', 8081, 3],
  ])('are refused in words: %j, port %d, scheme %d', (host, port, scheme) => {
    expect(() => endpointsFromWire({ scheme, addresses: [{ host, port }] })).toThrow(
      expect.objectContaining({
        code: 'PROTOCOL',
        message: expect.stringContaining(
          `host ${JSON.stringify(host)}, port ${port}, which is not a valid address`,
        ),
      }),
    )
  })

  it.each([
    ['127.0.0.1', 1, '10.0.0.1', '10.0.0.2'],
    ['256.1.1.1', 1, '10.0.0.1', '10.0.0.2'],
    ['', 0, '10.0.0.1', '10.0.0.2'],
    ['unix:/x', 2, '::1', 'fe80::1'],
  ])('are left out where others can be used, and told of: %j, scheme %d', (host, scheme, ...good) => {
    const told: string[] = []
    const valid = good.map(each => ({ host: each, port: 8081 }))
    const addresses = [...valid.slice(0, 1), { host, port: 65_536 }, ...valid.slice(1)]
    const endpoints = endpointsFromWire({ scheme, addresses }, why => told.push(why.message))
    expect(endpoints.addresses).toEqual(valid)
    expect(told).toEqual([
      expect.stringContaining(`host ${JSON.stringify(host)}, port 65536, which is not a valid address`),
    ])
  })

  it.each([0, 3])('give way to a name that is one, scheme %d', scheme => {
    const addresses = ['a b', 'proxy', 'other'].map(host => ({ host, port: 8081 }))
    expect(endpointsFromWire({ scheme, addresses }).key).toBe('proxy:8081')
  })

  it('are not repeated in full where they are long', () => {
    const host = '/'.repeat(100_000)
    expect(() => endpointsFromWire({ scheme: 3, addresses: [{ host, port: 1 }] })).toThrow(/^.{1,300}$/)
  })

  it.each([
    ['proxy.example.com.', 3],
    ['my_broker-0', 3],
    ['10.0.0.1', 3],
    ['::1', 3],
    ['fe80::1', 2],
  ])('are told from what is one: %s, scheme %d', (host, scheme) => {
    expect(endpointsFromWire({ scheme, addresses: [{ host, port: 8081 }] }).addresses).toEqual([
      { host, port: 8081 },
    ])
  })
})

describe('a route on the wire', () => {
  it('leaves out brokers that cannot be dialled, and tells of each once', () => {
    const told: string[] = []
    const odd = (name: string, endpoints: object) => queue({ broker: { name, id: 0, endpoints } })
    const unix = { scheme: 3, addresses: [{ host: 'unix:/x', port: 1 }] }
    const route = topicRouteFromWire(
      'orders',
      [odd('b', {}), odd('c', unix), odd('c', unix), queue()],
      (broker, why) => told.push(`${broker} ${why.code}`),
    )
    expect(route.queues.map(each => each.brokerName)).toEqual(['broker-a'])
    expect(told).toEqual(['b PROTOCOL', 'c PROTOCOL'])
  })

  it('tells once of the addresses of a broker that it leaves out', () => {
    const told: string[] = []
    const addresses = [
      { host: '::1', port: 8081 },
      { host: '10.0.0.1', port: 8081 },
    ]
    const two = queue({ broker: { name: 'broker-a', id: 0, endpoints: { scheme: 1, addresses } } })
    const route = topicRouteFromWire('orders', [two, two], (what, why) => told.push(`${what} ${why.code}`))
    expect(route.endpointsList.map(each => each.key)).toEqual(['10.0.0.1:8081'])
    expect(told).toEqual(['an address of broker-a PROTOCOL'])
  })

  it('repeats no more of a broker’s name than fits into a line', () => {
    const told: string[] = []
    const odd = queue({ broker: { name: `a\nb${'c'.repeat(5_000)}`, id: 0, endpoints: {} } })
    topicRouteFromWire('orders', [queue(), odd], broker => told.push(broker))
    expect(told).toEqual([`a?b${'c'.repeat(57)}`])
  })

  it('is read with its queues, brokers and types', () => {
    const route = topicRouteFromWire('orders', [queue(), queue({ id: 4, permission: v2.Permission.READ })])
    expect(route.queues).toMatchObject([
      { topic: 'orders', id: 3, permission: 'READ_WRITE', brokerName: 'broker-a', brokerId: 0 },
      { id: 4, permission: 'READ' },
    ])
    expect(route.acceptMessageTypes).toEqual(['FIFO'])
    expect(route.endpointsList.map(each => each.key)).toEqual(['127.0.0.1:8081'])
  })

  it('takes a permission or a type it does not know for none', () => {
    const route = topicRouteFromWire('orders', [queue({ permission: 99, acceptMessageTypes: [99] })])
    expect(route.queues[0]).toMatchObject({ permission: 'NONE', acceptMessageTypes: [] })
    expect(route.acceptMessageTypes).toEqual([])
  })

  it('names a queue to the server by topic and broker', () => {
    const route = topicRouteFromWire('orders', [queue()])
    expect(queueToWire(route.queues[0] as never, 'ns')).toMatchObject({
      topic: { name: 'orders', resourceNamespace: 'ns' },
      broker: { name: 'broker-a' },
      acceptMessageTypes: [v2.MessageType.FIFO],
    })
  })

  it('knows every message type of the protocol, both ways', () => {
    const types = Object.entries(v2.MessageType).filter(([, value]) => Number(value) > 0)
    for (const [name, value] of types as [keyof typeof MESSAGE_TYPE_NUMBERS, number][]) {
      if (typeof value !== 'number') continue
      expect([MESSAGE_TYPES[value], MESSAGE_TYPE_NUMBERS[name]]).toEqual([name, value])
    }
  })
})
