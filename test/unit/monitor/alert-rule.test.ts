import { describe, expect, it } from 'vitest'
import { AlertEngine } from '../../../src/monitor/alert-engine.js'
import { type AlertRule, defaultAlertRules, parseAlerts } from '../../../src/monitor/alert-rule.js'

const names = (...args: Parameters<typeof parseAlerts>) => parseAlerts(...args).map(rule => rule.name)
const rule: AlertRule = { metric: 'system.cpu.processPercent', above: 90 }

describe('parseAlerts', () => {
  it('gives no rules, the default ones, own ones, or both', () => {
    const defaults = defaultAlertRules.map(each => each.name)
    expect(names(undefined)).toEqual([])
    expect(names('default')).toEqual(defaults)
    expect(names([rule])).toEqual(['system.cpu.processPercent above 90'])
    expect(names(['default', { ...rule, name: 'hot' }])).toEqual([...defaults, 'hot'])
  })

  it('puts an own rule in the place of the default one of its name', () => {
    const rules = parseAlerts(['default', { ...rule, name: 'event loop blocked' }])
    expect(rules).toHaveLength(defaultAlertRules.length)
    expect(rules.find(each => each.name === 'event loop blocked')?.threshold).toBe(90)
  })

  it('resolves after the time it takes to fire, a tenth beyond the threshold, unless told otherwise', () => {
    const [above, below, fall] = parseAlerts([
      { metric: 'a', above: 100, forMs: 500 },
      { metric: 'b', below: 100, hysteresis: 0.5, resolveForMs: 7 },
      { metric: 'c', rateOfChange: -10 },
    ])
    expect(above).toMatchObject({ wellAt: 90, resolveForMs: 500, severity: 'warning', notify: undefined })
    expect(below).toMatchObject({ wellAt: 150, resolveForMs: 7 })
    expect(fall).toMatchObject({ wellAt: -9, windowMs: 60_000 })
  })

  it.each([
    [[{ metric: 'a' }], 'exactly one of'],
    [[{ metric: 'a', above: 1, below: 0 }], 'exactly one of'],
    [[{ metric: 'a..b', above: 1 }], 'a..b'],
    [[{ metric: 'a', above: 'high' }], 'above'],
    [[{ metric: 'a', above: 1, forMs: -1 }], 'forMs'],
    [[{ metric: 'a', above: 1, forMS: 5 }], 'forMS'],
    [[{ metric: 'a', above: 1, severity: 'bad' }], 'severity'],
    [[{ metric: 'a', above: 1, notify: 'http://x' }], 'notify'],
    [
      [
        { metric: 'a', above: 1 },
        { metric: 'a', above: 1 },
      ],
      'same name',
    ],
    [[{ above: 1 }], 'metric'],
    [['defaults'], 'defaults'],
    ['all', 'not all'],
  ])('refuses %j', (alerts, name) => {
    const parse = () => parseAlerts(alerts as never)
    expect(parse).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }))
    expect(parse).toThrow(name)
  })
})

const MiB = 1024 * 1024

/** Which default rules fire in twenty minutes of these snapshots, one a second. */
function firing(snapshotAt: (second: number) => object): string[] {
  const engine = new AlertEngine(parseAlerts('default'))
  const fired = new Set<string>()
  for (let second = 0; second < 1_200; second++) {
    const at = second * 1_000
    const changes = engine.evaluate(snapshotAt(second), { at, now: at, monitor: '' })
    for (const { status } of changes) if (status.state === 'firing') fired.add(status.rule)
  }
  return [...fired]
}

const consumer = (p50: number, count = 50) => ({
  consumers: [{ consumerGroup: 'workers', deliveryMs: { count, p50, recent: { count, p50 } } }],
})
const memory = (field: string, bytes: number) => ({ system: { memory: { [field]: bytes } } })

describe('the default alert rules', () => {
  const bad: [string, (second: number) => object][] = [
    ['pool exhausted', () => ({ pools: [{ name: 'a', waiting: 1 }] })],
    ['connections exhausted', () => ({ connections: [{ endpoint: 'a:1', pool: { waiting: 1 } }] })],
    ['pool leaking', () => ({ pools: [{ name: 'a', leaked: 1 }] })],
    ['pool hit rate low', () => ({ pools: [{ name: 'a', recentHitRate: 0.3 }] })],
    ['buffer nearly full', () => ({ batches: [{ name: 'a', fill: 0.9 }] })],
    ['sends failing', () => ({ producers: [{ clientId: 'a', recentErrorRate: 0.2 }] })],
    ['messages failing', () => ({ consumers: [{ clientId: 'a', recentErrorRate: 0.2 }] })],
    ['server gone', () => ({ connections: [{ endpoint: 'a:1', unreachableMs: 16_000 }] })],
    ['receiving fails', () => ({ consumers: [{ consumerGroup: 'a', receiveFailingMs: 16_000 }] })],
    ['acknowledgements fail', () => ({ consumers: [{ consumerGroup: 'a', ackFailingMs: 16_000 }] })],
    ['handlers hanging', () => ({ consumers: [{ consumerGroup: 'a', stalledMs: 61_000 }] })],
    ['handler running long', () => ({ consumers: [{ consumerGroup: 'a', oldestHandlerMs: 601_000 }] })],
    ['event loop blocked', () => ({ system: { eventLoop: { delayMs: { p99: 300 } } } })],
    ['memory growing', second => memory('heapFloor', 50 * MiB + second * 0.1 * MiB)],
    ['buffers growing', second => memory('arrayBuffers', 50 * MiB + second * 0.1 * MiB)],
    ['consumer falling behind', second => consumer(100 + second * 200)],
  ]

  it.each(bad)('%s fires, and nothing else', (name, snapshotAt) => {
    expect(firing(snapshotAt)).toEqual([name])
  })

  it('have a case above each', () => {
    expect(bad.map(([name]) => name)).toEqual(defaultAlertRules.map(rule => rule.name))
  })

  it('are silent about a process that is well', () => {
    const well = (second: number) => ({
      pools: [{ name: 'a', waiting: second % 7 === 0 ? 1 : 0, leaked: 0, recentHitRate: 0.99 }],
      connections: [{ endpoint: 'a:1', pool: { waiting: 0 }, unreachableMs: second % 100 === 0 ? 9_000 : 0 }],
      batches: [{ name: 'a', fill: second % 5 === 0 ? 0.95 : 0.2 }],
      producers: [{ clientId: 'a', recentErrorRate: 0.001 }],
      consumers: [{ clientId: 'b', recentErrorRate: null, ...consumer(20 + (second % 9)).consumers[0] }],
      system: {
        eventLoop: { delayMs: { p99: second % 60 === 0 ? 500 : 3 } },
        memory: { heapFloor: 60 * MiB + (second % 60) * 0.2 * MiB, arrayBuffers: (second % 30) * MiB },
      },
    })
    expect(firing(well)).toEqual([])
  })

  it('take neither a start for a leak nor an old message for a consumer that falls behind', () => {
    expect(firing(second => memory('heapFloor', 20 * MiB + Math.min(second, 60) * 0.5 * MiB))).toEqual([])
    expect(firing(second => consumer(Math.max(20, 3_600_000 - second * 10_000)))).toEqual([])
    expect(firing(second => (second < 600 ? consumer(0, 0) : consumer(600_000)))).toEqual([])
  })
})
