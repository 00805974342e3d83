import { describe, expect, it } from 'vitest'
import { Monitor } from '../../../src/monitor/monitor.js'
import { renderLine, renderReport } from '../../../src/monitor/report.js'
import {
  alertStatus,
  batchStats,
  clientStats,
  connectionStats,
  consumerStats,
  histogramSummary,
  poolStats,
  producerStats,
  rpcStats,
} from '../../support/stats-builders.js'

function busySnapshot() {
  const monitor = new Monitor({ name: 'shop' })
  const recent = { count: 5, max: 9, mean: 3, p50: 2.5, p90: 6, p99: 7.25 }
  monitor.attach({
    stats: () =>
      clientStats({
        clientId: 'host@12@0@abc',
        pools: [poolStats({ acquired: 200, hits: 150, hitRate: 0.75, bytes: 2048 })],
        batches: [
          batchStats({
            batches: 12,
            succeeded: 600,
            buffered: 30,
            batchItems: histogramSummary({ mean: 50 }),
          }),
        ],
        connections: [connectionStats({ open: 2 })],
        rpcs: [
          rpcStats({ started: 12, codes: { OK: 11, TIMEOUT: 1 } }),
          rpcStats({ method: 'RecallMessage' }),
        ],
        producer: producerStats({
          succeeded: 12_345,
          failed: 3,
          rates: { perSecond1s: 510, perSecond10s: 500, perSecond1m: 480 },
          latencyMs: histogramSummary({ count: 12_345, p99: 800, recent }),
          errors: { TIMEOUT: 2, TOPIC_NOT_FOUND: 1 },
        }),
      }),
  })
  monitor.attach({
    stats: () =>
      clientStats({
        kind: 'push-consumer',
        clientId: 'host@12@1@abc',
        consumerGroup: 'workers',
        consumer: consumerStats({ received: 99, cachedMessages: 4, cachedBytes: 4096 }),
      }),
  })
  return monitor.snapshot()
}

describe('renderReport', () => {
  it('shows each kind of thing in an aligned table with units', () => {
    const report = renderReport(busySnapshot())
    expect(report).toMatch(/^shop {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC {2}up /)
    expect(report).toContain('12,345')
    expect(report).toContain('TIMEOUT 2, TOPIC_NOT_FOUND 1')
    expect(report).toContain('30 of 1,000')
    expect(report).toContain('4 (4 KiB)')
    expect(report).toMatch(/envelopes +200 .* 75 %/)
    const lines = report.split('\n')
    const head = lines.find(line => line.startsWith('producers')) ?? ''
    const row = lines.find(line => line.startsWith('host@12@0@abc')) ?? ''
    expect(row.indexOf('480/s') + '480/s'.length).toBe(head.indexOf('1 min') + '1 min'.length)
  })

  it('shows the latest latencies, not those of all time', () => {
    const report = renderReport(busySnapshot())
    expect(report).toContain('7.25 ms')
    expect(report).not.toContain('800 ms')
  })

  it('leaves out what is not there: tables without rows, calls never made', () => {
    expect(renderReport(new Monitor().snapshot())).not.toMatch(/producers|pools|calls/)
    expect(renderReport(busySnapshot())).not.toContain('RecallMessage')
  })

  it('fits on a screen however much there is of everything', () => {
    const monitor = new Monitor()
    for (let index = 0; index < 500; index++) {
      const shared = {
        rpcs: Array.from({ length: 10 }, (_, method) => rpcStats({ method: `M${method}`, started: 1 })),
        pools: [poolStats()],
        batches: [batchStats()],
        connections: [connectionStats()],
      }
      const producer = clientStats({ clientId: `p${index}`, ...shared, producer: producerStats() })
      const consumer = clientStats({ clientId: `c${index}`, consumerGroup: 'g', consumer: consumerStats() })
      monitor.attach({ stats: () => producer })
      monitor.attach({ stats: () => consumer })
    }
    const snapshot = monitor.snapshot()
    snapshot.alerts = Array.from({ length: 60 }, () => alertStatus())
    snapshot.leaks = Array.from({ length: 20 }, () => ({ pool: 'p', foundAt: 0, heldMs: 5 }))
    const lines = renderReport(snapshot).split('\n')
    expect(lines.length).toBeLessThanOrEqual(48)
    for (const head of ['producers', 'consumers', 'batches', 'pools', 'leaks', 'connections', 'calls'])
      expect(lines.some(line => line.startsWith(head))).toBe(true)
    expect(lines.some(line => /^… and \d+ more alerts$/.test(line))).toBe(true)
  })

  it('gives each table six rows where there is room', () => {
    const monitor = new Monitor()
    for (let index = 0; index < 500; index++)
      monitor.attachPool({ stats: () => poolStats({ name: `p${index}` }) })
    const lines = renderReport(monitor.snapshot()).split('\n')
    expect(lines.filter(line => /^p\d+ /.test(line))).toHaveLength(6)
    expect(lines).toContain('… and 494 more')
  })

  it('lets no name reach into the terminal', () => {
    const monitor = new Monitor()
    monitor.attachPool({ stats: () => poolStats({ name: 'evil\u001b[2J\nrow' }) })
    expect(renderReport(monitor.snapshot())).toContain('evil?[2J?row')
  })
})

describe('renderLine', () => {
  it('says the most important in one line', () => {
    const line = renderLine(busySnapshot())
    expect(line).not.toContain('\n')
    expect(line).toContain('sent 500/s (p99 7.25 ms)')
    expect(line).toContain('buffered 30')
    expect(line).toContain('no alerts')
  })
})
