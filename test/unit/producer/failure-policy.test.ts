import { describe, expect, it } from 'vitest'
import { RocketMQError } from '../../../src/errors.js'
import {
  BatchNotSafe,
  isEndpointTrouble,
  mayBeOneMessagesFault,
  RetryDelay,
  storedNothing,
} from '../../../src/producer/failure-policy.js'
import { UnexplainedRefusal } from '../../../src/remoting/transport-error.js'
import { statusError } from '../../../src/wire/status-table.js'

const refusal = (code: number) => statusError({ code, message: 'no' }, 'send to orders')
const unreachable = new RocketMQError('UNAVAILABLE', 'gone', { retryable: true })

describe('a failure that one message of a batch may have caused', () => {
  it.each([
    ['MESSAGE_CORRUPTED', refusal(40016)],
    ['ILLEGAL_MESSAGE_TAG', refusal(40004)],
    ['a code nobody knows', refusal(49999)],
    ['a request too large', new RocketMQError('PAYLOAD_TOO_LARGE', 'larger than max')],
    ['a batch that is not safe there', new BatchNotSafe('127.0.0.1:8081')],
  ])('is %s, at the first attempt', (_, error) => {
    expect(mayBeOneMessagesFault(error, 1)).toBe(true)
  })

  it('is INTERNAL_SERVER_ERROR only when it comes twice, since it is most often the broker’s', () => {
    expect(mayBeOneMessagesFault(refusal(50001), 1)).toBe(false)
    expect(mayBeOneMessagesFault(refusal(50001), 2)).toBe(true)
  })

  it('is a refusal without a code when it comes twice, or will come again', () => {
    const refused = new UnexplainedRefusal('PROTOCOL', 'gRPC status 2', { retryable: true })
    expect([1, 2].map(attempt => mayBeOneMessagesFault(refused, attempt))).toEqual([false, true])
    expect(mayBeOneMessagesFault(new UnexplainedRefusal('BAD_REQUEST', 'gRPC status 3'), 1)).toBe(true)
  })

  it.each([
    ['throttling', refusal(42900)],
    ['a time-out behind the proxy', refusal(50400)],
    ['missing rights', refusal(40100)],
    ['a missing topic', refusal(40402)],
    ['a broken connection', unreachable],
    ['something that is no error of ours', new Error('bug')],
  ])('is not %s, however often it comes', (_, error) => {
    expect(mayBeOneMessagesFault(error, 7)).toBe(false)
  })
})

describe('a failure that leaves no doubt that nothing was stored', () => {
  it('is the server’s own word for good, or a request that never left', () => {
    expect([refusal(40004), refusal(40400), new BatchNotSafe('a:1')].map(storedNothing)).toEqual([
      true,
      true,
      true,
    ])
  })

  it('is not what may have been done before it failed', () => {
    const refused = new UnexplainedRefusal('BAD_REQUEST', 'gRPC status 3')
    const large = new RocketMQError('PAYLOAD_TOO_LARGE', 'larger than max')
    expect([refusal(50001), unreachable, refused, large].map(storedNothing)).toEqual(Array(4).fill(false))
  })
})

describe('trouble with an endpoint', () => {
  it('is what tells of the way there, not what the server said or what the client lacks', () => {
    expect(isEndpointTrouble(unreachable)).toBe(true)
    expect(isEndpointTrouble(new RocketMQError('TIMEOUT', 'no answer'))).toBe(true)
    expect(isEndpointTrouble(refusal(50001))).toBe(false)
    expect(isEndpointTrouble(new UnexplainedRefusal('PROTOCOL', 'refused'))).toBe(false)
    expect(isEndpointTrouble(new RocketMQError('FULL', 'no stream free'))).toBe(false)
  })
})

describe('the wait before another attempt', () => {
  const within = (delay: number, milliseconds: number) => {
    expect(delay).toBeGreaterThanOrEqual(milliseconds * 0.8)
    expect(delay).toBeLessThanOrEqual(milliseconds * 1.2)
  }

  it('follows the server’s backoff, one step further when it throttles', () => {
    const retry = new RetryDelay()
    retry.backoff = { maxAttempts: 3, delayMs: attempt => attempt * 100 }
    within(retry.delayMs(2, refusal(50001), 1), 200)
    within(retry.delayMs(2, refusal(42900), 1), 300)
  })

  it.each([0, 365 * 86_400_000])('is brought into bounds where the server asks for %i ms', wait => {
    const retry = new RetryDelay()
    retry.backoff = { maxAttempts: 3, delayMs: () => wait }
    const delay = retry.delayMs(9, refusal(50001), 1)
    expect(delay).toBeGreaterThan(50)
    expect(delay).toBeLessThan(15_000)
  })

  it('is none while there are brokers that were not tried', () => {
    const retry = new RetryDelay()
    expect(retry.delayMs(1, unreachable, 3)).toBe(0)
    expect(retry.delayMs(2, unreachable, 3)).toBe(0)
    within(retry.delayMs(3, unreachable, 3), 40)
  })

  it('never grows so long that a broker that is back has to wait for its messages', () => {
    expect(new RetryDelay().delayMs(20, unreachable, 1)).toBeLessThanOrEqual(300)
  })
})
