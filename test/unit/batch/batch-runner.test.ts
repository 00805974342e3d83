import { afterEach, describe, expect, it, vi } from 'vitest'
import { BatchProcessor } from '../../../src/batch/batch-processor.js'
import { RocketMQError } from '../../../src/errors.js'
import { channels } from '../../../src/stats/channels.js'
import { ManualHandler, outcome, settle, sleep } from '../../support/manual-handler.js'

/** Timers are waited for, not timed: the machine may be busy. */
const WAIT = { timeout: 60_000, interval: 5 }

function add(processor: BatchProcessor<number>, ...items: number[]): void {
  for (const item of items) processor.add(item).catch(() => {})
}

afterEach(() => {
  vi.useRealTimers()
})

describe('retries', () => {
  it('get all items again, also those that the handler took out of its array', async () => {
    const runs: number[][] = []
    const processor = new BatchProcessor<number>({
      handler: async items => {
        runs.push([...items])
        ;(items as number[]).splice(0, 2)
        if (runs.length === 1) throw new Error('full')
      },
      maxRetries: 1,
      retryDelayMs: 0,
    })
    await Promise.all([1, 2, 3].map(item => processor.add(item)))
    expect(runs).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
  })

  it('runs a failed batch again, with the same items and the number of the attempt', async () => {
    const handler = new ManualHandler<number, number>()
    const processor = new BatchProcessor({ handler: handler.handle, maxRetries: 2, retryDelayMs: 1 })
    const added = Promise.all([processor.add(1), processor.add(2)])
    await settle()
    handler.last.reject(new Error('first'))
    await vi.waitFor(() => expect(handler.runs).toHaveLength(2), WAIT)
    handler.last.reject(new Error('second'))
    await vi.waitFor(() => expect(handler.runs).toHaveLength(3), WAIT)
    handler.last.resolve([10, 20])
    expect(await added).toEqual([10, 20])
    expect(handler.batches).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ])
    expect(handler.runs.map(run => run.context.attempt)).toEqual([1, 2, 3])
    expect(processor.stats()).toMatchObject({ batches: 1, retries: 2, succeeded: 2, failed: 0 })
  })

  it('gives up after maxRetries with the last error', async () => {
    let runs = 0
    const processor = new BatchProcessor<number>({
      maxRetries: 2,
      retryDelayMs: 0,
      handler: () => Promise.reject(new Error(`run ${++runs}`)),
    })
    await expect(processor.add(1)).rejects.toThrow('run 3')
  })

  it('does not retry unless asked to', async () => {
    let runs = 0
    const processor = new BatchProcessor<number>({
      handler: () => Promise.reject(new Error(`run ${++runs}`)),
    })
    await expect(processor.add(1)).rejects.toThrow('run 1')
  })

  it.each([
    [true, 2],
    [false, 1],
  ])('takes a RocketMQError at its word: retryable %j', async (retryable, expected) => {
    let runs = 0
    const processor = new BatchProcessor<number>({
      maxRetries: 1,
      retryDelayMs: 1,
      handler: async () => {
        runs++
        throw new RocketMQError('UNAVAILABLE', 'down', { retryable })
      },
    })
    await expect(processor.add(1)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(runs).toBe(expected)
  })
})

describe('the callbacks of retries', () => {
  it('are asked with the attempt and the error', async () => {
    const asked: unknown[] = []
    const error = new Error('no')
    const processor = new BatchProcessor<number>({
      maxRetries: 5,
      shouldRetry: (cause, attempt) => asked.push(['should', cause, attempt]) > 0 && attempt < 2,
      retryDelayMs: (attempt, cause) => asked.push(['delay', cause, attempt]) * 0,
      handler: () => Promise.reject(error),
    })
    await expect(processor.add(1)).rejects.toMatchObject({ cause: error })
    expect(asked).toEqual([
      ['should', error, 1],
      ['delay', error, 1],
      ['should', error, 2],
    ])
  })

  it.each(['shouldRetry', 'retryDelayMs', 'splitOn'] as const)(
    'settles the batch if %s throws',
    async option => {
      const processor = new BatchProcessor<number>({
        maxRetries: 1,
        handler: () => Promise.reject(new Error('no')),
        [option]: () => {
          throw new Error('callback broken')
        },
      })
      const results = await Promise.allSettled([processor.add(1), processor.add(2)])
      for (const result of results) expect(result).toMatchObject({ reason: { message: 'callback broken' } })
      expect(processor.stats()).toMatchObject({ inFlight: 0, failed: 2 })
    },
  )
})

