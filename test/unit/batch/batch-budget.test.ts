import { describe, expect, it } from 'vitest'
import type { BatchOptions } from '../../../src/batch/batch-options.js'
import { BatchProcessor } from '../../../src/batch/batch-processor.js'
import { BatchBudget } from '../../../src/batch/lane-scheduler.js'
import { ManualHandler, outcome, settle } from '../../support/manual-handler.js'

describe('bounds', () => {
  it('admits up to its count and its bytes', () => {
    const budget = new BatchBudget(2, 100)
    expect(budget.fits(60)).toBe(true)
    budget.enter(60)
    expect(budget.fits(41)).toBe(false)
    expect(budget.fits(40)).toBe(true)
    budget.enter(40)
    expect(budget.fits(0)).toBe(false)
    budget.leave(1, 60)
    expect(budget.fits(60)).toBe(true)
  })

  it('lets an item larger than its bytes into an empty buffer only', () => {
    const budget = new BatchBudget(10, 100)
    expect(budget.fits(500)).toBe(true)
    budget.enter(500)
    expect(budget.fits(1)).toBe(false)
    budget.leave(1, 500)
    budget.enter(1)
    expect(budget.fits(500)).toBe(false)
  })
})

describe('waiting for room', () => {
  it('keeps the order of the calls', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      bufferSize: 1,
      batchSize: 1,
      maxInFlight: 1,
    })
    for (let item = 0; item < 5; item++) void processor.add(item)
    for (let run = 0; run < 5; run++) {
      await settle()
      handler.last.resolve()
    }
    await processor.stop()
    expect(handler.batches).toEqual([[0], [1], [2], [3], [4]])
  })

  it('lets no small item overtake a large one that waits', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      bufferBytes: 100,
      sizeOf: item => item,
      maxInFlight: 1,
    })
    void processor.add(1)
    await settle()
    for (const item of [60, 70, 2]) void processor.add(item)
    expect(processor.stats()).toMatchObject({ buffered: 1, bufferedBytes: 60, waiting: 2 })
    for (let run = 0; run < 3; run++) {
      handler.last.resolve()
      await settle()
    }
    expect(handler.batches).toEqual([[1], [60], [70, 2]])
    handler.last.resolve()
    await processor.stop()
  })

  it('holds no more than the buffer and what is out', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      bufferSize: 5,
      batchSize: 2,
      maxInFlight: 2,
    })
    for (let item = 0; item < 100; item++) processor.add(item).catch(() => {})
    await settle()
    expect(processor.stats()).toMatchObject({ buffered: 5, inFlightItems: 4, waiting: 91, added: 9 })
    await expect(processor.stop({ timeoutMs: 0 }).catch(error => error.message)).resolves.toContain(
      '100 items',
    )
  })
})

describe('rejecting', () => {
  it('rejects with FULL what finds no room, and counts it', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      bufferSize: 2,
      batchSize: 2,
      maxInFlight: 1,
      onFull: 'reject',
    })
    const added = [1, 2, 3, 4, 5, 6].map(item => outcome(processor.add(item)))
    const results = await Promise.all(added)
    expect(results.slice(0, 4)).toEqual(['pending', 'pending', 'pending', 'pending'])
    expect(results[4]).toMatchObject({ code: 'FULL', retryable: true })
    expect(results[5]).toMatchObject({ code: 'FULL' })
    expect(processor.stats()).toMatchObject({ added: 4, rejected: 2, waiting: 0 })
    expect(handler.batches).toEqual([[1, 2]])
    await processor.stop({ timeoutMs: 0 }).catch(() => {})
  })

  it('lets go at once what may leave, before it rejects', async () => {
    const processor = new BatchProcessor<number, number>({
      handler: async items => items,
      bufferSize: 10,
      maxInFlight: 100,
      onFull: 'reject',
    })
    const items = Array.from({ length: 500 }, (_, item) => item)
    expect(await Promise.all(items.map(item => processor.add(item)))).toEqual(items)
    expect(processor.stats().rejected).toBe(0)
  })

  it('takes items again when there is room', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      bufferSize: 1,
      maxInFlight: 1,
      onFull: 'reject',
    })
    const first = processor.add(1)
    await settle()
    const second = processor.add(2)
    await expect(processor.add(3)).rejects.toMatchObject({ code: 'FULL' })
    handler.last.resolve()
    await first
    await settle()
    const fourth = processor.add(4)
    handler.last.resolve()
    await second
    await settle()
    handler.last.resolve()
    await fourth
  })
})

