import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import type { RocketMQError } from '../../../src/errors.js'
import type { Message } from '../../../src/message/message.js'
import {
  validateFieldNames,
  validateGroupName,
  validateLiteTopic,
  validateMessage,
  validateTopicName,
} from '../../../src/message/message-validation.js'

const message = (fields: Record<string, unknown> = {}) =>
  ({ topic: 'orders', body: 'hello', ...fields }) as unknown as Message

function errorOf(action: () => unknown): RocketMQError | undefined {
  try {
    action()
  } catch (error) {
    return error as RocketMQError
  }
  return undefined
}

const codeFor = (fields: Record<string, unknown>) => errorOf(() => validateMessage(message(fields)))?.code

/** `count` properties, each of `bytes` bytes with its name. */
function properties(count: number, bytes: number): Record<string, string> {
  const name = (index: number) => `k${String(index).padStart(3, '0')}`
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), 'v'.repeat(bytes - 4)]))
}

describe('validating a message', () => {
  it('gives the length of the body in bytes', () => {
    expect(validateMessage(message({ body: 'hello' }))).toBe(5)
    expect(validateMessage(message({ body: '消息' }))).toBe(6)
    expect(validateMessage(message({ body: new Uint8Array(7) }))).toBe(7)
    expect(validateMessage(message({ body: Buffer.from('hello').subarray(1, 3) }))).toBe(2)
  })

  it('accepts a message with everything in it that may be', () => {
    const full = {
      tag: 'paid',
      keys: ['o-1', 'o-2'],
      properties: { region: 'eu', 'any name, even this': '值' },
      messageGroup: 'g',
      deliveryTimestamp: new Date(),
      priority: 0,
      liteTopic: 'lite',
    }
    expect(codeFor(full)).toBeUndefined()
  })

  it.each([[undefined], [null], ['orders'], [7]])('refuses %s in place of a message', value => {
    expect(errorOf(() => validateFieldNames(value as never))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: 'a message must be an object with topic and body',
    })
  })

  it.each([
    [{ tags: 'paid' }, 'unknown field of a message "tags", did you mean "tag"?'],
    [{ delay: 3_000 }, 'unknown field of a message "delay", did you mean "deliveryTimestamp"?'],
    [{ key: 'o-1' }, 'unknown field of a message "key", did you mean "keys"?'],
    [{ zebra: 1 }, 'unknown field of a message "zebra" (there are topic, body, tag'],
  ])('names a field that no message has: %j', (fields, text) => {
    expect(errorOf(() => validateFieldNames(message(fields)))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining(text),
    })
  })

  it('lets pass what is not said, what a received message or a class has, and what all objects inherit', () => {
    class Order {
      topic = 'orders'
      body = 'b'
      customer = 7
    }
    expect(errorOf(() => validateFieldNames(new Order()))).toBeUndefined()
    const received = { tags: undefined, messageId: 'id', offset: 1, corrupted: undefined }
    expect(errorOf(() => validateFieldNames(message(received)))).toBeUndefined()
    const prototype = Object.prototype as { inherited?: number }
    prototype.inherited = 1
    const error = errorOf(() => validateFieldNames(message({ tag: 'a' })))
    const code = codeFor({ properties: { a: 'b' } })
    delete prototype.inherited
    expect([error, code]).toEqual([undefined, undefined])
  })

  it.each([
    [Math.round(Date.now() / 1_000), 'looks like seconds: multiply it by 1,000'],
    [Math.round(Date.now() / 1_000) + 86_400, 'looks like seconds'],
    [3_000, 'looks like a delay: give Date.now() + 3000'],
    [new Date(3_000), 'looks like a delay'],
  ])('refuses a delivery time of %s, which the server would take as "at once"', (deliveryTimestamp, text) => {
    expect(errorOf(() => validateMessage(message({ deliveryTimestamp })))).toMatchObject({
      code: 'ILLEGAL_DELIVERY_TIME',
      message: expect.stringContaining(text),
    })
  })

  describe('looks at the topic and', () => {
    it.each([['a'], ['%RETRY%workers'], ['a|b_c-9'], ['a'.repeat(127)], ['RMQ_SYS_mine']])(
      'accepts %s',
      topic => {
        expect(codeFor({ topic })).toBeUndefined()
        // The second time the name is known.
        expect(codeFor({ topic })).toBeUndefined()
      },
    )

    it.each([
      [''],
      ['a'.repeat(128)],
      ['a b'],
      ['a.b'],
      ['主题'],
      ['a\n'],
      [undefined],
      [null],
      [5],
      [['orders']],
      ['TBW102'],
      ['SELF_TEST_TOPIC'],
      ['RMQ_SYS_TRANS_HALF_TOPIC'],
      ['rmq_sys_anything'],
    ])('refuses %j', topic => {
      expect(codeFor({ topic })).toBe('ILLEGAL_TOPIC')
    })

    it('says what it may be', () => {
      expect(errorOf(() => validateTopicName('a b'))?.message).toBe(
        "topic 'a b' is illegal: it must be 1 to 127 letters, digits, %, |, _ or -",
      )
      expect(errorOf(() => validateTopicName('rmq_sys_x'))?.message).toBe(
        "topic 'rmq_sys_x' is illegal: it must be none of the server's own",
      )
    })
  })

  describe('looks at the body and', () => {
    it('refuses one that is empty', () => {
      expect(codeFor({ body: '' })).toBe('MESSAGE_BODY_EMPTY')
      expect(codeFor({ body: new Uint8Array() })).toBe('MESSAGE_BODY_EMPTY')
    })

    it('accepts 4 MiB and refuses one byte more', () => {
      const limit = 4 * 1024 * 1024
      expect(codeFor({ body: Buffer.alloc(limit) })).toBeUndefined()
      expect(codeFor({ body: Buffer.alloc(limit + 1) })).toBe('MESSAGE_BODY_TOO_LARGE')
      expect(codeFor({ body: 'é'.repeat(limit / 2) })).toBeUndefined()
      expect(codeFor({ body: 'é'.repeat(limit / 2 + 1) })).toBe('MESSAGE_BODY_TOO_LARGE')
    })

    it('keeps to the limit that the server set', () => {
      const error = errorOf(() => validateMessage(message({ body: 'hello' }), { maxBodyBytes: 4 }))
      expect(error).toMatchObject({
        code: 'MESSAGE_BODY_TOO_LARGE',
        message: 'body has 5 bytes, and the server takes 4',
      })
    })

    it.each([
      [undefined],
      [null],
      [5],
      [{ text: 'x' }],
      [[1, 2]],
      [new ArrayBuffer(4)],
      [new Uint16Array(2)],
    ])('refuses %j, which is neither text nor bytes', body => {
      expect(codeFor({ body })).toBe('INVALID_ARGUMENT')
    })

    it('accepts bytes that were made in another realm', () => {
      expect(validateMessage(message({ body: runInNewContext('new Uint8Array(3)') }))).toBe(3)
    })
  })

  it.each([['paid'], ['消息'], ['a b'], ['😀'], ['\u00a0']])('accepts the tag %j', tag => {
    expect(codeFor({ tag })).toBeUndefined()
  })

  it.each([
    [''],
    [' '],
    ['\u3000'],
    ['a|b'],
    ['|'],
    ['a\u0000'],
    ['a\tb'],
    ['\u007f'],
    ['\u009f'],
    [5],
    [null],
  ])('refuses the tag %j', tag => {
    expect(codeFor({ tag })).toBe('ILLEGAL_MESSAGE_TAG')
  })

  it.each([[[]], [['a']], [['a', 'b', 'a']], [['键|值']]])('accepts the keys %j', keys => {
    expect(codeFor({ keys })).toBeUndefined()
  })

  it.each([[['']], [[' ']], [['a b']], [['good', 'a\u0001b']], [[5]], [['good', undefined]]])(
    'refuses the keys %j',
    keys => {
      expect(codeFor({ keys })).toBe('ILLEGAL_MESSAGE_KEY')
    },
  )

  it.each([['a'], [{ 0: 'a' }], [null]])('refuses keys that are no array but %j', keys => {
    expect(codeFor({ keys })).toBe('INVALID_ARGUMENT')
  })

  it.each([['g'], ['g'.repeat(63)], ['消'.repeat(21)]])('accepts the message group %s', messageGroup => {
    expect(codeFor({ messageGroup })).toBeUndefined()
  })

  it.each([[''], [' '], ['g'.repeat(64)], ['消'.repeat(22)], ['a\u0000b'], [5], [null]])(
    'refuses the message group %j',
    messageGroup => {
      expect(codeFor({ messageGroup })).toBe('ILLEGAL_MESSAGE_GROUP')
    },
  )

  it('accepts a delivery in the past, now, and up to a day ahead', () => {
    const now = Date.now()
    for (const deliveryTimestamp of [
      0,
      now - 1000,
      now,
      now + 86_000_000,
      new Date(now),
      new Date(now + 5000),
    ]) {
      expect(codeFor({ deliveryTimestamp })).toBeUndefined()
    }
  })

  it('refuses a delivery more than a day ahead, or further than it is told', () => {
    const deliveryTimestamp = Date.now() + 86_500_000
    expect(codeFor({ deliveryTimestamp })).toBe('ILLEGAL_DELIVERY_TIME')
    expect(
      errorOf(() => validateMessage(message({ deliveryTimestamp }), { maxDelayMs: 90_000_000 })),
    ).toBeUndefined()
    expect(
      errorOf(() => validateMessage(message({ deliveryTimestamp }), { maxDelayMs: 1000 }))?.message,
    ).toMatch(/^deliveryTimestamp lies 86\d\d\d s ahead; RocketMQ takes 1 s$/)
  })

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [-1], ['tomorrow'], [new Date('never')], [null]])(
    'refuses a delivery at %s',
    deliveryTimestamp => {
      expect(codeFor({ deliveryTimestamp })).toBe('ILLEGAL_DELIVERY_TIME')
    },
  )

  describe('refuses half of a character, for which the server would refuse the whole request', () => {
    const half = 'Nice 👍'.slice(0, 6)
    const end = '👍'.slice(1)

    it.each([
      ['topic', 'ILLEGAL_TOPIC', { topic: half }],
      ['tag', 'ILLEGAL_MESSAGE_TAG', { tag: half }],
      ['tag', 'ILLEGAL_MESSAGE_TAG', { tag: `${'a'.repeat(60)}${end}` }],
      ['key', 'ILLEGAL_MESSAGE_KEY', { keys: ['good', end] }],
      ['property name', 'ILLEGAL_MESSAGE_PROPERTY_KEY', { properties: { [half]: 'x' } }],
      ['property value', 'ILLEGAL_MESSAGE_PROPERTY_KEY', { properties: { name: half } }],
      ['message group', 'ILLEGAL_MESSAGE_GROUP', { messageGroup: half }],
      ['lite topic', 'ILLEGAL_LITE_TOPIC', { liteTopic: end }],
    ])('in a %s, with %s', (_, code, fields) => {
      expect(codeFor(fields)).toBe(code)
    })

    it('and says so, in words that are well formed themselves', () => {
      const { message: text } = errorOf(() => validateMessage(message({ tag: half }))) as Error
      expect(text).toContain("tag 'Nice \ufffd' is illegal")
      expect(text).toContain('half of a character')
      const cut = `${'x'.repeat(39)}👍|`
      expect(errorOf(() => validateMessage(message({ tag: cut })))?.message).toContain("x\ufffd…'")
    })

    it('but no whole one', () => {
      const whole = { tag: '👍', keys: ['👍'], properties: { '👍': '👍' }, messageGroup: '👍' }
      expect(codeFor(whole)).toBeUndefined()
    })
  })

  it.each([[0], [1], [0x7fffffff]])('accepts the priority %d', priority => {
    expect(codeFor({ priority })).toBeUndefined()
  })

  it.each([[-1], [1.5], [Number.NaN], [0x80000000], ['1'], [null]])('refuses the priority %s', priority => {
    expect(codeFor({ priority })).toBe('INVALID_ARGUMENT')
  })

  it.each([['a'], ['A-z_9'], ['a'.repeat(64)]])('accepts the lite topic %s', liteTopic => {
    expect(codeFor({ liteTopic })).toBeUndefined()
    validateLiteTopic(liteTopic)
  })

  it.each([[''], ['a%b'], ['a|b'], ['a b'], ['a'.repeat(65)], ['主题'], [5]])(
    'refuses the lite topic %j',
    liteTopic => {
      expect(codeFor({ liteTopic })).toBe('ILLEGAL_LITE_TOPIC')
    },
  )

  it('shows the beginning of a long value only', () => {
    const { message: text } = errorOf(() => validateMessage(message({ topic: 'x y'.repeat(100) }))) as Error
    expect(text).toContain(`'${'x y'.repeat(14).slice(0, 40)}…'`)
  })
})

