import { describe, expect, it } from 'vitest'
import { isAtLeast, megabytes, resolveSettings } from '../../../scripts/cluster/cluster-options.js'

describe('resolveSettings', () => {
  it('fills in the defaults', () => {
    expect(resolveSettings({})).toEqual({
      mode: 'local',
      version: '5.5.0',
      brokerVersions: ['5.5.0'],
      brokers: 1,
      proxies: 1,
      acl: false,
      tls: false,
      remotingTls: false,
      manyTransactions: false,
      flush: 'async',
      brokerHeapMb: 512,
      proxyHeapMb: 384,
    })
  })

  it('gives brokers the version of the proxy unless told otherwise', () => {
    expect(resolveSettings({ version: '5.4.0' }).brokerVersions).toEqual(['5.4.0'])
    const old = resolveSettings({ mode: 'cluster', brokers: 2, brokerVersion: '5.3.3' })
    expect([old.version, old.brokerVersions]).toEqual(['5.5.0', ['5.3.3', '5.3.3']])
    const mixed = resolveSettings({ mode: 'cluster', brokers: 2, brokerVersion: ['5.5.0', '5.3.3'] })
    expect(mixed.brokerVersions).toEqual(['5.5.0', '5.3.3'])
  })

  it('gives one heap to broker and proxy', () => {
    expect(resolveSettings({ heap: '2g' })).toMatchObject({ brokerHeapMb: 2048, proxyHeapMb: 2048 })
  })

  it.each([
    [{ version: 'latest' }, /"latest" is not a RocketMQ 5 version/],
    [{ version: '4.9.8' }, /not a RocketMQ 5 version/],
    [{ brokerVersion: '5.3.3' }, /needs --mode cluster/],
    [{ mode: 'cluster' as const, brokerVersion: ['5.5.0', '5.3.3'] }, /2 broker versions are named for 1/],
    [{ brokers: 2 }, /LOCAL mode has one broker/],
    [{ mode: 'cluster' as const, brokers: 9 }, /must be 1 to 4/],
    [{ proxies: 2 }, /LOCAL mode has one proxy/],
    [{ mode: 'cluster' as const, proxies: 9 }, /must be 1 to 3/],
    [{ acl: true, version: '5.2.0' }, /5\.3\.0/],
    [{ mode: 'cluster' as const, acl: true, brokerVersion: '5.2.0' }, /5\.3\.0/],
    [{ heap: 'lots' }, /heap must be like 512m/],
  ])('refuses %j', (options, message) => {
    expect(() => resolveSettings(options)).toThrow(message)
  })
})

describe('megabytes', () => {
  it('reads m and g', () => {
    expect(megabytes('768m')).toBe(768)
    expect(megabytes('2G')).toBe(2048)
  })

  it('refuses a heap no broker lives in', () => {
    expect(() => megabytes('64m')).toThrow(/at least 256m/)
  })
})

describe('isAtLeast', () => {
  it('compares numbers, not text', () => {
    expect(isAtLeast('5.10.0', 5, 3)).toBe(true)
    expect(isAtLeast('5.3.0', 5, 3)).toBe(true)
    expect(isAtLeast('5.2.9', 5, 3)).toBe(false)
  })
})
