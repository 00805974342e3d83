import { describe, expect, it } from 'vitest'
import { apache } from '../../../src/remoting/generated/protocol.js'
import { codeName, isOk, isRetryableCode, statusError } from '../../../src/remoting/status-table.js'

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

  it('says what to do about a missing topic, in one line', () => {
    const message =
      'CODE: 17  DESC: No topic route info in name server for the topic: orders\n' +
      'For more information, please visit the url, https://rocketmq.apache.org/docs/bestPractice/06FAQ'
    expect(statusError({ code: Code.TOPIC_NOT_FOUND, message }, 'route of topic orders').message).toBe(
      'route of topic orders: TOPIC_NOT_FOUND (40402) No topic route info in name server for the topic: orders. ' +
        'Create the topic first: RocketMQ does not create topics for gRPC clients',
    )
  })
})
