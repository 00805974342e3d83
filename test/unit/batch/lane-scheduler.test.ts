import { afterEach, describe, expect, it, vi } from 'vitest'
import { BatchProcessor } from '../../../src/batch/batch-processor.js'
import { heapAfterCollection } from '../../support/garbage.js'
import { ManualHandler, settle, sleep } from '../../support/manual-handler.js'

/** Timers are waited for, not timed: the machine may be busy. */
const WAIT = { timeout: 60_000, interval: 5 }

afterEach(() => {
  vi.useRealTimers()
})

/** Adds items whose promises nobody looks at. */
function add(processor: BatchProcessor<number>, ...items: number[]): void {
  for (const item of items) processor.add(item).catch(() => {})
}

describe('adaptive', () => {
  it('sends a lone item out in the same turn of the event loop', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle })
    let turns = 0
    setImmediate(() => turns++)
    add(processor, 1)
    await new Promise<void>(resolve =>
      queueMicrotask(() => process.nextTick(() => process.nextTick(resolve))),
    )
    expect(handler.batches).toEqual([[1]])
    expect(turns).toBe(0)
    handler.last.resolve()
  })

  it('puts all that are added in one turn of microtasks into one batch, however deep they await', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle })
    const caller = async (item: number) => {
      for (let hop = 0; hop < item; hop++) await null
      await processor.add(item)
    }
    for (let item = 0; item < 50; item++) void caller(item)
    await settle()
    expect(handler.batches).toHaveLength(1)
    expect(handler.last.items).toHaveLength(50)
    expect(handler.last.context.reason).toBe('adaptive')
    handler.last.resolve()
  })

  it('keeps a thousand callers together without any option', async () => {
    const processor = new BatchProcessor<number>({ handler: () => sleep(1) })
    const caller = async (item: number) => {
      for (let round = 0; round < 20; round++) {
        await processor.add(item)
        for (let hop = 0; hop < item % 7; hop++) await null
      }
    }
    await Promise.all(Array.from({ length: 1000 }, (_, item) => caller(item)))
    expect(processor.stats().batchItems.mean).toBeGreaterThan(500)
  })
})

describe('adaptive, while runs are out', () => {
  it('lets the next item go while runs are out and a slot is free', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle, maxInFlight: 3 })
    for (let item = 1; item <= 4; item++) {
      add(processor, item)
      await settle()
    }
    expect(handler.batches).toEqual([[1], [2], [3]])
  })

  it('gathers what arrives while all slots are taken, until one is free', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle, maxInFlight: 1 })
    for (const item of [1, 2, 3, 4]) {
      add(processor, item)
      await settle()
    }
    expect(handler.batches).toEqual([[1]])
    handler.last.resolve()
    await settle()
    expect(handler.batches).toEqual([[1], [2, 3, 4]])
  })

  it('sends callers of two runs out together that return in the same turn of the loop', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle, maxInFlight: 4 })
    for (const item of [1, 2, 3]) {
      add(processor, item)
      await settle()
    }
    handler.runs[0]?.resolve()
    await null
    add(processor, 4)
    handler.runs[1]?.resolve()
    await new Promise(resolve => process.nextTick(resolve))
    add(processor, 5)
    await settle()
    expect(handler.batches.slice(3)).toEqual([[4, 5]])
  })

  it('lets stragglers wait for a much larger batch to return', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle })
    add(processor, ...Array.from({ length: 100 }, (_, item) => item))
    await settle()
    add(processor, 100)
    expect(handler.runs).toHaveLength(1)
    handler.last.resolve()
    await null
    await null
    add(processor, 101)
    await settle()
    expect(handler.batches.slice(1)).toEqual([[100, 101]])
  })

  it('lets stragglers wait no longer than about a millisecond', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle })
    add(processor, ...Array.from({ length: 100 }, (_, item) => item))
    await settle()
    add(processor, 100)
    await vi.waitFor(() => expect(handler.batches.slice(1)).toEqual([[100]]), WAIT)
  })
})

describe('lingering', () => {
  it('leaves when the first item has waited the interval', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle, flushIntervalMs: 150 })
    add(processor, 1, 2)
    await settle()
    add(processor, 3)
    expect(handler.runs).toHaveLength(0)
    await vi.waitFor(() => expect(handler.batches).toEqual([[1, 2, 3]]), WAIT)
    expect(handler.last.context.reason).toBe('interval')
    handler.last.resolve()
    await processor.stop()
    expect(processor.stats().waitMs.max).toBeGreaterThan(100)
  })

  it('leaves at once when full, and the rest begins its own interval', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle, flushIntervalMs: 200, batchSize: 2 })
    add(processor, 1, 2, 3)
    await settle()
    expect(handler.batches).toEqual([[1, 2]])
    await vi.waitFor(() => expect(handler.batches).toEqual([[1, 2], [3]]), WAIT)
  })

  it('leaves when the bytes suffice for a batch', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      flushIntervalMs: 60_000,
      maxBytes: 100,
      sizeOf: item => item,
    })
    add(processor, 40, 50)
    await settle()
    expect(handler.runs).toHaveLength(0)
    add(processor, 60)
    await settle()
    expect(handler.batches).toEqual([[40, 50]])
    expect(handler.last.context.reason).toBe('bytes')
    await expect(processor.stop({ timeoutMs: 0 })).rejects.toThrow('could not finish')
  })
  it('leaves when it fills the buffer, for it cannot grow any more', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle, flushIntervalMs: 60_000, bufferSize: 2 })
    add(processor, 1, 2, 3)
    await settle()
    expect(handler.batches).toEqual([[1, 2]])
    await expect(processor.stop({ timeoutMs: 0 })).rejects.toThrow('3 items')
  })
})

