import { describe, expect, it } from 'vitest'
import { MetricPath } from '../../../src/monitor/metric-path.js'
import { Monitor } from '../../../src/monitor/monitor.js'
import {
  clientStats,
  connectionStats,
  consumerStats,
  histogramSummary,
  poolStats,
  producerStats,
} from '../../support/stats-builders.js'

function snapshot() {
  const monitor = new Monitor()
  monitor.attach({
    stats: () =>
      clientStats({
        clientId: 'host@1@0@a',
        pools: [poolStats({ waiting: 1 }), poolStats({ name: 'encode buffers', waiting: 2 })],
        connections: [connectionStats({ open: 3 })],
        producer: producerStats({ errors: { TIMEOUT: 4 } }),
      }),
  })
  monitor.attach({
    stats: () =>
      clientStats({
        kind: 'push-consumer',
        clientId: 'host@1@1@b',
        consumerGroup: 'workers',
        pools: [poolStats({ waiting: 5 })],
        consumer: consumerStats({ cachedMessages: 6, deliveryMs: histogramSummary({ count: 1, p50: 7 }) }),
      }),
  })
  monitor.attachPool({ stats: () => poolStats({ name: 'mine', waiting: 8 }) })
  monitor.attachPool({ stats: () => poolStats({ name: 'mine', waiting: 9 }) })
  return monitor.snapshot()
}

const resolve = (path: string) =>
  Object.fromEntries(new MetricPath(path).resolve(snapshot()).map(({ path, value }) => [path, value]))

describe('MetricPath', () => {
  it('leads to one number', () => {
    expect(resolve('uptimeMs')).toEqual({ uptimeMs: expect.any(Number) })
    expect(resolve('system.memory.heapUsed')).toEqual({ 'system.memory.heapUsed': expect.any(Number) })
  })

  it('leads to each element of a list, and names each otherwise', () => {
    expect(resolve('pools.*.waiting')).toEqual({
      'pools[envelopes of host@1@0@a].waiting': 1,
      'pools[encode buffers].waiting': 2,
      'pools[envelopes of host@1@1@b].waiting': 5,
      'pools[mine #3].waiting': 8,
      'pools[mine #4].waiting': 9,
    })
  })

  it.each([
    ['pools.1.waiting', 2],
    ['pools.encode buffers.waiting', 2],
    ['pools[encode buffers].waiting', 2],
    ['connections[127.0.0.1:8081].open', 3],
    ['consumers.workers.cachedMessages', 6],
    ['consumers[host@1@1@b].cachedMessages', 6],
    ['producers.*.errors.TIMEOUT', 4],
    ['producers.0.errors.*', 4],
    ['consumers.workers.deliveryMs.p50', 7],
  ])('finds %s by number or name', (path, value) => {
    expect(Object.values(resolve(path))).toEqual([value])
  })

  it('leads to no number where something is missing, null or no number', () => {
    for (const path of [
      'nothing',
      'pools.none.waiting',
      'pools.*.recentHitRate',
      'name',
      'pools',
      'at.more',
    ]) {
      expect(resolve(path)).toEqual({})
    }
  })

  it('leads to no percentile where nothing was recorded, but to the count of it', () => {
    expect(resolve('producers.*.latencyMs.p99')).toEqual({})
    expect(Object.values(resolve('producers.*.latencyMs.count'))).toEqual([0])
  })

  it('reaches nothing that is inherited', () => {
    expect(resolve('pools.length')).toEqual({})
    expect(resolve('system.constructor.length')).toEqual({})
  })

  it.each(['', '.', 'a..b', 'a.', 'a[b', 'a]b', '[]', 'a[]'])("refuses '%s'", path => {
    expect(() => new MetricPath(path)).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }))
  })
})
