import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { formatDateTime, sign } from '../../../src/remoting/credentials.js'

describe('a signature', () => {
  it('has exactly the form the server reads, with upper-case hex over the date alone', () => {
    const { authorization, dateTime } = sign({ accessKey: 'key', secretKey: 'secret' }, '20260102T030405Z')
    expect(dateTime).toBe('20260102T030405Z')
    const hex = createHmac('sha1', 'secret').update('20260102T030405Z').digest('hex').toUpperCase()
    expect(authorization).toBe(
      `MQv2-HMAC-SHA1 Credential=key, SignedHeaders=x-mq-date-time, Signature=${hex}`,
    )
  })

  it('dates in UTC without separators, cut to the second', () => {
    expect(formatDateTime(Date.UTC(2026, 0, 2, 3, 4, 5, 999))).toBe('20260102T030405Z')
  })
})