describe('the timer of lingering', () => {
  it('is one per key with waiting items, and none when idle', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      flushIntervalMs: 60_000,
      batchSize: 3,
      keyOf: item => String(item % 2),
    })
    add(processor, 1, 2, 3, 4)
    await settle()
    expect(vi.getTimerCount()).toBe(2)
    add(processor, 5, 6)
    await settle()
    expect(handler.runs).toHaveLength(2)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('goes when the last waiting item is aborted', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const processor = new BatchProcessor<number>({ handler: async () => {}, flushIntervalMs: 60_000 })
    const controller = new AbortController()
    processor.add(1, { signal: controller.signal }).catch(() => {})
    await settle()
    expect(vi.getTimerCount()).toBe(1)
    controller.abort()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is never set for callers that come one by one or all together', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const processor = new BatchProcessor<number>({ handler: settle })
    for (const callers of [1, 1000]) {
      await Promise.all(Array.from({ length: callers }, (_, item) => processor.add(item)))
      add(processor, 1)
      await settle()
      expect(vi.getTimerCount()).toBe(0)
    }
  })

  it('counts from the oldest item that is left when its elders were aborted', async () => {
    const handler = new ManualHandler<number>()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const processor = new BatchProcessor({ handler: handler.handle, flushIntervalMs: 500 })
    const controller = new AbortController()
    processor.add(1, { signal: controller.signal }).catch(() => {})
    await settle()
    vi.advanceTimersByTime(50)
    add(processor, 2)
    controller.abort()
    await settle()
    vi.advanceTimersByTime(499)
    await settle()
    expect(handler.batches).toEqual([])
    vi.advanceTimersByTime(1)
    await settle()
    expect(handler.batches).toEqual([[2]])
  })
})

describe('lingering, when a slot becomes free', () => {
  it('does not send the rest along when a slot becomes free for a full batch', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle, flushIntervalMs: 60_000, batchSize: 2 })
    add(processor, 1, 2)
    await settle()
    handler.last.resolve()
    add(processor, 3, 4, 5)
    await settle()
    expect(handler.batches).toEqual([
      [1, 2],
      [3, 4],
    ])
  })

  it('lets overdue items go when a slot becomes free', async () => {
    const handler = new ManualHandler<number>()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const processor = new BatchProcessor({ handler: handler.handle, flushIntervalMs: 5, maxInFlight: 1 })
    for (const item of [1, 2]) {
      add(processor, item)
      await settle()
      vi.advanceTimersByTime(15)
      await settle()
    }
    expect(handler.batches).toEqual([[1]])
    handler.last.resolve()
    await settle()
    expect(handler.batches).toEqual([[1], [2]])
    expect(handler.last.context.reason).toBe('interval')
  })
})

describe('cutting', () => {
  it('makes no batch larger than batchSize', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle, batchSize: 3, maxInFlight: 9 })
    add(processor, 1, 2, 3, 4, 5, 6, 7)
    await settle()
    expect(handler.batches).toEqual([[1, 2, 3], [4, 5, 6], [7]])
    expect(handler.runs.map(run => run.context.reason)).toEqual(['size', 'size', 'adaptive'])
  })

  it('makes no batch heavier than maxBytes, save for one item alone', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      maxBytes: 100,
      sizeOf: item => item,
      maxInFlight: 9,
    })
    add(processor, 60, 40, 1, 500, 99, 2)
    await settle()
    expect(handler.batches).toEqual([[60, 40], [1], [500], [99], [2]])
  })
})

describe('keys', () => {
  it('never mixes keys in a batch and tells the handler which one it is', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      keyOf: item => (item % 2 ? 'odd' : 'even'),
    })
    add(processor, 1, 2, 3, 4)
    await settle()
    expect(handler.runs.map(run => [run.context.key, run.items])).toEqual([
      ['odd', [1, 3]],
      ['even', [2, 4]],
    ])
  })

  it('serves keys in turn when the total of runs is reached', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      batchSize: 1,
      maxInFlightTotal: 1,
      keyOf: item => String(Math.floor(item / 10)),
    })
    add(processor, 10, 11, 12, 20, 21, 30)
    for (let run = 0; run < 6; run++) {
      await settle()
      expect(handler.runs).toHaveLength(run + 1)
      handler.last.resolve()
    }
    expect(handler.batches.flat()).toEqual([10, 20, 30, 11, 21, 12])
  })

  it('does not let one busy key hold up another', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      maxInFlight: 1,
      keyOf: item => String(item % 2),
    })
    add(processor, 1)
    await settle()
    add(processor, 3, 2)
    await settle()
    expect(handler.batches).toEqual([[1], [2]])
  })

  it('keeps to its slots when a key is emptied and used again in one turn', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle, maxInFlight: 1 })
    const controller = new AbortController()
    processor.add(1, { signal: controller.signal }).catch(() => {})
    controller.abort()
    add(processor, 2)
    await settle()
    add(processor, 3)
    await settle()
    expect(handler.batches).toEqual([[2]])
  })

  it('forgets keys that are idle', async () => {
    const processor = new BatchProcessor<number>({ handler: async () => {}, keyOf: item => `key ${item}` })
    const round = (first: number) =>
      Promise.all(Array.from({ length: 20_000 }, (_, item) => processor.add(first + item)))
    await round(0)
    const before = await heapAfterCollection()
    for (let first = 20_000; first < 80_000; first += 20_000) await round(first)
    // 60,000 lanes that were kept would take more than 10 MB.
    expect((await heapAfterCollection()) - before).toBeLessThan(5_000_000)
    expect(processor.stats()).toMatchObject({ batches: 80_000, succeeded: 80_000, inFlight: 0 })
  })
})
