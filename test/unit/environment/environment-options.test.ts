import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  LitePushConsumer,
  Monitor,
  optionsFromEnvironment,
  optionsFromFile,
  Producer,
  PushConsumer,
  SimpleConsumer,
} from '../../../src/index.js'

const folder = mkdtempSync(join(tmpdir(), 'rocketmq-options-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
/** A configuration file with this content. */
function file(content: unknown): string {
  const path = join(folder, `${++files}.json`)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const endpoints = '127.0.0.1:8081'
const here = { ROCKETMQ_ENDPOINTS: endpoints }
const fromVariables = (variables: Record<string, string>) => optionsFromEnvironment('client', {}, variables)

/** What is thrown, as text. */
function complaint(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    expect(error).toMatchObject({ code: 'CONFIGURATION' })
    return (error as Error).message
  }
  throw new Error('nothing was refused')
}

describe('optionsFromEnvironment', () => {
  it('reads every variable, and gives only what is set', () => {
    const ca = file('-----BEGIN CERTIFICATE-----')
    const options = fromVariables({
      ROCKETMQ_ENDPOINTS: '10.0.0.1:8081;10.0.0.2:8081',
      ROCKETMQ_ACCESS_KEY: 'key',
      ROCKETMQ_SECRET_KEY: 'secret',
      ROCKETMQ_SECURITY_TOKEN: 'token',
      ROCKETMQ_TLS_CA: ca,
      ROCKETMQ_NAMESPACE: 'shop',
      ROCKETMQ_REQUEST_TIMEOUT_MS: '5000',
      ROCKETMQ_NAME_SERVER: 'ns:9876',
      ROCKETMQ_HOME: '/opt/rocketmq',
    })
    expect(options).toEqual({
      endpoints: '10.0.0.1:8081;10.0.0.2:8081',
      credentials: { accessKey: 'key', secretKey: 'secret', securityToken: 'token' },
      tls: { ca: Buffer.from('-----BEGIN CERTIFICATE-----') },
      namespace: 'shop',
      requestTimeoutMs: 5_000,
      nameServer: 'ns:9876',
    })
    expect(fromVariables({ ...here, ROCKETMQ_NAMESPACE: '', ROCKETMQ_ACCESS_KEY: ' ' })).toEqual({
      endpoints,
    })
  })

  it('reads the process that it runs in where no other variables are given', () => {
    process.env.ROCKETMQ_ENDPOINTS = 'from-the-process:1'
    try {
      expect(optionsFromEnvironment().endpoints).toBe('from-the-process:1')
    } finally {
      delete process.env.ROCKETMQ_ENDPOINTS
    }
  })

  it.each([
    ['true', true],
    ['1', true],
    ['FALSE', false],
    ['0', false],
  ])('takes %s for the word whether TLS is spoken', (text, tls) => {
    expect(fromVariables({ ...here, ROCKETMQ_TLS: text }).tls).toBe(tls)
  })

  it.each([
    [{ ROCKETMQ_ACCESS_KEY: 'k' }, 'go together'],
    [{ ROCKETMQ_SECRET_KEY: 'hunter2' }, 'go together'],
    [{ ROCKETMQ_SECURITY_TOKEN: 'hunter2' }, 'ROCKETMQ_SECURITY_TOKEN needs ROCKETMQ_ACCESS_KEY'],
    [{ ROCKETMQ_TLS: 'hunter2' }, 'ROCKETMQ_TLS must be true or false'],
    [{ ROCKETMQ_TLS: 'false', ROCKETMQ_TLS_CA: 'x' }, 'but ROCKETMQ_TLS is false'],
    [{ ROCKETMQ_TLS_CA: '/nowhere/ca.pem' }, 'ROCKETMQ_TLS_CA: ENOENT'],
    [{ ROCKETMQ_REQUEST_TIMEOUT_MS: '3s' }, 'ROCKETMQ_REQUEST_TIMEOUT_MS must be a whole number'],
    [{ ROCKETMQ_CONFIG: '/nowhere/rocketmq.json' }, '/nowhere/rocketmq.json: ENOENT'],
  ])('refuses %j by the name of the variable, without a secret', (variables, text) => {
    const message = complaint(() => fromVariables({ ...here, ...variables }))
    expect(message).toContain(text)
    expect(message).not.toContain('hunter2')
  })

  it('says which variable is missing, and which was probably meant for it', () => {
    expect(complaint(() => fromVariables({}))).toContain('ROCKETMQ_ENDPOINTS is not set: it must name')
    expect(complaint(() => fromVariables({ ROCKETMQ_ENDPOINT: endpoints }))).toContain(
      'ROCKETMQ_ENDPOINTS is not set (ROCKETMQ_ENDPOINT is, which nobody reads)',
    )
  })

  it('lets variables win over the file, and the file over the defaults', () => {
    const path = file({ endpoints: 'file:1', namespace: 'file', tls: { rejectUnauthorized: false } })
    const options = optionsFromEnvironment(
      'client',
      { endpoints: 'default:1', namespace: 'default', requestTimeoutMs: 7 },
      { ROCKETMQ_CONFIG: path, ROCKETMQ_NAMESPACE: 'variable', ROCKETMQ_TLS: 'true' },
    )
    expect(options).toEqual({
      endpoints: 'file:1',
      namespace: 'variable',
      requestTimeoutMs: 7,
      tls: { rejectUnauthorized: false },
    })
  })

  it('gives options that every client takes, the name server among them', async () => {
    const options = fromVariables({ ...here, ROCKETMQ_NAME_SERVER: 'ns:9876' })
    const group = { consumerGroup: 'workers', subscriptions: { orders: '*' } }
    const clients = [
      new Producer(options),
      new PushConsumer({ ...options, ...group, listener: () => {} }),
      new SimpleConsumer({ ...options, ...group }),
      new LitePushConsumer({ ...options, consumerGroup: 'w', bindTopic: 'parent', listener: () => {} }),
    ]
    await Promise.all(clients.map(client => client.close()))
    const wrong = { ...here, ROCKETMQ_NAME_SERVER: 'two words' }
    expect(complaint(() => fromVariables(wrong))).toContain('nameServer must be host:port')
  })
})

describe('optionsFromFile', () => {
  it('gives what all clients share, and the section of the kind that is asked for', async () => {
    const path = file({
      endpoints,
      connectionPool: { maxConnections: 8 },
      producer: { batch: { batchSize: 500 }, connectionPool: { idleTimeoutMs: 1_000 }, logger: false },
      pushConsumer: { consumerGroup: 'workers', subscriptions: { orders: 'paid', bills: { sql: 'a > 5' } } },
      monitor: { intervalMs: 5_000, alerts: 'default' },
    })
    expect(optionsFromFile(path)).toEqual({ endpoints, connectionPool: { maxConnections: 8 } })
    expect(optionsFromFile(path, 'producer', { batch: { maxBytes: 2_048, batchSize: 1 } })).toEqual({
      endpoints,
      connectionPool: { maxConnections: 8, idleTimeoutMs: 1_000 },
      batch: { maxBytes: 2_048, batchSize: 500 },
      logger: false,
    })
    const consumer = new PushConsumer({ ...optionsFromFile(path, 'pushConsumer'), listener: () => {} })
    await consumer.close()
    const { subscriptions } = optionsFromFile(path, 'pushConsumer')
    expect(subscriptions).toMatchObject({ bills: { type: 'SQL', expression: 'a > 5' } })
    expect(optionsFromFile(path, 'monitor')).toEqual({ intervalMs: 5_000, alerts: 'default' })
    new Monitor(optionsFromFile(path, 'monitor'))
  })

  it('reads certificates from files beside it', () => {
    writeFileSync(join(folder, 'ca.pem'), '-----BEGIN CERTIFICATE-----')
    const path = file({ endpoints, tls: { caFile: 'ca.pem', serverName: 'proxy' } })
    expect(optionsFromFile(path).tls).toEqual({
      ca: Buffer.from('-----BEGIN CERTIFICATE-----'),
      serverName: 'proxy',
    })
  })

  it.each([
    [{ endpoint: 'x' }, 'unknown option "endpoint", did you mean "endpoints"?'],
    [{ endpoints, batch: {} }, 'unknown option "batch"'],
    [
      { endpoints, producer: { batchs: {} } },
      'unknown option "producer.batchs", did you mean "producer.batch"?',
    ],
    [{ endpoints, pushConsumer: { topics: {} } }, 'did you mean "pushConsumer.subscriptions"?'],
    [{ endpoints, pushConsumer: { listener: 'x.js' } }, 'pushConsumer.listener must be set in code'],
    [{ endpoints, logger: 'console' }, 'logger may only be false'],
    [{ endpoints, producer: 'fast' }, 'producer must be a JSON object'],
    [
      { endpoints, simpleConsumer: { subscriptions: { a: { slq: 'b' } } } },
      'did you mean "simpleConsumer.subscriptions.a.sql"?',
    ],
    [{ endpoints, tls: { keyFile: 5 } }, 'tls.keyFile must be the name of a file'],
    [{ endpoints, tls: { keyFile: 'nowhere.pem' } }, 'tls.keyFile: ENOENT'],
    ['{"__proto__": {"endpoints": "x"}}', 'unknown option "__proto__"'],
    [[], 'it must hold a JSON object'],
    ['{}', 'endpoints is missing'],
    ['{\n"credentials": {"secretKey": hunter2}}', 'it is not valid JSON'],
    ['{"credentials": "hunter2", "hunter2": 1}', 'unknown option "***"'],
    [
      { endpoints, credentials: { accessKey: 'a', secretKey: 'hunter2' }, hunter2: 1 },
      'unknown option "***"',
    ],
  ])('refuses %j, names the file, and repeats no secret', (content, text) => {
    const path = file(content)
    const message = complaint(() => optionsFromFile(path))
    expect(message).toContain(text)
    expect(message).toContain(path)
    expect(message).not.toContain('hunter2')
  })

  it.each([
    [
      { endpoints, requestTimeoutMs: '3000' },
      "requestTimeoutMs must be a whole number from 1 to 2147483647, not '3000'",
    ],
    [{ endpoints, producer: { batch: { batchsize: 5 } } }, 'did you mean "batch.batchSize"?'],
    [
      { endpoints, credentials: { accessKey: 'a', secret: 'hunter2' } },
      'did you mean "credentials.secretKey"?',
    ],
    [{ endpoints: 'me:hunter2@::' }, 'endpoint'],
  ])('checks the values of %j at once, as the constructor does', (content, text) => {
    const message = complaint(() => optionsFromFile(file(content), 'producer'))
    expect(message).toContain(text)
    expect(message).not.toContain('hunter2')
  })

  it('says what a consumer needs that neither the file nor the code gives', () => {
    const path = file({ endpoints, pushConsumer: { consumerGroup: 'workers' } })
    expect(complaint(() => optionsFromFile(path, 'pushConsumer'))).toContain('subscriptions is missing')
    expect(complaint(() => optionsFromFile(path, 'consumer' as never))).toContain('kind must be one of')
  })
})
