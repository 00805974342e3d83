import { describe, expect, it } from 'vitest'
import type { AlertRule } from '../../../src/monitor/alert-rule.js'
import { parseAlerts } from '../../../src/monitor/alert-settings.js'
import { defaultAlertRules } from '../../../src/monitor/default-alert-rules.js'

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
