import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { defaultAlertRules } from '../../src/monitor/alert-rule.js'
import { Monitor } from '../../src/monitor/monitor.js'
import { poolStats, producerStats } from '../support/stats-builders.js'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

describe('docs/monitoring.md', () => {
  const text = read('docs/monitoring.md')

  it('names every default alert rule', () => {
    for (const { name } of defaultAlertRules) expect(text).toContain(`| ${name} |`)
  })

  it('names every part of the snapshot', () => {
    const { system, ...parts } = new Monitor().snapshot()
    for (const name of Object.keys(parts)) expect(text).toMatch(new RegExp(`\`${name}(\\[\\])?\``))
    for (const name of ['cpu', 'memory', 'eventLoop', 'gc', 'resources'])
      expect(text).toContain(`\`system.${name}\``)
    for (const name of [
      ...Object.keys(system.memory),
      ...Object.keys(poolStats()),
      ...Object.keys(producerStats()),
    ])
      if (name !== 'name') expect(text).toContain(`\`${name}\``)
  })
})

describe('docs/troubleshooting.md', () => {
  it('explains every error code of the client, and every one of the server that it names exists', () => {
    const text = read('docs/troubleshooting.md')
    const [client = '', server = ''] = read('src/errors.ts').split('export type ServerErrorCode')
    const codesIn = (source: string) =>
      [...source.matchAll(/^ {2}\| '([A-Z_]+)'$/gm)].map(match => match[1] ?? '')
    expect(codesIn(client).length).toBeGreaterThan(10)
    for (const code of codesIn(client)) expect(text).toContain(`\`${code}\``)
    const known = [...codesIn(client), ...codesIn(server)]
    const table = text.slice(text.indexOf('Of the server'))
    for (const [, code = ''] of table.matchAll(/`([A-Z][A-Z_]{6,})`/g)) expect(known).toContain(code)
  })
})

describe('docs/production.md', () => {
  it('names metrics and default rules that exist', () => {
    const text = read('docs/production.md')
    const metrics = read('src/monitor/prometheus/metric-table.ts')
    const named = [...text.matchAll(/`rocketmq_jet_(\w+)/g)].map(match => match[1] as string)
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter(name => !metrics.includes(`'${name}'`))).toEqual([])
    const rules = [...text.matchAll(/the alert `([^`]+)`/g)].map(match => match[1])
    expect(rules.filter(rule => !defaultAlertRules.some(({ name }) => name === rule))).toEqual([])
  })
})
