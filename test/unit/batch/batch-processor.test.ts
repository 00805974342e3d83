import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, it, vi } from 'vitest'
import { ItemFailure } from '../../../src/batch/batch-options.js'
import { BatchProcessor } from '../../../src/batch/batch-processor.js'
import { RocketMQError } from '../../../src/errors.js'
import { activeTimers, ManualHandler, outcome, settle, sleep } from '../../support/manual-handler.js'
import { ODD_VALUES } from '../../support/odd-values.js'

const refusal = (code: string) => expect.objectContaining({ name: 'RocketMQError', code })

describe('results', () => {
  it('gives each caller the result of its own item', async () => {
    const processor = new BatchProcessor<number, string>({
      handler: async items => items.map(item => `#${item}`),
    })
    expect(await Promise.all([3, 1, 2].map(item => processor.add(item)))).toEqual(['#3', '#1', '#2'])
  })

  it('fulfils with undefined where the handler gives nothing', async () => {
    const processor = new BatchProcessor<number>({ handler: async () => {} })
    expect(await processor.add(1)).toBeUndefined()
  })

  it('takes results from a handler that is not asynchronous', async () => {
    const handler = ((items: readonly number[]) => [...items]) as never
    expect(await new BatchProcessor<number, number>({ handler }).add(7)).toBe(7)
  })

  it('rejects only the items a handler names as failed', async () => {
    const processor = new BatchProcessor<number, number>({
      handler: async items =>
        items.map(item => (item % 2 ? item : new ItemFailure(new Error(`even ${item}`)))),
    })
    const results = await Promise.allSettled([1, 2, 3].map(item => processor.add(item)))
    expect(results[0]).toEqual({ status: 'fulfilled', value: 1 })
    expect(results[1]).toMatchObject({ reason: { code: 'HANDLER', message: 'even 2' } })
    expect(results[2]).toEqual({ status: 'fulfilled', value: 3 })
    expect(processor.stats()).toMatchObject({ succeeded: 2, failed: 1 })
  })
})

describe('a handler that fails', () => {
  it('wraps what a handler throws as HANDLER, with its cause', async () => {
    const cause = new Error('database down')
    const processor = new BatchProcessor<number>({ handler: () => Promise.reject(cause) })
    await expect(processor.add(1)).rejects.toMatchObject({ code: 'HANDLER', message: 'database down', cause })
  })

  it('passes a RocketMQError on as it is', async () => {
    const error = new RocketMQError('FORBIDDEN', 'no')
    const processor = new BatchProcessor<number>({ handler: () => Promise.reject(error) })
    await expect(processor.add(1)).rejects.toBe(error)
  })

  it('survives a handler that throws before it returns a promise', async () => {
    const processor = new BatchProcessor<number>({
      handler: () => {
        throw new TypeError('broken')
      },
    })
    await expect(processor.add(1)).rejects.toMatchObject({ code: 'HANDLER', message: 'broken' })
    await expect(processor.add(2)).rejects.toMatchObject({ code: 'HANDLER' })
  })

  it.each([[[1]], [[1, 2, 3]], ['12'], [null]])(
    'rejects a batch of two with PROTOCOL for %j',
    async results => {
      const processor = new BatchProcessor<number, number>({
        name: 'orders',
        maxRetries: 3,
        handler: async () => results as never,
      })
      const both = await Promise.allSettled([processor.add(1), processor.add(2)])
      for (const one of both) expect(one).toMatchObject({ reason: { code: 'PROTOCOL' } })
      expect(String((both[0] as PromiseRejectedResult).reason)).toContain('"orders"')
      expect(processor.stats()).toMatchObject({ failed: 2, retries: 0, inFlight: 0 })
    },
  )

  it('runs the handler in the context it was made in, not in that of a caller', async () => {
    const request = new AsyncLocalStorage<string>()
    const seen: unknown[] = []
    const processor = request.run(
      'maker',
      () =>
        new BatchProcessor<number>({
          handler: async () => {
            seen.push(request.getStore())
          },
        }),
    )
    await request.run('caller', async () => {
      await processor.add(1)
      expect(request.getStore()).toBe('caller')
    })
    expect(seen).toEqual(['maker'])
  })
})

