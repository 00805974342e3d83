import { describe, expect, it } from 'vitest'
import { messageTypeOf } from '../../../src/message/message-validation.js'

const base = { topic: 'orders', body: 'x' }
const special = {
  messageGroup: { field: { messageGroup: 'g' }, type: 'FIFO' },
  deliveryTimestamp: { field: { deliveryTimestamp: 0 }, type: 'DELAY' },
  priority: { field: { priority: 0 }, type: 'PRIORITY' },
  liteTopic: { field: { liteTopic: '' }, type: 'LITE' },
}
const names = Object.keys(special) as (keyof typeof special)[]

describe('the type of a message', () => {
  it('is NORMAL with none of the special fields, whatever else it has', () => {
    expect(messageTypeOf(base)).toBe('NORMAL')
    expect(messageTypeOf({ ...base, tag: 't', keys: ['k'], properties: { a: 'b' } })).toBe('NORMAL')
    expect(messageTypeOf({ ...base, messageGroup: undefined, priority: undefined })).toBe('NORMAL')
  })

  it('is TRANSACTION within a transaction', () => {
    expect(messageTypeOf(base, true)).toBe('TRANSACTION')
  })

  it.each(names)('follows from %s, also where that is 0 or empty', name => {
    expect(messageTypeOf({ ...base, ...special[name].field })).toBe(special[name].type)
  })

  it.each(names.flatMap((one, at) => names.slice(at + 1).map(other => [one, other] as const)))(
    'cannot be told where %s and %s contradict each other',
    (one, other) => {
      const message = { ...base, ...special[one].field, ...special[other].field }
      const { type } = special[one]
      expect(() => messageTypeOf(message)).toThrow(
        expect.objectContaining({
          code: 'INVALID_ARGUMENT',
          message: `${one} makes a message ${type} and ${other} makes it ${special[other].type}; a message has one type`,
        }),
      )
    },
  )

  it.each(names)('cannot be told where a transaction and %s contradict each other', name => {
    expect(() => messageTypeOf({ ...base, ...special[name].field }, true)).toThrow(
      `a transaction makes a message TRANSACTION and ${name} makes it ${special[name].type}`,
    )
  })
})
