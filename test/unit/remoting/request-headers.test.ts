import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type Credentials,
  type CredentialsSource,
  validCredentials,
} from '../../../src/remoting/credentials.js'
import { RequestHeadersFactory } from '../../../src/remoting/rpc-client.js'
import { failureOf } from '../../support/rpc-client.js'

const KEY = { accessKey: 'key', secretKey: 'secret' }

function factory(source?: CredentialsSource, { namespace = '', timeoutMs = 3_000 } = {}) {
  return new RequestHeadersFactory('client@1@0@a', namespace, source, timeoutMs)
}

async function headersOf(headers: RequestHeadersFactory, language: 'NODE_JS' | 'HTTP' = 'HTTP') {
  const { constant, signed, requestId } = await headers.next(language)
  return Object.fromEntries([...constant, ...signed, ['x-mq-request-id', requestId]])
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2, 3, 4, 5) })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the headers of a request', () => {
  it('say who calls, in the language the server understands', async () => {
    const headers = factory(undefined, { namespace: 'ns' })
    expect(await headersOf(headers, 'NODE_JS')).toMatchObject({
      'x-mq-language': 'NODE_JS',
      'x-mq-protocol': 'v2',
      'x-mq-client-version': '5.2.0',
      'x-mq-client-id': 'client@1@0@a',
      'x-mq-namespace': 'ns',
    })
    expect(await headersOf(headers, 'HTTP')).toHaveProperty('x-mq-language', 'HTTP')
  })

  it('carry a request id of their own', async () => {
    const headers = factory()
    const first = await headers.next('HTTP')
    expect(first.requestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect((await headers.next('HTTP')).requestId).not.toBe(first.requestId)
  })

  it('carry no signature and no namespace where there are none', async () => {
    const map = await headersOf(factory())
    expect(Object.keys(map).filter(name => /auth|date|token|namespace/.test(name))).toEqual([])
  })

  it('are made at once with static credentials, without a promise', () => {
    expect(factory(KEY).next('HTTP')).not.toBeInstanceOf(Promise)
  })

  it('are signed once a second', async () => {
    const headers = factory(KEY)
    const first = await headersOf(headers)
    vi.advanceTimersByTime(900)
    expect((await headersOf(headers)).authorization).toBe(first.authorization)
    vi.advanceTimersByTime(200)
    const second = await headersOf(headers)
    expect(second['x-mq-date-time']).toBe('20260102T030406Z')
    expect(second.authorization).not.toBe(first.authorization)
  })

  it('carry the token of temporary credentials', async () => {
    const map = await headersOf(factory({ ...KEY, securityToken: 'token' }))
    expect(map['x-mq-session-token']).toBe('token')
  })
})

describe('a credentials provider', () => {
  it('is asked before the first request, once for all that wait', async () => {
    const provider = vi.fn(async () => KEY)
    const headers = factory(provider)
    const maps = await Promise.all([headersOf(headers), headersOf(headers), headersOf(headers)])
    expect(provider).toHaveBeenCalledTimes(1)
    expect(maps.every(map => String(map.authorization).includes('Credential=key,'))).toBe(true)
  })

  it('is asked again after a minute, while the old credentials still serve', async () => {
    let current = KEY
    const headers = factory(async () => current)
    await headersOf(headers)
    current = { accessKey: 'other', secretKey: 'secret' }
    await vi.advanceTimersByTimeAsync(61_000)
    expect(String((await headersOf(headers)).authorization)).toContain('Credential=key,')
    await vi.advanceTimersByTimeAsync(0)
    expect(String((await headersOf(headers)).authorization)).toContain('Credential=other,')
  })

  it('that fails later leaves the old credentials in use', async () => {
    let fails = false
    const headers = factory(async () => {
      if (fails) throw new Error('no network')
      return KEY
    })
    await headersOf(headers)
    fails = true
    await vi.advanceTimersByTimeAsync(61_000)
    await headersOf(headers)
    await vi.advanceTimersByTimeAsync(0)
    expect(String((await headersOf(headers)).authorization)).toContain('Credential=key,')
  })

  it('that fails at first fails the request with its reason, and is asked again by the next', async () => {
    const provider = vi.fn<() => Promise<Credentials>>().mockRejectedValueOnce(new Error('no network'))
    provider.mockResolvedValue(KEY)
    const headers = factory(provider)
    expect(await failureOf(headersOf(headers))).toMatchObject({
      code: 'CONFIGURATION',
      retryable: true,
      message: 'the credentials provider failed: no network',
    })
    expect(await headersOf(headers)).toHaveProperty('authorization')
  })

  it('that fails with a secret in its words does not put it into the error', async () => {
    const words = 'vault refused swordfish7 of secretKey=hunter2 or so (ECONNREFUSED)'
    const failure = await failureOf(headersOf(factory(() => Promise.reject(new Error(words)))))
    expect(failure.message).toBe('the credentials provider failed: vault refused *** of ***')
    expect(inspect(failure)).not.toMatch(/swordfish7|hunter2/)
  })

  it('that throws at once is a provider that fails', async () => {
    const headers = factory(() => {
      throw new Error('no file')
    })
    expect(await failureOf(headersOf(headers))).toMatchObject({ message: expect.stringContaining('no file') })
  })

  it('that gives nothing usable fails for good', async () => {
    const headers = factory(async () => ({ accessKey: 'key' }) as Credentials)
    expect(await failureOf(headersOf(headers))).toMatchObject({ code: 'CONFIGURATION', retryable: false })
  })

  it('that hangs fails the request after the time it may take', async () => {
    const failure = failureOf(headersOf(factory(() => new Promise(() => {}), { timeoutMs: 500 })))
    await vi.advanceTimersByTimeAsync(500)
    expect(await failure).toMatchObject({ message: expect.stringContaining('gave nothing within 500 ms') })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that changes the object it gave before is noticed', async () => {
    const shared = { ...KEY }
    const headers = factory(() => shared)
    const { credentials } = await headers.next('HTTP')
    await vi.advanceTimersByTimeAsync(2_000)
    shared.secretKey = 'rotated'
    expect(await headers.renew(credentials)).toBe(true)
  })
})

