import { describe, expect, it } from 'vitest'
import { defaultAlertRules } from '../../../src/monitor/alert-rule.js'
import { measureWords } from '../../../src/monitor/alert-words.js'

describe('what an alert is about, in words', () => {
  it.each([
    ['system.eventLoop.delayMs.p99', 250.4, 'p99 of the event-loop delay', '250 ms'],
    ['system.memory.heapFloor', 64 * 1024, 'heap in use after garbage collection', '64 KiB'],
    ['system.memory.hostFree', 2 ** 30, 'memory host free', '1 GiB'],
    ['system.cpu.processPercent', 92.5, 'CPU use of the process', '92.5 %'],
    [
      'pools[encode buffers of a@1].waiting',
      3,
      'number of callers that wait for pool encode buffers of a@1',
      '3',
    ],
    ['pools[envelopes].recentHitRate', 0.425, 'hit rate of pool envelopes', '42.5 %'],
    [
      'batches[send coalescing].fill',
      0.9,
      'share of the buffer in use of batch processor send coalescing',
      '90 %',
    ],
    ['producers[a@1].recentErrorRate', 0.0203, 'share of failed sends of producer a@1', '2.03 %'],
    ['producers[a@1].latencyMs.recent.p99', 481.8, 'p99 of the send latency of producer a@1', '482 ms'],
    ['producers[a@1].rates.perSecond1m', 1_234, 'rate over 1m of producer a@1', '1,234/s'],
    [
      'consumers[workers].stalledMs',
      61_000,
      'time since a handler last ended in consumer workers',
      '1.02 min',
    ],
    ['consumers[workers].cachedBytes', 1_536, 'cached bytes of consumer workers', '1.5 KiB'],
    [
      'connections[127.0.0.1:8081].unreachableMs',
      16_000,
      'time without an answer on the connections to 127.0.0.1:8081',
      '16 s',
    ],
    ['connections[[::1]:8081].open', 2, 'open of the connections to [::1]:8081', '2'],
    ['something.else', 12.345678, 'something.else', '12.35'],
  ])('%s', (path, value, name, figure) => {
    const words = measureWords(path)
    expect([words.name, words.format(value)]).toEqual([name, figure])
  })

  it('is told for every default rule without the path, and with a unit where it has one', () => {
    for (const { metric, above = 0, below = above, rateOfChange = below } of defaultAlertRules) {
      const { name, format } = measureWords(metric.replace(/\.\*/, '[it]'))
      expect(name).not.toMatch(/[[\]]|\w\.\w|[a-z][A-Z]/)
      expect(format(rateOfChange)).toMatch(/waiting|leaked/.test(metric) ? /^0$/ : / (ms|s|min|%|KiB)$/)
    }
  })
})