describe('order and slots during retries', () => {
  it('holds back the rest of the key with maxInFlight 1', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      maxInFlight: 1,
      maxRetries: 1,
      retryDelayMs: 150,
    })
    add(processor, 1)
    await settle()
    add(processor, 2)
    handler.last.reject(new Error('no'))
    await settle()
    expect(handler.batches).toEqual([[1]])
    expect(processor.stats()).toMatchObject({ inFlight: 1, inFlightItems: 1 })
    await vi.waitFor(() => expect(handler.batches).toEqual([[1], [1]]), WAIT)
    handler.last.resolve()
    await settle()
    expect(handler.batches).toEqual([[1], [1], [2]])
  })

  it('lends its place under maxInFlightTotal to other keys', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      maxInFlightTotal: 1,
      maxRetries: 1,
      retryDelayMs: 150,
      keyOf: String,
    })
    add(processor, 1, 2)
    await settle()
    handler.last.reject(new Error('no'))
    await settle()
    expect(handler.batches).toEqual([[1], [2]])
    vi.advanceTimersByTime(300)
    await settle()
    expect(handler.batches).toEqual([[1], [2]])
    handler.last.resolve()
    await settle()
    expect(handler.batches).toEqual([[1], [2], [1]])
  })
})

describe('splits', () => {
  const guilty = (bad: readonly number[], runs: number[][] = []) => ({
    splitOn: () => true,
    handler: async (items: readonly number[]) => {
      runs.push([...items])
      if (items.some(item => bad.includes(item))) throw new Error(`refused ${items.join()}`)
      return [...items]
    },
  })

  it('rejects the guilty item alone', async () => {
    const processor = new BatchProcessor<number, number>(guilty([5]))
    const items = Array.from({ length: 16 }, (_, item) => item)
    const results = await Promise.allSettled(items.map(item => processor.add(item)))
    for (const [item, result] of results.entries()) {
      if (item === 5) expect(result).toMatchObject({ reason: { message: 'refused 5' } })
      else expect(result).toEqual({ status: 'fulfilled', value: item })
    }
    expect(processor.stats()).toMatchObject({ splits: 4, batches: 9, succeeded: 15, failed: 1, inFlight: 0 })
    expect(processor.stats().flushReasons.split).toBe(8)
  })

  it('runs the parts in order, before anything that came later', async () => {
    const runs: number[][] = []
    const processor = new BatchProcessor<number, number>({
      ...guilty([2, 3], runs),
      maxInFlight: 1,
      batchSize: 4,
    })
    await Promise.allSettled([1, 2, 3, 4, 5].map(item => processor.add(item)))
    expect(runs).toEqual([[1, 2, 3, 4], [1, 2], [1], [2], [3, 4], [3], [4], [5]])
  })

  it('leaves a batch whole whose error is not one for splitting', async () => {
    let runs = 0
    const processor = new BatchProcessor<number>({
      splitOn: error => (error as Error).message === 'split me',
      handler: async () => {
        runs++
        throw new Error('other')
      },
    })
    await Promise.allSettled([processor.add(1), processor.add(2)])
    expect(runs).toBe(1)
    expect(processor.stats().splits).toBe(0)
  })

  it('gives each part its own retries', async () => {
    const attempts: string[] = []
    const processor = new BatchProcessor<number, number>({
      maxRetries: 1,
      retryDelayMs: 1,
      splitOn: () => true,
      handler: async (items, { attempt, reason }) => {
        attempts.push(`${items.join('+')} ${reason} ${attempt}`)
        if (items.length > 1 || (items[0] === 2 && attempt === 1)) throw new Error('no')
        return items
      },
    })
    expect(await Promise.all([processor.add(1), processor.add(2)])).toEqual([1, 2])
    expect(attempts).toEqual(['1+2 adaptive 1', '1 split 1', '2 split 1', '2 split 2'])
  })

  it('lets the other parts go while one waits for its retry', async () => {
    const processor = new BatchProcessor<number, number>({
      maxRetries: 1,
      retryDelayMs: 60_000,
      splitOn: () => true,
      handler: async items => {
        if (items.includes(1)) throw new Error('no')
        return [...items]
      },
    })
    const guilty = processor.add(1)
    guilty.catch(() => {})
    expect(await Promise.all([2, 3, 4, 5].map(item => processor.add(item)))).toEqual([2, 3, 4, 5])
    expect(processor.stats()).toMatchObject({ inFlight: 1, inFlightItems: 1 })
    await expect(processor.stop({ timeoutMs: 1 })).rejects.toThrow('1 item ')
    await expect(guilty).rejects.toMatchObject({ code: 'CLOSED' })
  })

  it('runs one part of a slot at a time, however many are due', async () => {
    let running = 0
    let most = 0
    const tried = new Set<number>()
    const processor = new BatchProcessor<number, number>({
      maxInFlight: 2,
      maxRetries: 5,
      retryDelayMs: 1,
      splitOn: () => true,
      handler: async items => {
        most = Math.max(most, ++running)
        await sleep(3)
        running--
        const [item] = items as [number]
        if (items.length > 1 || !tried.has(item)) {
          tried.add(item)
          throw new Error('no')
        }
        return [...items]
      },
    })
    const items = Array.from({ length: 8 }, (_, item) => item)
    expect(await Promise.all(items.map(item => processor.add(item)))).toEqual(items)
    expect(most).toBe(1)
    expect(processor.stats()).toMatchObject({ inFlight: 0, inFlightItems: 0, succeeded: 8 })
  })

  it('keeps the order of the parts with maxInFlight 1, retries included', async () => {
    const done: number[] = []
    const tried = new Set<string>()
    const processor = new BatchProcessor<number, number>({
      maxInFlight: 1,
      maxRetries: 5,
      retryDelayMs: 1,
      splitOn: () => true,
      handler: async items => {
        const first = !tried.has(items.join())
        tried.add(items.join())
        if (items.length > 1 || first) throw new Error('no')
        done.push(...items)
        return [...items]
      },
    })
    const items = [1, 2, 3, 4, 5, 6]
    await Promise.all(items.map(item => processor.add(item)))
    expect(done).toEqual(items)
  })

  it('says which attempt failed when it asks whether to split', async () => {
    const asked: number[] = []
    const processor = new BatchProcessor<number, number>({
      maxRetries: 3,
      retryDelayMs: 1,
      splitOn: (_, attempt) => asked.push(attempt) >= 2 && attempt >= 2,
      handler: async items => {
        if (items.length > 1) throw new Error('no')
        return [...items]
      },
    })
    expect(await Promise.all([processor.add(1), processor.add(2)])).toEqual([1, 2])
    expect(asked).toEqual([1, 2])
  })

  it('gives up all parts at the deadline of stop', async () => {
    let runs = 0
    const processor = new BatchProcessor<number>({
      splitOn: () => true,
      handler: () => (runs++ === 0 ? Promise.reject(new Error('no')) : new Promise(() => {})),
    })
    const added = [1, 2, 3, 4].map(item => outcome(processor.add(item)))
    await settle()
    await expect(processor.stop({ timeoutMs: 1 })).rejects.toThrow('4 items')
    for (const result of await Promise.all(added)) expect(result).toBe('pending')
    expect(processor.stats()).toMatchObject({ failed: 4, inFlight: 0, inFlightItems: 0 })
  })
})

describe('diagnostics channels', () => {
  it('tell of every batch and of every retry or split', async () => {
    const seen: unknown[] = []
    const note = (message: unknown) => seen.push(message)
    channels.batchFlush.subscribe(note)
    channels.batchRetry.subscribe(note)
    const error = new Error('no')
    const processor = new BatchProcessor<number>({
      name: 'orders',
      maxRetries: 1,
      retryDelayMs: 1,
      sizeOf: () => 5,
      handler: async (_, { attempt }) => {
        if (attempt === 1) throw error
      },
    })
    await Promise.all([processor.add(1), processor.add(2)])
    channels.batchFlush.unsubscribe(note)
    channels.batchRetry.unsubscribe(note)
    expect(seen).toEqual([
      { processor: 'orders', reason: 'adaptive', items: 2, bytes: 10 },
      { processor: 'orders', items: 2, attempt: 1, error },
    ])
  })
})
