import { readFileSync } from 'node:fs'
import { parser } from '@prometheus-io/lezer-promql'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { METRICS } from '../../../src/monitor/prometheus/metric-table.js'

const read = (name: string) => readFileSync(new URL(`../../../monitoring/${name}`, import.meta.url), 'utf8')

interface Rule {
  alert: string
  expr: string
  for?: string
  labels: { severity: string }
  annotations: { summary: string; description: string }
}

interface Panel {
  id: number
  title: string
  type: string
  gridPos: { x: number; y: number; w: number; h: number }
  targets?: { expr: string; legendFormat: string }[]
}

const { groups } = parse(read('alert-rules.yml')) as { groups: { name: string; rules: Rule[] }[] }
const rules = groups.flatMap(group => group.rules)
const dashboard = JSON.parse(read('grafana-dashboard.json')) as {
  title: string
  panels: Panel[]
  templating: { list: { name: string; query: string | { query: string } }[] }
}
const targets = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(target => ({ title, ...target })),
)

/** Every name that a scrape may have: histograms are three. */
const EXPORTED = new Set(
  METRICS.flatMap(({ name, type }) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  ),
)

/** The labels of docs/observability.md, those of every scrape, and that of histograms. */
const LABELS = new Set(
  'client client_kind consumer_group topic code result reason method endpoint plane transport pool batch kind statistic step rule severity job instance le'.split(
    ' ',
  ),
)

/** What an expression names, as PromQL's own grammar reads it. */
function readPromQl(expression: string): {
  metrics: string[]
  labels: string[]
  grouped: string[]
  errors: number
} {
  // Grafana puts a duration there.
  const text = expression.replaceAll('$__rate_interval', '5m')
  const found = { metrics: [] as string[], labels: [] as string[], grouped: [] as string[], errors: 0 }
  parser.parse(text).iterate({
    enter: ({ name, type, from, to, node }) => {
      const word = text.slice(from, to)
      if (type.isError) found.errors += 1
      if (name === 'Identifier' && node.parent?.name === 'VectorSelector') found.metrics.push(word)
      if (name === 'LabelName') {
        found.labels.push(word)
        if (node.parent?.name === 'GroupingLabels') found.grouped.push(word)
      }
    },
  })
  return found
}

function expectExported(expression: string): void {
  const { metrics, labels, errors } = readPromQl(expression)
  expect(errors, expression).toBe(0)
  expect(metrics.length, expression).toBeGreaterThan(0)
  expect(
    metrics.filter(name => !EXPORTED.has(name)),
    expression,
  ).toEqual([])
  expect(
    labels.filter(name => !LABELS.has(name)),
    expression,
  ).toEqual([])
}

it('the parser finds what is wrong', () => {
  expect(readPromQl('sum by (topic) (rate(rocketmq_jet_x_total{a="b"}[5m]))')).toEqual({
    metrics: ['rocketmq_jet_x_total'],
    labels: ['topic', 'a'],
    grouped: ['topic'],
    errors: 0,
  })
  expect(readPromQl('sum by (topic (rate(x[5m])').errors).toBeGreaterThan(0)
})

describe('the alert rules for Prometheus', () => {
  it('are read by a YAML parser, and each has a name of its own, a severity and its words', () => {
    expect(groups.map(({ name }) => name)).toEqual(['rocketmq-jet'])
    expect(rules.length).toBeGreaterThan(10)
    expect(new Set(rules.map(rule => rule.alert)).size).toBe(rules.length)
    for (const rule of rules) {
      expect(rule.alert).toMatch(/^RocketMQ[A-Za-z]+$/)
      expect(rule.for ?? '1m').toMatch(/^\d+[smh]$/)
      expect(['info', 'warning', 'critical']).toContain(rule.labels.severity)
    }
  })

  it.each(rules)('$alert: is PromQL on metrics and labels that are exported', ({ expr }) =>
    expectExported(expr),
  )

  it.each(rules)('$alert: its words name labels that its result has', ({ expr, annotations }) => {
    const { grouped } = readPromQl(expr)
    const text = `${annotations.summary} ${annotations.description}`
    for (const [, label = ''] of text.matchAll(/\$labels\.(\w+)/g)) expect(grouped).toContain(label)
    expect(text).toContain('$labels.')
    expect(text.match(/\{\{/g)?.length).toBe(text.match(/\}\}/g)?.length)
  })
})

describe('the dashboard for Grafana', () => {
  it('has panels with ids and places of their own, inside of its 24 columns', () => {
    const { panels } = dashboard
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    for (const [index, { gridPos: a }] of panels.entries()) {
      expect(a.x + a.w).toBeLessThanOrEqual(24)
      for (const { gridPos: b } of panels.slice(index + 1)) {
        const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y
        expect(apart).toBe(true)
      }
    }
  })

  it.each(targets)('$title: is PromQL on metrics and labels that are exported: $expr', ({ expr }) =>
    expectExported(expr),
  )

  it.each(targets)('$title: its legend names labels that its result has: $legendFormat', target => {
    const { grouped } = readPromQl(target.expr)
    const known = grouped.length === 0 ? ['instance'] : grouped
    for (const [, label = ''] of target.legendFormat.matchAll(/\{\{(\w+)\}\}/g))
      expect(known).toContain(label)
  })

  it('has variables for what its expressions select, with values from exported metrics', () => {
    const variables = dashboard.templating.list
    const used = new Set(
      targets.flatMap(({ expr }) => [...expr.matchAll(/\$([a-z]\w*)/g)].map(match => match[1])),
    )
    expect(variables.map(({ name }) => name)).toEqual(expect.arrayContaining([...used]))
    for (const { query } of variables) {
      if (typeof query === 'string') continue
      const [, metric = '', label = ''] = /^label_values\((\w+), (\w+)\)$/.exec(query.query) ?? []
      expect(EXPORTED).toContain(metric)
      expect(LABELS).toContain(label)
    }
  })
})
