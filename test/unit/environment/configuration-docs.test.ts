import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CLIENT_OPTION_NAMES } from '../../../src/client/configuration.js'
import {
  LITE_PUSH_CONSUMER_OPTION_NAMES,
  PUSH_CONSUMER_OPTION_NAMES,
  parseLitePushConsumerOptions,
  parsePushConsumerOptions,
} from '../../../src/consumer/push-consumer-options.js'
import {
  LITE_SIMPLE_CONSUMER_OPTION_NAMES,
  parseLiteSimpleConsumerOptions,
  parseSimpleConsumerOptions,
  SIMPLE_CONSUMER_OPTION_NAMES,
} from '../../../src/consumer/simple-consumer-options.js'
import { optionsFromEnvironment } from '../../../src/index.js'
import { MONITOR_OPTION_NAMES, parseMonitorOptions } from '../../../src/monitor/monitor-options.js'
import { parseServeOptions } from '../../../src/monitor/page/page-options.js'
import { PRODUCER_OPTION_NAMES, parseProducerOptions } from '../../../src/producer/producer-options.js'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const page = read('docs/configuration.md')

interface Row {
  type: string
  unit: string
  fallback: string
}

/** The rows of the first table behind a line, by option. */
function tableAfter(line: string): Map<string, Row> {
  const text = page.slice(page.indexOf(`\n${line}\n`))
  const table = text.slice(text.indexOf('\n| option |')).split('\n\n')[0] as string
  const rows = table.split('\n').filter(row => row.startsWith('| `'))
  return new Map(
    rows.map(row => {
      const [, name = '', type = '', unit = '', fallback = ''] = row.split('|').map(cell => cell.trim())
      return [name.replaceAll('`', ''), { type, unit, fallback }]
    }),
  )
}

const endpoints = '127.0.0.1:1'
const group = { endpoints, consumerGroup: 'workers' }
const listener = () => {}
const subscriptions = { orders: '*' }
const producer = parseProducerOptions({ endpoints })
const push = parsePushConsumerOptions({ ...group, subscriptions, listener })
const simple = parseSimpleConsumerOptions({ ...group, subscriptions })
const litePush = parseLitePushConsumerOptions({ ...group, bindTopic: 'parent', listener })
const liteSimple = parseLiteSimpleConsumerOptions({ ...group, bindTopic: 'parent' })

const common: readonly string[] = CLIENT_OPTION_NAMES
const consumers = ['consumerGroup', 'subscriptions']
const own = (names: readonly string[]) => names.filter(name => ![...common, ...consumers].includes(name))

/** Of each table: the options there are, and what holds where nothing is said. */
const TABLES: [string, readonly string[], object][] = [
  ['## All clients', common, producer.client],
  ['## Producer', own(PRODUCER_OPTION_NAMES), producer],
  ['## All consumers', consumers, {}],
  ['## PushConsumer', own(PUSH_CONSUMER_OPTION_NAMES), push],
  ['## SimpleConsumer', own(SIMPLE_CONSUMER_OPTION_NAMES), simple],
  ['## LitePushConsumer', own(LITE_PUSH_CONSUMER_OPTION_NAMES), litePush],
  ['## LiteSimpleConsumer', own(LITE_SIMPLE_CONSUMER_OPTION_NAMES), liteSimple],
  ['## Monitor', MONITOR_OPTION_NAMES, parseMonitorOptions({})],
  ['`monitor.serve()`:', ['port', 'host', 'token'], parseServeOptions({})],
]

const GROUPS = ['connectionPool', 'batch', 'limits', 'compression']

/** Options, and the fields of groups of them, as the page writes them. */
function withFields(names: readonly string[], defaults: object): string[] {
  return names.flatMap(name => {
    const fields = (defaults as Record<string, object>)[name]
    return GROUPS.includes(name)
      ? [name, ...Object.keys(fields ?? {}).map(each => `${name}.${each}`)]
      : [name]
  })
}

function at(defaults: object, path: string): unknown {
  return path
    .split('.')
    .reduce((value, name) => (value as Record<string, unknown>)?.[name], defaults as unknown)
}

describe.each(TABLES)('docs/configuration.md, %s', (line, names, defaults) => {
  const table = tableAfter(line)

  it('names every option there is, and no other', () => {
    expect([...table.keys()].sort()).toEqual(withFields(names, defaults).sort())
  })

  it('tells the defaults that hold', () => {
    const told = [...table].flatMap(([name, { fallback }]) =>
      /^(\d+|true|false|'.*')$/.test(fallback) ? [[name, fallback]] : [],
    )
    const held = [...table.keys()].flatMap(name => {
      const value = name.endsWith('leakDetection') ? (at(defaults, name) ?? false) : at(defaults, name)
      if (name === 'tls') return [[name, String(value !== undefined)]]
      // What is unbounded or never happens has no default to tell.
      if (value === Number.POSITIVE_INFINITY || value === '' || name === 'reportEveryMs') return []
      if (name === 'port') return [[name, String(at(defaults, 'ports.0'))]]
      if (typeof value === 'string') return [[name, `'${value}'`]]
      return typeof value === 'number' || typeof value === 'boolean' ? [[name, String(value)]] : []
    })
    expect(told).toEqual(held)
  })

  it('tells the unit that the name of an option ends in', () => {
    for (const [name, { type, unit }] of table) {
      const ending = /(Ms|Bytes)$/.exec(name)?.[1]
      const wanted = ending === 'Ms' ? 'ms' : 'bytes'
      if (ending !== undefined) expect([name, unit]).toEqual([name, wanted])
      else if (type !== 'number') expect([name, unit]).toEqual([name, ''])
    }
  })

  it('tells the type of a value as its option is declared', () => {
    for (const [name, { type, fallback }] of table) {
      if (/^\d+$/.test(fallback)) expect([name, type]).toEqual([name, 'number'])
      if (/^(true|false)$/.test(fallback))
        expect([name, type]).toEqual([name, expect.stringMatching(/^boolean/)])
      const field = name.split('.').at(-1)
      const words = [...type.matchAll(/'[\w-]+'/g)].map(([word]) => word)
      if (words.length < 2) continue
      const declared = new RegExp(`^ {2}${field}\\??: ${words.map(word => `(?=.*${word})`).join('')}`, 'm')
      expect(SOURCES).toMatch(declared)
    }
  })
})

const SOURCES = ['producer/producer-options', 'client/configuration']
  .map(name => read(`src/${name}.ts`))
  .join('\n')
  .replace('transport?: Transport', "transport?: 'direct' | 'grpc-js'")

describe('docs/configuration.md', () => {
  it('names every variable that is read, and no other', () => {
    const asked = new Set<string>()
    const environment = new Proxy({} as NodeJS.ProcessEnv, {
      get: (_, name) => {
        asked.add(String(name))
        return name === 'ROCKETMQ_ENDPOINTS' ? endpoints : undefined
      },
    })
    optionsFromEnvironment('client', {}, environment)
    const table = page.slice(page.indexOf('| variable |'), page.indexOf('To fall back'))
    const told = new Set([...table.matchAll(/`(ROCKETMQ_\w+)`/g)].map(([, name]) => name))
    expect([...told].sort()).toEqual([...asked].sort())
    const clients = page.slice(page.indexOf('## All clients'), page.indexOf('## Producer'))
    const beside = [...clients.matchAll(/`(ROCKETMQ_\w+)`/g)].map(([, name]) => name)
    expect(beside.sort()).toEqual([...asked].filter(name => name !== 'ROCKETMQ_CONFIG').sort())
  })
})