/** Processors of one budget, whose handlers wait for the test. */
function sharing(budget: BatchBudget, names: readonly string[], options: Partial<BatchOptions<number>> = {}) {
  return names.map(name => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor<number>(
      { name, handler: handler.handle, batchSize: 1, maxInFlight: 1, ...options },
      budget,
    )
    return { handler, processor }
  }) as { handler: ManualHandler<number>; processor: BatchProcessor<number> }[]
}

type Shared = ReturnType<typeof sharing>[number]

const settled = new WeakSet<object>()

function addAll(processor: BatchProcessor<number>, items: number): void {
  for (let item = 0; item < items; item++) processor.add(item).catch(() => {})
}

describe('a budget that several share', () => {
  it('bounds what they hold as a whole, and lets those in who wait by the order of the calls', async () => {
    const [one, other] = sharing(new BatchBudget(3, 1000), ['one', 'other']) as [Shared, Shared]
    addAll(one.processor, 1)
    addAll(other.processor, 1)
    await settle()
    for (let round = 0; round < 3; round++) {
      addAll(one.processor, 1)
      addAll(other.processor, 1)
    }
    expect(one.processor.stats()).toMatchObject({ buffered: 2, waiting: 1 })
    expect(other.processor.stats()).toMatchObject({ buffered: 1, waiting: 2 })
    one.handler.last.resolve()
    await settle()
    expect(other.processor.stats()).toMatchObject({ buffered: 2, waiting: 1 })
    for (const { processor } of [one, other]) await processor.stop({ timeoutMs: 0 }).catch(() => {})
  })

  it('has all let go what may leave, before one of them refuses', async () => {
    const budget = new BatchBudget(2, 1000)
    const options = { onFull: 'reject', maxInFlight: 9 } as const
    const [one, other] = sharing(budget, ['one', 'other'], options) as [Shared, Shared]
    addAll(one.processor, 2)
    expect(await outcome(other.processor.add(1))).toBe('pending')
    expect(one.handler.runs).toHaveLength(2)
    for (const { processor } of [one, other]) await processor.stop({ timeoutMs: 0 }).catch(() => {})
    expect(budget).toMatchObject({ items: 0, bytes: 0, runs: 0, waiting: 0 })
  })

  it('lets the others in when one gives up what it has', async () => {
    const [one, other] = sharing(new BatchBudget(2, 1000), ['one', 'other']) as [Shared, Shared]
    addAll(one.processor, 5)
    addAll(other.processor, 1)
    await settle()
    expect(other.processor.stats()).toMatchObject({ buffered: 0, waiting: 1 })
    await one.processor.stop({ timeoutMs: 0 }).catch(() => {})
    await settle()
    expect(other.handler.batches).toEqual([[0]])
    other.handler.last.resolve()
    await other.processor.stop()
  })

  it('allows so many runs as a whole, and gives each processor its turn', async () => {
    const budget = new BatchBudget(1000, 1000, 2)
    const shared = sharing(budget, ['a', 'b', 'c'], { maxInFlight: 9 })
    for (const { processor } of shared) addAll(processor, 4)
    const running = () => shared.flatMap(({ handler }) => handler.runs)
    for (let done = 0; done < 12; done++) {
      await settle()
      expect(running()).toHaveLength(Math.min(done + 2, 12))
      running()
        .filter(run => !settled.has(run))
        .slice(0, 1)
        .forEach(run => {
          settled.add(run)
          run.resolve()
        })
      const counts = shared.map(({ handler }) => handler.runs.length)
      if (done > 5) expect(Math.min(...counts)).toBeGreaterThan(0)
    }
    for (const { processor } of shared) await processor.stop()
    expect(budget).toMatchObject({ items: 0, runs: 0 })
  })
})
