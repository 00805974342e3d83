import { describe, expect, it } from 'vitest'
import { apache } from '../../../src/wire/generated/protocol.js'
import { isOk } from '../../../src/wire/reply-reader.js'
import { codeName, isRetryableCode, statusError } from '../../../src/wire/status-table.js'

const { Code } = apache.rocketmq.v2
const codes = Object.entries(Code).filter(
  (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] > 20_000,
)

describe('the status table', () => {
  it.each(codes)('knows %s (%i) by the name of the protocol', (name, code) => {
    const error = statusError({ code, message: 'because' }, 'send to orders', { endpoint: 'a:1' })
    expect(error).toMatchObject({ code: name, serverCode: code, endpoint: 'a:1' })
    expect(error.message).toContain(`send to orders: ${name} (${code}) because`)
  })

  it('tries again only what may pass', () => {
    const passing = codes.filter(([, code]) => isRetryableCode(code)).map(([name]) => name)
    expect(passing.sort()).toEqual([
      'INTERNAL_ERROR',
      'INTERNAL_SERVER_ERROR',
      'PROXY_TIMEOUT',
      'REQUEST_TIMEOUT',
      'TOO_MANY_REQUESTS',
    ])
  })

  it.each([undefined, null, {}, { code: 0 }])(
    'takes an unset status for a breach of the protocol: %j',
    status => {
      expect(isOk(status)).toBe(false)
      expect(statusError(status, 'send')).toMatchObject({ code: 'PROTOCOL', retryable: true })
    },
  )

  it('keeps the number of a code it does not know, and tries a server fault again', () => {
    expect(statusError({ code: 49_999 }, 'send')).toMatchObject({
      code: 'UNKNOWN_SERVER_CODE',
      serverCode: 49_999,
      retryable: false,
    })
    expect(statusError({ code: 59_999 }, 'send').retryable).toBe(true)
    expect(codeName(Code.OK)).toBe('OK')
  })

  it.each([
    ['TOPIC_NOT_FOUND', 'none', false],
    ['TOPIC_NOT_FOUND', 'topic', true],
    ['CONSUMER_GROUP_NOT_FOUND', 'topic', false],
    ['CONSUMER_GROUP_NOT_FOUND', 'topic and group', true],
    ['ILLEGAL_TOPIC', 'topic and group', false],
  ] as const)('tries %s again where the server knew before: %s', (name, known, retryable) => {
    expect(statusError({ code: Code[name] }, 'receive', { known }).retryable).toBe(retryable)
  })

  it('takes a type of no topic for a topic that is not there, and no other type', () => {
    const refusalOf = (expected: string) =>
      statusError(
        {
          code: Code.MESSAGE_PROPERTY_CONFLICT_WITH_TYPE,
          message: `TopicMessageType validate failed, the expected type is ${expected}, but actual type is FIFO`,
        },
        'send to orders',
        { known: 'topic' },
      )
    expect(refusalOf('UNSPECIFIED')).toMatchObject({ code: 'TOPIC_NOT_FOUND', retryable: true })
    expect(refusalOf('NORMAL')).toMatchObject({
      code: 'MESSAGE_PROPERTY_CONFLICT_WITH_TYPE',
      retryable: false,
    })
  })

  it('takes a handle whose broker is not there for one that may be good again, and no other', () => {
    const refusalOf = (message: string) =>
      statusError({ code: Code.INVALID_RECEIPT_HANDLE, message }, 'acknowledge in orders')
    expect(
      refusalOf('org.apache.rocketmq.proxy.common.ProxyException: cannot find broker broker-b'),
    ).toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      retryable: true,
      message: 'acknowledge in orders: INTERNAL_SERVER_ERROR (50001) cannot find broker broker-b',
    })
    expect(refusalOf('receipt handle is expired')).toMatchObject({
      code: 'INVALID_RECEIPT_HANDLE',
      retryable: false,
    })
  })

  it('says what to do about a missing topic, in one line', () => {
    const message =
      'CODE: 17  DESC: No topic route info in name server for the topic: orders\n' +
      'For more information, please visit the url, https://rocketmq.apache.org/docs/bestPractice/06FAQ'
    expect(statusError({ code: Code.TOPIC_NOT_FOUND, message }, 'route of topic orders').message).toBe(
      'route of topic orders: TOPIC_NOT_FOUND (40402) No topic route info in name server for the topic: orders. ' +
        'RocketMQ does not create topics for gRPC clients; create it with mqadmin updateTopic -n NAMESERVER:9876 ' +
        '-c DefaultCluster -t TOPIC -a +message.type=NORMAL (or FIFO, DELAY, TRANSACTION, PRIORITY, LITE)',
    )
  })

  it.each(['CONSUMER_GROUP_NOT_FOUND', 'ILLEGAL_CONSUMER_GROUP'] as const)(
    'says how to create the group where it answers %s',
    code => {
      expect(statusError({ code: Code[code], message: 'no' }, 'heartbeat').message).toContain(
        'mqadmin updateSubGroup -n NAMESERVER:9876 -c DefaultCluster -g GROUP',
      )
    },
  )
})
