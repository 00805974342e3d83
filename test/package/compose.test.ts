import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { DEFAULT_GROUP, DEFAULT_TOPIC, exampleGroups, exampleTopics } from '../../scripts/cluster/defaults.js'

interface Service {
  image?: string
  command?: string | string[]
  healthcheck?: { test: string[] }
  depends_on?: Record<string, { condition: string }>
  ports?: string[]
}

interface Compose {
  services: Record<string, Service>
  configs: Record<string, { content: string }>
}

const read = (name: string) =>
  parse(readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8'), { merge: true }) as Compose

const local = read('docker-compose.yml')
const cluster = read('docker-compose.cluster.yml')
const script = local.services['topics-and-groups']?.command?.at(-1) ?? ''
const VERSION = '5.5.0'

describe('the compose files of the examples', () => {
  it('create the topics and groups that the examples use, with their types', () => {
    const topics = [...script.matchAll(/^topic (\S+) ([A-Z]+)$/gm)].map(([, name, type]) => [name, type])
    expect(Object.fromEntries(topics)).toEqual({ [DEFAULT_TOPIC]: 'NORMAL', ...exampleTopics(VERSION) })
    const groups = [...script.matchAll(/^group (\S+)(.*)$/gm)].map(([, name = '', flags = '']) => [
      name,
      {
        ...(flags.includes('-o true') ? { fifo: true } : {}),
        ...(flags.includes('lite.bind') ? { liteTopic: flags.split('=')[1] } : {}),
      },
    ])
    expect(Object.fromEntries(groups)).toEqual({ [DEFAULT_GROUP]: {}, ...exampleGroups(VERSION) })
  })

  it('start the version that the tests run, and another one by a variable', () => {
    const images = [local, cluster].flatMap(({ services }) =>
      Object.values(services).map(({ image }) => image),
    )
    expect(new Set(images.filter(image => image !== undefined))).toEqual(
      new Set([`apache/rocketmq:\${ROCKETMQ_VERSION:-${VERSION}}`]),
    )
  })

  it('wait for each server to answer before what needs it is started', () => {
    for (const { services } of [local, cluster]) {
      for (const [name, { command, healthcheck }] of Object.entries(services)) {
        if (typeof command === 'string') expect(healthcheck?.test, name).toBeDefined()
      }
    }
    const conditions = [local, cluster].flatMap(({ services }) =>
      Object.values(services).flatMap(({ depends_on = {} }) => Object.values(depends_on)),
    )
    expect(conditions.length).toBeGreaterThan(2)
    expect(conditions.filter(({ condition }) => condition !== 'service_healthy')).toEqual([])
  })

  it('publish what clients dial, and configure a proxy in CLUSTER mode', () => {
    expect(local.services.broker?.ports).toContain('8081:8081')
    expect(local.services['name-server']?.ports).toContain('9876:9876')
    expect(JSON.parse(cluster.configs.proxy?.content ?? '')).toMatchObject({
      proxyMode: 'cluster',
      grpcServerPort: 8081,
    })
  })
})
