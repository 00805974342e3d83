import { afterEach, describe, expect, it, vi } from 'vitest'
import { MessageDraft } from '../../../src/message/message.js'
import { validateMessage } from '../../../src/message/message-validation.js'

/** Each test has a process's pools of its own. */
function freshModules() {
  vi.resetModules()
  return import('../../../src/producer/global-pools.js')
}

afterEach(() => {
  vi.resetModules()
})

const withCode = (code: string) => expect.objectContaining({ code })

describe('the global pools', () => {
  it('say that they must be initialised first, whatever is asked of them', async () => {
    const pools = await freshModules()
    const uses = [
      () => pools.getBuffer(1),
      () => pools.putBuffer(Buffer.alloc(1)),
      () => pools.getMessage(),
      () => pools.putMessage(new MessageDraft()),
      () => pools.registerPool('rows', { create: () => ({}) }),
      () => pools.getPool('rows'),
      () => pools.globalPoolStats(),
    ]
    for (const use of uses) {
      expect(use).toThrow(
        expect.objectContaining({
          code: 'CONFIGURATION',
          message: 'there are no global pools yet: call initGlobalPools() first',
        }),
      )
    }
    pools.closeGlobalPools()
  })

  it('lend buffers', async () => {
    const { initGlobalPools, getBuffer, putBuffer, globalPoolStats } = await freshModules()
    initGlobalPools()
    const buffer = getBuffer(5000)
    expect(buffer).toHaveLength(8192)
    putBuffer(buffer)
    expect(getBuffer(5000)).toBe(buffer)
    expect(globalPoolStats().buffers).toMatchObject({ acquired: 2, released: 1, hits: 1, misses: 1 })
    expect(() => putBuffer(Buffer.alloc(10))).toThrow(withCode('NOT_OUTSTANDING'))
  })

  it('lend messages, which can be sent and come back empty', async () => {
    const { initGlobalPools, getMessage, putMessage, globalPoolStats } = await freshModules()
    initGlobalPools()
    const message = getMessage()
    const empty = { ...message }
    Object.assign(message, {
      topic: 'orders',
      body: 'hello',
      tag: 'paid',
      keys: ['o-1'],
      properties: { region: 'eu' },
      messageGroup: 'g',
      deliveryTimestamp: Date.now(),
      priority: 1,
      liteTopic: 'lite',
    })
    expect(validateMessage(message)).toBe(5)
    putMessage(message)
    expect(getMessage()).toBe(message)
    expect({ ...message }).toEqual(empty)
    expect(Object.values(message).filter(value => value !== undefined && value !== '')).toEqual([])
    expect(globalPoolStats().messages).toMatchObject({ acquired: 2, hits: 1, outstanding: 1 })
  })

  it('refuse a message that was put back before', async () => {
    const { initGlobalPools, getMessage, putMessage } = await freshModules()
    initGlobalPools()
    const message = getMessage()
    putMessage(message)
    expect(() => putMessage(message)).toThrow(withCode('NOT_OUTSTANDING'))
  })

  it('take pools of one’s own, to be found by name everywhere', async () => {
    const { initGlobalPools, registerPool, getPool, globalPoolStats } = await freshModules()
    initGlobalPools()
    const rows = registerPool('rows', { create: () => ({ cells: 0 }), reset: row => (row.cells = 0) })
    expect(getPool<{ cells: number }>('rows')).toBe(rows)
    expect(Object.keys(globalPoolStats())).toEqual(['buffers', 'messages', 'rows'])
    expect(() => registerPool('messages', { create: () => ({}) })).toThrow(withCode('CONFIGURATION'))
    expect(() => getPool('columns')).toThrow(withCode('CONFIGURATION'))
  })

  it('are made once: again without options they are the same, with options that is refused', async () => {
    const { initGlobalPools } = await freshModules()
    const pools = initGlobalPools({ maxSize: 10 })
    expect(initGlobalPools()).toBe(pools)
    expect(() => initGlobalPools({ maxSize: 20 })).toThrow(withCode('CONFIGURATION'))
  })

  it('keep as much as they are told', async () => {
    const { initGlobalPools, getMessage, putMessage, globalPoolStats } = await freshModules()
    initGlobalPools({ maxSize: 1, buffers: { maxIdleBytes: 0 } })
    for (const message of [getMessage(), getMessage()]) putMessage(message)
    expect(globalPoolStats().messages).toMatchObject({ idle: 1, discarded: 1 })
  })

  it('are not half made by wrong options', async () => {
    const { initGlobalPools, getBuffer } = await freshModules()
    expect(() => initGlobalPools({ maxSize: -1 })).toThrow(withCode('CONFIGURATION'))
    expect(() => getBuffer(1)).toThrow(withCode('CONFIGURATION'))
    initGlobalPools()
    getBuffer(1)
  })

  it('can be closed, take back what is out, and be made anew', async () => {
    const { initGlobalPools, closeGlobalPools, getBuffer, putBuffer, getMessage, putMessage, registerPool } =
      await freshModules()
    const first = initGlobalPools()
    const [buffer, message] = [getBuffer(1), getMessage()]
    closeGlobalPools()
    closeGlobalPools()
    for (const use of [
      () => getBuffer(1),
      () => getMessage(),
      () => registerPool('x', { create: () => ({}) }),
    ])
      expect(use).toThrow(withCode('CLOSED'))
    putBuffer(buffer)
    putMessage(message)
    expect(first.stats().messages).toMatchObject({ outstanding: 0, idle: 0 })
    const second = initGlobalPools({ maxSize: 5 })
    expect(second).not.toBe(first)
    expect(getMessage()).not.toBe(message)
  })
})
