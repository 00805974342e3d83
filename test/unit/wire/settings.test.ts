import { describe, expect, it } from 'vitest'
import { Endpoints } from '../../../src/route/endpoints.js'
import { apache } from '../../../src/wire/generated/protocol.js'
import { LIBRARY } from '../../../src/wire/library.js'
import { readSettings, settingsMessage } from '../../../src/wire/settings.js'

const { Settings, ClientType, Language } = apache.rocketmq.v2

function overTheWire(message: object) {
  return Settings.decode(Settings.encode(message).finish())
}

describe('the settings of a client', () => {
  it('tell its role, what it dialled, its patience and who it is', () => {
    const sent = overTheWire(
      settingsMessage({
        kind: 'producer',
        role: { topics: ['orders'], maxBodyBytes: 4096 },
        namespace: '',
        accessPoint: Endpoints.parse('127.0.0.1:8081;127.0.0.2:8082'),
        requestTimeoutMs: 1_500,
        clientProperties: {},
      }),
    )
    expect(sent.clientType).toBe(ClientType.PRODUCER)
    expect(sent.publishing?.topics?.map(topic => topic.name)).toEqual(['orders'])
    expect(sent.accessPoint?.addresses).toMatchObject([
      { host: '127.0.0.1', port: 8081 },
      { host: '127.0.0.2', port: 8082 },
    ])
    expect([Number(sent.requestTimeout?.seconds), sent.requestTimeout?.nanos]).toEqual([1, 500e6])
    expect(sent.userAgent).toMatchObject({ language: Language.NODE_JS, version: LIBRARY })
    expect(sent.userAgent?.hostname).not.toBe('')
    expect(sent.userAgent?.platform).not.toBe('')
  })
})

describe('the settings of a consumer', () => {
  const settingsOf = (role: { awaitDurationMs?: number }) =>
    overTheWire(
      settingsMessage({
        kind: 'lite-simple-consumer',
        role: {
          group: 'workers',
          filters: [
            ['a', { type: 'TAG', expression: 'x||y' }],
            ['b', { type: 'SQL', expression: 'n > 1' }],
          ],
          ...role,
        },
        namespace: 'ns',
        accessPoint: Endpoints.parse('127.0.0.1:8081'),
        requestTimeoutMs: 3_000,
        clientProperties: {},
      }),
    )

  it('name its group, its topics and their filters as the protocol does', () => {
    const { subscription } = settingsOf({})
    expect(subscription?.group).toMatchObject({ name: 'workers', resourceNamespace: 'ns' })
    expect(subscription?.subscriptions).toMatchObject([
      { topic: { name: 'a', resourceNamespace: 'ns' }, expression: { type: 1, expression: 'x||y' } },
      { topic: { name: 'b', resourceNamespace: 'ns' }, expression: { type: 2, expression: 'n > 1' } },
    ])
    expect(subscription?.longPollingTimeout).toBeNull()
  })

  it('tell how long its polls wait, and what the server takes it for', () => {
    const { subscription, clientType } = settingsOf({ awaitDurationMs: 30_000 })
    expect(Number(subscription?.longPollingTimeout?.seconds)).toBe(30)
    expect(clientType).toBe(ClientType.LITE_PUSH_CONSUMER)
  })
})

describe('the settings of a server', () => {
  it('are read for a producer', () => {
    const settings = readSettings(
      overTheWire({
        backoffPolicy: {
          maxAttempts: 3,
          exponentialBackoff: { initial: { nanos: 10e6 }, max: { seconds: 1 }, multiplier: 2 },
        },
        publishing: { maxBodySize: 4_194_304, validateMessageType: true },
        metric: { on: true, endpoints: { scheme: 1, addresses: [{ host: '127.0.0.1', port: 9999 }] } },
      }),
    )
    expect(settings).toMatchObject({ maxBodyBytes: 4_194_304, validateMessageType: true, fifo: false })
    expect(settings.retryPolicy?.delayMs(2)).toBe(20)
    expect(settings.metric).toMatchObject({ on: true, endpoints: { key: '127.0.0.1:9999' } })
  })

  it('are read for a consumer', () => {
    const settings = readSettings(
      overTheWire({
        backoffPolicy: { maxAttempts: 17, customizedBackoff: { next: [{ seconds: 1 }, { seconds: 5 }] } },
        subscription: {
          fifo: true,
          receiveBatchSize: 32,
          longPollingTimeout: { seconds: 20 },
          liteSubscriptionQuota: 2_000,
          maxLiteTopicSize: 64,
        },
      }),
    )
    expect(settings).toMatchObject({
      fifo: true,
      receiveBatchSize: 32,
      longPollingTimeoutMs: 20_000,
      liteSubscriptionQuota: 2_000,
      maxLiteTopicSize: 64,
    })
    expect(settings.retryPolicy?.maxAttempts).toBe(17)
  })

  it('leave open what they do not say', () => {
    expect(readSettings(overTheWire({}))).toEqual({
      retryPolicy: undefined,
      maxBodyBytes: undefined,
      validateMessageType: false,
      fifo: false,
      receiveBatchSize: undefined,
      longPollingTimeoutMs: undefined,
      liteSubscriptionQuota: undefined,
      maxLiteTopicSize: undefined,
      metric: { on: false, endpoints: undefined },
    })
  })

  it.each([
    [{ seconds: 365 * 86_400 }, 300_000],
    [{ nanos: 1 }, 1_000],
    [{ seconds: -5 }, undefined],
    [{ seconds: 0 }, undefined],
  ])('bring a long poll of %j into bounds', (longPollingTimeout, expected) => {
    const settings = readSettings(overTheWire({ subscription: { longPollingTimeout, receiveBatchSize: -1 } }))
    expect(settings.longPollingTimeoutMs).toBe(expected)
    expect(settings.receiveBatchSize).toBeUndefined()
  })

  it('hold though metrics are to be sent to nowhere', () => {
    const settings = readSettings(
      overTheWire({ publishing: { maxBodySize: 9 }, metric: { on: true, endpoints: { addresses: [{}] } } }),
    )
    expect(settings).toMatchObject({ maxBodyBytes: 9, metric: { on: true, endpoints: undefined } })
  })

  it('may switch metrics on without saying where', () => {
    expect(readSettings(overTheWire({ metric: { on: true, endpoints: {} } })).metric).toEqual({
      on: true,
      endpoints: undefined,
    })
  })
})