describe('start', () => {
  it('is implied by the first add', async () => {
    const processor = new BatchProcessor<number>({ handler: async () => {} })
    expect(processor.state).toBe('new')
    await processor.add(1)
    expect(processor.state).toBe('running')
  })

  it('is waited for with autoStart false', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor<number>({ handler: handler.handle, autoStart: false })
    void processor.add(1)
    void processor.add(2)
    await settle()
    expect(handler.runs).toHaveLength(0)
    expect(processor.stats()).toMatchObject({ added: 2, buffered: 2 })
    processor.start()
    processor.start()
    await settle()
    expect(handler.batches).toEqual([[1, 2]])
    handler.last.resolve()
    await processor.stop()
  })

  it('throws CLOSED after stop', async () => {
    const processor = new BatchProcessor<number>({ handler: async () => {} })
    await processor.stop()
    expect(() => processor.start()).toThrow(refusal('CLOSED'))
  })
})

describe('items that cannot be taken', () => {
  const handler = async () => {}

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('refuses a size of %j', async size => {
    const processor = new BatchProcessor<number>({ handler, sizeOf: () => size })
    await expect(processor.add(1)).rejects.toEqual(refusal('INVALID_ARGUMENT'))
    expect(processor.stats().added).toBe(0)
  })

  it('rejects instead of throwing where keyOf throws', async () => {
    const cause = new Error('no key')
    const processor = new BatchProcessor<number>({
      handler,
      keyOf: () => {
        throw cause
      },
    })
    await expect(processor.add(1)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', cause })
  })
})

describe('flush', () => {
  it('waits for all that was added before, and for nothing that came after', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor<number>({ handler: handler.handle, batchSize: 1, maxInFlight: 1 })
    void processor.add(1)
    void processor.add(2)
    const flushed = processor.flush()
    void processor.add(3)
    await settle()
    handler.runs[0]?.resolve()
    expect(await outcome(flushed)).toBe('pending')
    handler.runs[1]?.resolve()
    expect(await outcome(flushed)).toBeUndefined()
    expect(handler.batches).toEqual([[1], [2], [3]])
    handler.last.resolve()
    await processor.stop()
  })

  it('is not deceived by a later item that is done first', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor<number>({ handler: handler.handle, batchSize: 1 })
    void processor.add(1)
    const flushed = processor.flush()
    void processor.add(2)
    await settle()
    handler.runs[1]?.resolve()
    expect(await outcome(flushed)).toBe('pending')
    handler.runs[0]?.resolve()
    await flushed
  })

  it('is done at once when nothing is open', async () => {
    await new BatchProcessor<number>({ handler: async () => {} }).flush()
  })

  it('fulfils even if items failed', async () => {
    const processor = new BatchProcessor<number>({ handler: () => Promise.reject(new Error('no')) })
    const failed = processor.add(1).catch(() => 'rejected')
    await processor.flush()
    expect(await failed).toBe('rejected')
  })

  it('ends the lingering of what was added, including those who wait for room', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor<number>({
      handler: handler.handle,
      flushIntervalMs: 60_000,
      bufferSize: 2,
      keyOf: item => String(item % 2),
    })
    for (const item of [1, 2, 3]) void processor.add(item)
    expect(processor.stats()).toMatchObject({ buffered: 2, waiting: 1 })
    const flushed = processor.flush()
    await settle()
    expect(handler.batches).toEqual([[1], [2], [3]])
    expect(handler.last.context.reason).toBe('flush')
    for (const run of handler.runs) run.resolve()
    await flushed
    expect(processor.stats().flushReasons.flush).toBe(3)
    await processor.stop()
  })
})

