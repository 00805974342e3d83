import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { combinedError, failuresOf, RocketMQError, reasonOf } from '../../src/errors.js'
import { ODD_VALUES } from '../support/odd-values.js'

describe('an error of this library', () => {
  it('has a code, words, and nothing else unless it is known', () => {
    const error = new RocketMQError('CLOSED', 'the producer is closed')
    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe('RocketMQError')
    expect(error.message).toBe('the producer is closed')
    expect(error.code).toBe('CLOSED')
    expect(error.retryable).toBe(false)
    expect(error.serverCode).toBeUndefined()
    expect(error.endpoint).toBeUndefined()
    expect(error.requestId).toBeUndefined()
    expect(Object.hasOwn(error, 'cause')).toBe(false)
  })

  it('keeps what is known of the call', () => {
    const cause = new Error('socket hang up')
    const details = { retryable: true, serverCode: 40402, endpoint: '127.0.0.1:8081', requestId: 'r', cause }
    expect(new RocketMQError('TOPIC_NOT_FOUND', 'no topic', details)).toMatchObject(details)
  })

  it('shows its name, words, code and cause in a log', () => {
    const error = new RocketMQError('TIMEOUT', 'no answer', { cause: new Error('socket hang up') })
    expect(error.stack).toMatch(/^RocketMQError: no answer\n/)
    expect(String(error)).toBe('RocketMQError: no answer')
    expect(inspect(error)).toMatch(/code: 'TIMEOUT'/)
    expect(inspect(error)).toContain('socket hang up')
  })

  it('is passed on as it is, and wraps anything else', () => {
    const error = new RocketMQError('FULL', 'full')
    expect(RocketMQError.from(error, 'HANDLER')).toBe(error)
    const thrown = new TypeError('not a function')
    expect(RocketMQError.from(thrown, 'HANDLER')).toMatchObject({
      code: 'HANDLER',
      message: 'not a function',
      cause: thrown,
      retryable: false,
    })
    expect(RocketMQError.from('just text')).toMatchObject({
      code: 'INTERNAL',
      message: 'just text',
      cause: 'just text',
    })
    expect(RocketMQError.from(undefined).message).toBe('undefined')
  })
})

describe('a value that an application threw', () => {
  it.each(ODD_VALUES)('becomes an error even if it is %s', (_what, make) => {
    const thrown = make()
    const error = RocketMQError.from(thrown, 'HANDLER')
    expect(error.code).toBe('HANDLER')
    expect(error.message).toBeTypeOf('string')
    expect(reasonOf(thrown)).toBe(error.message)
  })

  it('is not taken for an error of this library because it pretends to be one', () => {
    const pretender = new Proxy(new RocketMQError('FULL', 'full'), {
      get: () => {
        throw new Error('do not look at me')
      },
    })
    expect(RocketMQError.from(pretender, 'HANDLER').code).toBe('HANDLER')
  })
})

describe('an error for several', () => {
  const first = new RocketMQError('TIMEOUT', 'no answer', { retryable: true })
  const second = new RocketMQError('MESSAGE_BODY_EMPTY', 'body is empty')

  it('has the first one’s code and names all as its cause', () => {
    const error = combinedError('2 of 5 messages failed', [first, second])
    expect(error).toMatchObject({
      code: 'TIMEOUT',
      message: '2 of 5 messages failed, the first with: no answer',
    })
    expect(error.cause).toBeInstanceOf(AggregateError)
    expect((error.cause as AggregateError).errors).toEqual([first, second])
  })

  it('may be tried again only if all may', () => {
    expect(combinedError('failed', [first, second]).retryable).toBe(false)
    expect(combinedError('failed', [first, first]).retryable).toBe(true)
  })

  it('is found among settled promises', async () => {
    const outcomes = await Promise.allSettled([1, Promise.reject(first), Promise.reject(new Error('other'))])
    expect(failuresOf(outcomes).map(({ code }) => code)).toEqual(['TIMEOUT', 'INTERNAL'])
    expect(failuresOf([])).toEqual([])
  })
})
