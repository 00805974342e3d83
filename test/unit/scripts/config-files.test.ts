import { describe, expect, it } from 'vitest'
import { type ClusterOptions, resolveSettings } from '../../../scripts/cluster/cluster-options.js'
import {
  brokerAddresses,
  renderBrokerConfig,
  renderNameServerConfig,
  renderProxyConfig,
} from '../../../scripts/cluster/config-files.js'
import { portLayout } from '../../../scripts/cluster/port-layout.js'

const layout = portLayout(18000, 2)

function brokerConfig(options: ClusterOptions, index = 0): Record<string, string> {
  const text = renderBrokerConfig(resolveSettings(options), layout, index, '/store')
  return Object.fromEntries(
    text
      .trimEnd()
      .split('\n')
      .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

const proxyConfig = (options: ClusterOptions, tls?: { certificate: string; key: string }) =>
  JSON.parse(renderProxyConfig(resolveSettings(options), layout, tls)) as Record<string, unknown>

describe('the name server configuration', () => {
  it('listens on its port of loopback alone', () => {
    expect(renderNameServerConfig(layout)).toBe('listenPort=18002\nbindAddress=127.0.0.1\n')
  })
})

describe('the broker configuration', () => {
  it('gives each broker its name and port', () => {
    expect(brokerConfig({}, 0)).toMatchObject({ brokerName: 'broker-a', listenPort: '18012' })
    expect(brokerConfig({}, 1)).toMatchObject({ brokerName: 'broker-b', listenPort: '18022' })
    expect(brokerAddresses(layout)).toEqual(['127.0.0.1:18012', '127.0.0.1:18022'])
  })

  it('flushes as asked', () => {
    expect(brokerConfig({}).flushDiskType).toBe('ASYNC_FLUSH')
    expect(brokerConfig({ flush: 'sync' }).flushDiskType).toBe('SYNC_FLUSH')
  })

  it('writes the ends of transactions at once, or by the hundreds where there are many', () => {
    const bytes = (options: ClusterOptions) => Number(brokerConfig(options).transactionOpMsgMaxSize)
    expect([bytes({}), bytes({ manyTransactions: true })]).toEqual([1, 4_096])
  })

  it('asks for credentials only with access control', () => {
    expect(brokerConfig({})).not.toHaveProperty('authenticationEnabled')
    const { authenticationEnabled, initAuthenticationUser } = brokerConfig({ acl: true })
    expect(authenticationEnabled).toBe('true')
    expect(JSON.parse(initAuthenticationUser ?? '')).toEqual({ username: 'admin', password: 'admin12345' })
  })
})

describe('the proxy configuration', () => {
  it('knows its ports and the name server', () => {
    expect(proxyConfig({ mode: 'cluster' })).toMatchObject({
      proxyMode: 'cluster',
      grpcServerPort: 18000,
      remotingListenPort: 18001,
      namesrvAddr: '127.0.0.1:18002',
    })
  })

  it('lets routes name the port that was asked only where there are several proxies', () => {
    expect(proxyConfig({ mode: 'cluster' })).not.toHaveProperty('useEndpointPortFromRequest')
    const several = proxyConfig({ mode: 'cluster', proxies: 2 })
    expect(several).toMatchObject({ useEndpointPortFromRequest: true })
  })

  it('presents our certificate only with TLS', () => {
    expect(proxyConfig({})).not.toHaveProperty('tlsTestModeEnable')
    expect(proxyConfig({ tls: true }, { certificate: '/c', key: '/k' })).toMatchObject({
      tlsTestModeEnable: false,
      tlsCertPath: '/c',
      tlsKeyPath: '/k',
    })
  })

  it('signs what it sends to brokers only where they are separate', () => {
    expect(proxyConfig({ acl: true })).not.toHaveProperty('enableAclRpcHookForClusterMode')
    expect(proxyConfig({ acl: true, mode: 'cluster' })).toMatchObject({
      enableAclRpcHookForClusterMode: true,
      innerClientAuthenticationCredentials: '{"accessKey":"admin","secretKey":"admin12345"}',
    })
  })
})