describe('validating properties', () => {
  const codeOf = (fields: Record<string, string>) => codeFor({ properties: fields })

  it('accepts 128 and refuses 129', () => {
    expect(codeOf(properties(128, 5))).toBeUndefined()
    expect(codeOf(properties(129, 5))).toBe('MESSAGE_PROPERTIES_TOO_LARGE')
  })

  it('accepts 16 KiB of tag, keys, names and values together, and refuses a byte more', () => {
    const rest = { tag: 't'.repeat(100), properties: { k: 'v'.repeat(16_099) } }
    expect(codeFor({ ...rest, keys: ['a'.repeat(100), 'b'.repeat(84)] })).toBeUndefined()
    expect(codeFor({ ...rest, keys: ['a'.repeat(100), 'b'.repeat(85)] })).toBe('MESSAGE_PROPERTIES_TOO_LARGE')
    expect(codeOf({ k: '值'.repeat(5461) })).toBeUndefined()
    expect(codeOf({ k: '值'.repeat(5462) })).toBe('MESSAGE_PROPERTIES_TOO_LARGE')
  })

  it('refuses so many keys that the broker could not store them in one line', () => {
    expect(codeFor({ keys: Array(16_000).fill('k') })).toBeUndefined()
    expect(codeFor({ keys: Array(16_384).fill('k') })).toBe('MESSAGE_PROPERTIES_TOO_LARGE')
  })

  // As the MessageConst of server 5.5.0 has them, then what it takes for its own without refusing it, then ours.
  it.each(
    (
      'TRACE_ON MSG_REGION KEYS TAGS WAIT DELAY RETRY_TOPIC ORIGIN_GROUP REAL_TOPIC REAL_QID TRAN_MSG PGROUP ' +
      'MIN_OFFSET MAX_OFFSET BUYER_ID ORIGIN_MESSAGE_ID TRANSFER_FLAG CORRECTION_FLAG MQ2_FLAG RECONSUME_TIME ' +
      'UNIQ_KEY MAX_RECONSUME_TIMES CONSUME_START_TIME POP_CK POP_CK_OFFSET 1ST_POP_TIME ' +
      'TRAN_PREPARED_QUEUE_OFFSET DUP_INFO EXTEND_UNIQ_INFO INSTANCE_ID CORRELATION_ID REPLY_TO_CLIENT TTL ' +
      'ARRIVE_TIME PUSH_REPLY_TIME CLUSTER MSG_TYPE INNER_MULTI_QUEUE_OFFSET TIMER_DELAY_MS TIMER_DELAY_SEC ' +
      'TIMER_DELIVER_MS TIMER_ENQUEUE_MS TIMER_DEQUEUE_MS TIMER_ROLL_TIMES TIMER_OUT_MS TIMER_DEL_UNIQKEY ' +
      'TIMER_DELAY_LEVEL __BORNHOST BORN_TIMESTAMP DLQ_ORIGIN_TOPIC DLQ_ORIGIN_MESSAGE_ID __CRC32# ' +
      '_SYS_MSG_PRIORITY_ __LITE_TOPIC ' +
      '__SHARDINGKEY __transactionId__ TRANSACTION_CHECK_TIMES CHECK_IMMUNITY_TIME_IN_SECONDS ' +
      'INNER_MULTI_DISPATCH INNER_NUM TRACE_CONTEXT __jet_body'
    ).split(' '),
  )('refuses the reserved name %s', name => {
    expect(codeOf({ [name]: 'x' })).toBe('ILLEGAL_MESSAGE_PROPERTY_KEY')
  })

  it.each([['keys'], ['Tags'], ['a b'], ['traceparent'], ['__proto'], ['constructor']])(
    'accepts the name %s',
    name => {
      expect(codeOf({ [name]: 'x' })).toBeUndefined()
    },
  )

  it.each([[''], ['a\nb'], ['\u0085']])('refuses the name %j', name => {
    expect(codeOf({ [name]: 'x' })).toBe('ILLEGAL_MESSAGE_PROPERTY_KEY')
  })

  it.each([[' '], ['\u2028'], ['{"a":1}']])('accepts the value %j', value => {
    expect(codeOf({ name: value })).toBeUndefined()
  })

  it.each([[''], ['a\u0001b'], ['\u0085'], [5], [null], [undefined], [{}]])('refuses the value %j', value => {
    expect(codeOf({ name: value as string })).toBe('ILLEGAL_MESSAGE_PROPERTY_KEY')
  })

  it.each([
    ['a Map, whose entries would be lost', new Map([['a', 'b']])],
    ['an array', ['a']],
    ['a text', 'abc'],
    ['null', null],
    ['a number', 5],
  ])('refuses %s in place of an object', (_, value) => {
    expect(codeFor({ properties: value })).toBe('INVALID_ARGUMENT')
  })

  it('accepts objects without a prototype', () => {
    expect(codeOf(Object.assign(Object.create(null), { a: 'b' }))).toBeUndefined()
  })
})

describe('validating the name of a group', () => {
  it.each([['workers'], ['%a|b_-9'], ['a'.repeat(120)]])('accepts %s', group => {
    validateGroupName(group)
  })

  it.each([[''], ['a'.repeat(121)], ['a b'], ['a.b'], [undefined], [5]])('refuses %j', group => {
    expect(errorOf(() => validateGroupName(group))).toMatchObject({ code: 'ILLEGAL_CONSUMER_GROUP' })
  })
})