describe('credentials that a server refused', () => {
  it('are renewed where the provider has others', async () => {
    let current = KEY
    const headers = factory(async () => current)
    const { credentials } = await headers.next('HTTP')
    await vi.advanceTimersByTimeAsync(2_000)
    current = { accessKey: 'key', secretKey: 'rotated' }
    expect(await headers.renew(credentials)).toBe(true)
  })

  it('are renewed even if they were fetched a moment ago, and for all calls that were refused together', async () => {
    let current = KEY
    const headers = factory(async () => current)
    const { credentials } = await headers.next('HTTP')
    current = { accessKey: 'key', secretKey: 'rotated' }
    expect(await Promise.all([headers.renew(credentials), headers.renew(credentials)])).toEqual([true, true])
  })

  it('count as renewed for a late refusal of the old ones, without asking again', async () => {
    const provider = vi.fn<() => Promise<Credentials>>(async () => ({
      ...KEY,
      secretKey: String(Date.now()),
    }))
    const headers = factory(provider)
    const { credentials } = await headers.next('HTTP')
    await vi.advanceTimersByTimeAsync(2_000)
    await Promise.all([headers.renew(credentials), headers.renew(credentials)])
    expect(await headers.renew(credentials)).toBe(true)
    expect(provider).toHaveBeenCalledTimes(2)
  })

  it('make the provider no more than one question a second: most refusals are about permissions', async () => {
    const provider = vi.fn(async () => KEY)
    const headers = factory(provider)
    for (let i = 0; i < 50; i++) {
      const { credentials } = await headers.next('HTTP')
      expect(await headers.renew(credentials)).toBe(false)
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(provider.mock.calls.length).toBeLessThanOrEqual(6)
  })

  it('stay as they are where they are static', async () => {
    expect(await factory(KEY).renew(KEY)).toBe(false)
  })

  it('stay as they are where the provider fails', async () => {
    const provider = vi.fn<() => Promise<Credentials>>().mockResolvedValueOnce(KEY)
    const headers = factory(provider.mockRejectedValue(new Error('no network')))
    const { credentials } = await headers.next('HTTP')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await headers.renew(credentials)).toBe(false)
  })
})

describe('the check of credentials', () => {
  it.each([
    [undefined, 'credentials.accessKey must be a non-empty string; credentials.secretKey must be'],
    [
      { accessKey: '', secretKey: 1 },
      'credentials.accessKey must be a non-empty string; credentials.secretKey',
    ],
    [{ ...KEY, accessKey: 'two words' }, 'credentials.accessKey may hold'],
    [{ ...KEY, accessKey: 'a/b' }, 'credentials.accessKey may hold'],
    [{ ...KEY, accessKey: 'a,b' }, 'credentials.accessKey may hold'],
    [{ ...KEY, accessKey: '钥匙' }, 'credentials.accessKey may hold'],
    [{ ...KEY, securityToken: 'line\nbreak' }, 'credentials.securityToken may hold'],
    [{ ...KEY, securityToken: '' }, 'credentials.securityToken may hold'],
  ])('refuses %j, naming all that is wrong', (credentials, message) => {
    expect(() => validCredentials(credentials as never)).toThrow(message)
  })

  it('lets a secret of any script pass: it never travels', () => {
    expect(validCredentials({ accessKey: 'key', secretKey: '秘密' })).toBeDefined()
  })
})
