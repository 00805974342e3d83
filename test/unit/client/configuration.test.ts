import { describe, expect, it } from 'vitest'
import { CLIENT_OPTION_NAMES, parseClientOptions } from '../../../src/client/configuration.js'
import { ConsoleLogger, silentLogger } from '../../../src/client/logger.js'
import { OptionCheck } from '../../../src/options/option-check.js'

function parse(options: object) {
  const check = new OptionCheck('Producer')
  check.options('', options, CLIENT_OPTION_NAMES)
  const configuration = parseClientOptions(options as never, check)
  check.done()
  return configuration
}

const endpoints = '127.0.0.1:8081'
const complaint = (options: object) => () => parse({ endpoints, ...options })

describe('the options of a client', () => {
  it('have defaults for all but the endpoints', () => {
    expect(parse({ endpoints })).toMatchObject({
      endpoints: { key: endpoints },
      credentials: undefined,
      tls: undefined,
      namespace: '',
      requestTimeoutMs: 3_000,
      connectionPool: {
        maxConnections: 4,
        streamsPerConnection: 256,
        idleTimeoutMs: 60_000,
        acquireTimeoutMs: 3_000,
        connectTimeoutMs: 3_000,
      },
      logger: expect.any(ConsoleLogger),
      onError: undefined,
      monitor: undefined,
    })
  })

  it('keep what is given', () => {
    const credentials = { accessKey: 'key', secretKey: 'secret' }
    const parsed = parse({ endpoints, credentials, namespace: 'ns', requestTimeoutMs: 1, logger: console })
    expect(parsed).toMatchObject({ credentials, namespace: 'ns', requestTimeoutMs: 1, logger: console })
  })

  it('silence the logger where it is false', () => {
    expect(parse({ endpoints, logger: false }).logger).toBe(silentLogger)
    expect(complaint({ onError: 'mail' })).toThrow("onError must be a function, not 'mail'")
  })

  it('are checked all at once, each fault by its name', () => {
    const faults = complaint({
      endpoints: '',
      namespace: 'two words',
      requestTimeoutMs: 0,
      connectionPool: { maxConnections: 0.5, streams: 1 },
      tls: { caFile: 'x', cert: '/path/to/file', rejectUnauthorized: 'no' },
      credentials: { accessKey: '', secretKey: '' },
      logger: { info: () => {} },
      monitor: {},
      retries: 3,
    })
    for (const text of [
      'Producer: ',
      "endpoints must name the proxy's gRPC port, for example '127.0.0.1:8081'",
      'namespace may hold printable ASCII without spaces only',
      'requestTimeoutMs must be a whole number from 1 to 2147483647, not 0',
      'connectionPool.maxConnections must be a whole number from 1 to 1000, not 0.5',
      'unknown option "connectionPool.streams"',
      'unknown option "tls.caFile"',
      "tls.cert must be PEM, as a string or a Buffer: the file's content, not its name",
      "tls.rejectUnauthorized must be true or false, not 'no'",
      'tls.cert and tls.key go together',
      'credentials.accessKey must be a non-empty string',
      'credentials.secretKey must be a non-empty string',
      'logger.debug must be a function',
      'logger.warn must be a function',
      'monitor.attach must be a function',
      'monitor.detach must be a function',
      'unknown option "retries"',
    ]) {
      expect(faults).toThrow(text)
    }
  })

  it.each([
    { credentials: { hunter2key: 'AKsecretKey' } },
    { credentials: { swordfish: 'x' } },
    { credentials: { accessKey: 'a', secretkey: 'hunter2' }, namespace: 'hunter2 hunter2' },
    { credentials: { accessKey: 'a', secretKey: 'hunter2', token: 'swordfish' }, transport: 'swordfish' },
    { credentials: 'hunter2', requestTimeoutMs: 'hunter2' },
    { credentials: ['hunter2'] },
    { credentials: { accessKey: 'a', secretKey: 'hunter2' }, hunter2: true },
    { credentials: { accessKey: 'a', secretKey: 'hunter2' }, endpoints: 'http://a:hunter2@b:1' },
    { tls: { '-----BEGIN PRIVATE KEY-----hunter2': true } },
    { 'me:hunter2@host': true },
  ])('does not repeat the secrets in %j', options => {
    expect(() => parse(options)).toThrow(/^Producer: /)
    expect(() => parse(options)).not.toThrow(/hunter2|swordfish/)
  })

  it.each([
    [{ endpoints: 8081 }, 'endpoints must name'],
    [{ endpoints: 'nonsense' }, 'write host:port'],
    [{ tls: null }, 'tls must be true, false or an object'],
    [{ tls: 'yes' }, 'tls must be true, false or an object'],
    [{ connectionPool: null }, 'connectionPool must be an object'],
    [{ connectionPool: 4 }, 'connectionPool must be an object'],
    [{ connectionPool: { leakDetection: { thresholdMs: -1 } } }, 'leakDetection.thresholdMs must be'],
    [{ credentials: null }, 'credentials.accessKey must be'],
    [{ credentials: { accessKey: 'a', secretKey: 'b', token: 'c' } }, 'unknown option "credentials.token"'],
    [{ logger: null }, 'logger.debug must be a function'],
    [{ monitor: null }, 'monitor.attach must be a function'],
    [{ requestTimeoutMs: Number.NaN }, 'requestTimeoutMs must be'],
    [{ requestTimeoutMs: '3000' }, 'requestTimeoutMs must be'],
    [{ requestTimeoutMs: Number.POSITIVE_INFINITY }, 'requestTimeoutMs must be'],
    [{ namespace: '名' }, 'namespace may hold'],
    [{ clientProperties: ['a'] }, 'clientProperties must be an object'],
    [{ clientProperties: { '1st': 'x' } }, "clientProperties '1st' must be"],
    [{ clientProperties: { app: 7 } }, 'clientProperties.app must be a text'],
    [{ clientProperties: { app: 'x'.repeat(257) } }, 'clientProperties.app must be a text'],
    [
      { clientProperties: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`k${i}`, 'v'])) },
      'clientProperties must be up to 32',
    ],
    [
      {
        clientProperties: Object.fromEntries(
          Array.from({ length: 20 }, (_, i) => [`k${i}`, 'v'.repeat(250)]),
        ),
      },
      'of 4 KiB together',
    ],
  ])('are refused with words, never with a TypeError: %j', (options, text) => {
    expect(complaint(options)).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }))
    expect(complaint(options)).toThrow(text)
  })
})

describe('TLS', () => {
  it.each([
    [{}, undefined],
    [{ tls: false }, undefined],
    [{ tls: true }, {}],
    [{ endpoints: 'https://proxy:443' }, {}],
    [{ endpoints: 'http://proxy:8081' }, undefined],
    [{ tls: { rejectUnauthorized: false } }, { rejectUnauthorized: false }],
  ])('is on or off as asked: %j', (options, tls) => {
    expect(parse({ endpoints, ...options }).tls).toEqual(tls)
  })

  it('that is off contradicts https://', () => {
    expect(complaint({ endpoints: 'https://proxy:443', tls: false })).toThrow('begins with https://')
  })
})