describe('stop', () => {
  it('lets everything go and waits for it', async () => {
    const done: number[] = []
    const processor = new BatchProcessor<number>({
      flushIntervalMs: 60_000,
      bufferSize: 2,
      batchSize: 2,
      maxInFlight: 1,
      handler: async items => {
        await sleep(2)
        done.push(...items)
      },
    })
    const added = [1, 2, 3, 4, 5].map(item => processor.add(item))
    await processor.stop()
    await Promise.all(added)
    expect(done).toEqual([1, 2, 3, 4, 5])
    expect(processor.state).toBe('stopped')
    expect(processor.stats().flushReasons).toMatchObject({ size: 2, stop: 1 })
  })

  it('refuses what is added afterwards', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor<number>({ handler: handler.handle })
    const before = processor.add(1)
    const stopped = processor.stop()
    expect(processor.state).toBe('stopping')
    await expect(processor.add(2)).rejects.toEqual(refusal('CLOSED'))
    await settle()
    handler.last.resolve()
    await Promise.all([before, stopped])
    await expect(processor.add(3)).rejects.toEqual(refusal('CLOSED'))
  })

  it('is one and the same for all who call it', async () => {
    const processor = new BatchProcessor<number>({ handler: async () => {} })
    expect(processor.stop()).toBe(processor.stop({ timeoutMs: 1 }))
    await processor.stop()
  })

  it('runs what was buffered before it was started', async () => {
    const processor = new BatchProcessor<number, number>({ handler: async items => items, autoStart: false })
    const added = processor.add(4)
    await processor.stop()
    expect(await added).toBe(4)
  })
})

describe('the deadline of stop', () => {
  it('gives up at its deadline: rejects all that is left and says how many', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor<number>({
      handler: handler.handle,
      batchSize: 2,
      bufferSize: 2,
      maxInFlight: 1,
    })
    const added = [1, 2, 3, 4, 5].map(item => outcome(processor.add(item)))
    await settle()
    const stopped = processor.stop({ timeoutMs: 10 })
    await expect(stopped).rejects.toMatchObject({
      code: 'TIMEOUT',
      message: expect.stringContaining('5 items'),
    })
    expect(handler.last.context.signal.aborted).toBe(true)
    expect(processor.state).toBe('stopped')
    expect(processor.stats()).toMatchObject({ added: 5, failed: 5, buffered: 0, waiting: 0, inFlight: 0 })
    handler.last.resolve()
    await settle()
    expect(processor.stats()).toMatchObject({ succeeded: 0, failed: 5, inFlightItems: 0, inFlight: 0 })
    await Promise.all(added)
  })

  it('rejects with CLOSED what it gives up', async () => {
    const processor = new BatchProcessor<number>({ handler: () => new Promise(() => {}) })
    const added = processor.add(1)
    const waiting = expect(added).rejects.toEqual(refusal('CLOSED'))
    await settle()
    await expect(processor.stop({ timeoutMs: 0 })).rejects.toEqual(refusal('TIMEOUT'))
    await waiting
  })

  it('gives up a batch that waits for its retry, without running it again', async () => {
    const timers = activeTimers()
    let runs = 0
    const processor = new BatchProcessor<number>({
      maxRetries: 5,
      retryDelayMs: 60_000,
      handler: async () => {
        runs++
        throw new Error('no')
      },
    })
    const added = expect(processor.add(1)).rejects.toEqual(refusal('CLOSED'))
    await settle()
    await expect(processor.stop({ timeoutMs: 1 })).rejects.toEqual(refusal('TIMEOUT'))
    await added
    expect(runs).toBe(1)
    expect(activeTimers()).toBeLessThanOrEqual(timers)
  })

  it('opens the flushes that wait when it gives up', async () => {
    const processor = new BatchProcessor<number>({ handler: () => new Promise(() => {}) })
    processor.add(1).catch(() => {})
    const flushed = processor.flush()
    await expect(processor.stop({ timeoutMs: 1 })).rejects.toEqual(refusal('TIMEOUT'))
    await flushed
  })
})

