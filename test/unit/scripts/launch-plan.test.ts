import { describe, expect, it } from 'vitest'
import { type ClusterOptions, resolveSettings } from '../../../scripts/cluster/cluster-options.js'
import type { ClusterState } from '../../../scripts/cluster/cluster-state.js'
import { launchPlan, portsOf } from '../../../scripts/cluster/launch-plan.js'
import { portLayout } from '../../../scripts/cluster/port-layout.js'

function stateOf(options: ClusterOptions): ClusterState {
  const settings = resolveSettings(options)
  return {
    portBase: 18000,
    settings,
    layout: portLayout(18000, settings.brokers),
    classPaths: { '5.5.0': '/new/*', '5.3.3': '/old/*' },
    keeper: 1,
    guarded: false,
    ready: true,
    pids: {},
  }
}

const roles = (options: ClusterOptions) => launchPlan(stateOf(options)).map(launch => launch.role)

describe('launchPlan', () => {
  it('needs two processes in LOCAL mode, where the proxy holds the broker', () => {
    expect(roles({})).toEqual(['name-server', 'proxy'])
  })

  it('starts brokers of their own in CLUSTER mode', () => {
    expect(roles({ mode: 'cluster', brokers: 2 })).toEqual(['name-server', 'broker-a', 'broker-b', 'proxy'])
    expect(roles({ mode: 'cluster', proxies: 2 })).toEqual(['name-server', 'broker-a', 'proxy', 'proxy-2'])
  })

  it('gives the proxy and the brokers the jars of their own versions', () => {
    const paths = launchPlan(stateOf({ mode: 'cluster', brokerVersion: '5.3.3' })).map(
      ({ role, classPath }) => [role, classPath],
    )
    expect(Object.fromEntries(paths)).toMatchObject({ 'broker-a': '/old/*', proxy: '/new/*' })
  })

  it('gives each broker the jars of its version', () => {
    const state = stateOf({ mode: 'cluster', brokers: 2, brokerVersion: ['5.5.0', '5.3.3'] })
    const paths = launchPlan(state).map(({ role, classPath }) => [role, classPath])
    expect(Object.fromEntries(paths)).toMatchObject({ 'broker-a': '/new/*', 'broker-b': '/old/*' })
  })
})

describe('portsOf', () => {
  it("counts the broker's ports to the LOCAL proxy", () => {
    expect(portsOf(stateOf({}), 'proxy')).toEqual([18000, 18001, 18010, 18012, 18013])
  })

  it('tells the brokers of a CLUSTER apart from each other and from the proxy', () => {
    const state = stateOf({ mode: 'cluster', brokers: 2 })
    expect(portsOf(state, 'proxy')).toEqual([18000, 18001])
    expect(portsOf(state, 'broker-b')).toEqual([18020, 18022, 18023])
    expect(portsOf(state, 'name-server')).toEqual([18002])
    expect(portsOf(stateOf({ mode: 'cluster', proxies: 2 }), 'proxy-2')).toEqual([18003, 18004])
  })
})
