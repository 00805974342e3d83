import { describe, expect, it } from 'vitest'
import { BrokerProof } from '../../../src/producer/broker-proof.js'
import type { InspectedBroker } from '../../../src/remoting/name-server-client.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import { TopicRoute } from '../../../src/route/topic-route.js'

function routeTo(...brokers: string[]): TopicRoute {
  const queues = brokers.map(brokerName => ({
    topic: 'orders',
    id: 0,
    brokerName,
    brokerId: 0,
    permission: 'READ_WRITE' as const,
    endpoints: Endpoints.parse('127.0.0.1:8081'),
    acceptMessageTypes: [],
  }))
  return new TopicRoute('orders', queues)
}

class Brokers {
  asked = 0
  now = 0
  version = '5.5.0'
  readonly proof = new BrokerProof({ brokers: async () => this.#tell() }, () => this.now)

  #tell(): InspectedBroker[] {
    this.asked += 1
    return [{ name: 'a', address: '127.0.0.1:10911', version: this.version }]
  }
}

describe('the proof of brokers', () => {
  it('holds for a minute, and is asked for again then', async () => {
    const brokers = new Brokers()
    const route = routeTo('a')
    await brokers.proof.prove(route)
    brokers.now = 50_000
    await brokers.proof.prove(route)
    expect(brokers.asked).toBe(1)
    brokers.version = '5.3.3'
    brokers.now = 60_000
    await brokers.proof.prove(route)
    expect(brokers.asked).toBe(2)
    expect(brokers.proof.holds(route)).toBe(false)
  })

  it('is asked for again after seconds where it failed', async () => {
    const brokers = new Brokers()
    const route = routeTo('a')
    brokers.version = '5.3.3'
    await brokers.proof.prove(route)
    brokers.version = '5.4.0'
    brokers.now = 10_000
    await brokers.proof.prove(route)
    expect(brokers.proof.holds(route)).toBe(true)
  })

  it('is of one route, and another is asked for', async () => {
    const brokers = new Brokers()
    const [before, after] = [routeTo('a'), routeTo('a', 'b')]
    await brokers.proof.prove(before)
    expect(brokers.proof.holds(after)).toBe(false)
    await brokers.proof.prove(after)
    expect(brokers.proof.shortcoming('orders')).toContain('does not know broker b')
    expect(brokers.asked).toBe(2)
  })

  it('is asked for once by all who want it at the same time', async () => {
    const brokers = new Brokers()
    const route = routeTo('a')
    await Promise.all([brokers.proof.prove(route), brokers.proof.prove(route)])
    expect(brokers.asked).toBe(1)
  })
})