describe('onDone', () => {
  it('is told once of every item: done, failed, refused, aborted', async () => {
    const told: [number, string | undefined][] = []
    const handler = new ManualHandler<number, number>()
    const processor = new BatchProcessor<number, number>({
      handler: handler.handle,
      onFull: 'reject',
      bufferSize: 3,
      onDone: (item, error) => told.push([item, error?.code]),
    })
    const controller = new AbortController()
    const add = (item: number, signal?: AbortSignal) => void processor.add(item, { signal }).catch(() => {})
    add(1)
    add(2)
    add(3, controller.signal)
    controller.abort()
    add(4, controller.signal)
    await settle()
    handler.last.resolve([1, new ItemFailure(new Error('no'))])
    await processor.stop()
    add(5)
    expect(told).toEqual([
      [3, 'ABORTED'],
      [4, 'ABORTED'],
      [1, undefined],
      [2, 'HANDLER'],
      [5, 'CLOSED'],
    ])
  })

  it('is all that tells what became of items that were posted', async () => {
    const told: [number, string | undefined][] = []
    const processor = new BatchProcessor<number>({
      handler: async items => items.map(item => (item === 2 ? new ItemFailure(new Error('no')) : undefined)),
      onDone: (item, error) => told.push([item, error?.code]),
    })
    for (const item of [1, 2]) processor.post(item)
    await processor.flush()
    await processor.stop()
    processor.post(3)
    expect(told).toEqual([
      [1, undefined],
      [2, 'HANDLER'],
      [3, 'CLOSED'],
    ])
    expect(processor.stats()).toMatchObject({ added: 2, succeeded: 1, failed: 1 })
  })

  it('cannot stop the processor by throwing', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    const processor = new BatchProcessor<number, number>({
      handler: async items => items,
      onDone: () => {
        throw new Error('onDone is broken')
      },
    })
    expect(await Promise.all([processor.add(1), processor.add(2)])).toEqual([1, 2])
    expect(warn).toHaveBeenCalledTimes(2)
    expect(warn).toHaveBeenCalledWith(expect.objectContaining({ message: 'onDone is broken' }))
    warn.mockRestore()
    await processor.stop()
  })
})

describe('stats', () => {
  it('counts what became of every item, and why batches left', async () => {
    const processor = new BatchProcessor<number, number>({
      name: 'orders',
      batchSize: 4,
      maxBytes: 100,
      sizeOf: item => item,
      handler: async items => items,
    })
    await Promise.all([10, 20, 30, 40, 60, 60, 5].map(item => processor.add(item)))
    const stats = processor.stats()
    expect(stats).toMatchObject({
      name: 'orders',
      added: 7,
      succeeded: 7,
      failed: 0,
      batches: 3,
      bufferSize: 10_000,
    })
    expect(stats.flushReasons).toMatchObject({ size: 1, bytes: 1, adaptive: 1 })
    expect(stats.batchItems).toMatchObject({ count: 3, min: 1, max: 4 })
    expect(stats.batchBytes).toMatchObject({ count: 3, min: 60, max: 100 })
    expect(stats.waitMs.count).toBe(7)
    expect(stats.handlerMs.count).toBe(3)
  })

  it('shows what is buffered, waiting and out', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor<number>({
      handler: handler.handle,
      batchSize: 2,
      maxInFlight: 1,
      bufferSize: 3,
      sizeOf: () => 10,
    })
    for (let item = 0; item < 7; item++) void processor.add(item)
    await settle()
    expect(processor.stats()).toMatchObject({
      added: 5,
      buffered: 3,
      bufferedBytes: 30,
      waiting: 2,
      inFlight: 1,
      inFlightItems: 2,
    })
    const stopped = processor.stop()
    for (let run = 0; run < 4; run++) {
      handler.last.resolve()
      await settle()
    }
    await stopped
    expect(processor.stats()).toMatchObject({ added: 7, succeeded: 7, buffered: 0, bufferedBytes: 0 })
  })
})

describe('a handler whose results cannot be looked at', () => {
  it.each(ODD_VALUES.filter(([, make]) => make() !== undefined))(
    'rejects its items: %s',
    async (_what, make) => {
      const processor = new BatchProcessor<number, unknown>({ handler: async () => make() as never })
      await expect(processor.add(1)).rejects.toMatchObject({
        code: expect.stringMatching(/^(PROTOCOL|HANDLER)$/),
      })
      await processor.stop()
    },
  )

  it.each(ODD_VALUES)('rejects the one item whose failure is %s, and no other', async (_what, make) => {
    const handler = async () => [new ItemFailure(make()), 'done']
    const processor = new BatchProcessor<number, unknown>({ handler, batchSize: 2 })
    const [one, two] = [processor.add(1), processor.add(2)]
    await expect(one).rejects.toMatchObject({ code: 'HANDLER' })
    expect(await two).toBe('done')
    await processor.stop()
  })

  it('leaves nothing in the context of the next run', async () => {
    const request = new AsyncLocalStorage<string>()
    const seen: unknown[] = []
    const handler = async () => {
      seen.push(request.getStore())
      request.enterWith('left behind')
    }
    const processor = new BatchProcessor<number, void>({ handler })
    await processor.add(1)
    await processor.add(2)
    expect(seen).toEqual([undefined, undefined])
    await processor.stop()
  })
})
