import { getEventListeners } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { BatchProcessor } from '../../../src/batch/batch-processor.js'
import { ManualHandler, outcome, settle } from '../../support/manual-handler.js'

/** Timers are waited for, not timed: the machine may be busy. */
const WAIT = { timeout: 60_000, interval: 5 }
const listeners = (controller: AbortController) => getEventListeners(controller.signal, 'abort').length

describe('a signal', () => {
  it('that had fired before refuses the item before anything else', async () => {
    const reason = new Error('too late')
    let measured = 0
    const processor = new BatchProcessor<number>({ handler: async () => {}, sizeOf: () => ++measured })
    await expect(processor.add(1, { signal: AbortSignal.abort(reason) })).rejects.toMatchObject({
      code: 'ABORTED',
      cause: reason,
    })
    expect(measured).toBe(0)
    expect(processor.stats()).toMatchObject({ added: 0, aborted: 0 })
  })

  it('takes a buffered item out, from the middle too', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle, flushIntervalMs: 60_000 })
    const controllers = [1, 2, 3, 4].map(() => new AbortController())
    const added = controllers.map((controller, index) =>
      outcome(processor.add(index + 1, { signal: controller.signal })),
    )
    controllers[1]?.abort()
    controllers[2]?.abort()
    controllers[3]?.abort()
    void processor.add(5)
    const flushed = processor.flush()
    expect((await Promise.all(added)).map(result => (result as { code?: string }).code)).toEqual([
      undefined,
      'ABORTED',
      'ABORTED',
      'ABORTED',
    ])
    expect(handler.batches).toEqual([[1, 5]])
    expect(processor.stats()).toMatchObject({ added: 5, aborted: 3, inFlightItems: 2, failed: 0 })
    handler.last.resolve()
    await flushed
    expect(controllers.map(listeners)).toEqual([0, 0, 0, 0])
  })
})

describe('a signal, in a full buffer', () => {
  it('takes out one that waits for room, and lets in who stands behind it', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      flushIntervalMs: 60_000,
      bufferBytes: 100,
      sizeOf: item => item,
    })
    const controller = new AbortController()
    void processor.add(50)
    const large = outcome(processor.add(90, { signal: controller.signal }))
    void processor.add(20)
    expect(processor.stats()).toMatchObject({ buffered: 1, waiting: 2 })
    controller.abort()
    expect(await large).toMatchObject({ code: 'ABORTED' })
    expect(processor.stats()).toMatchObject({ buffered: 2, waiting: 0, aborted: 1, added: 3 })
    const stopped = processor.stop()
    await settle()
    handler.last.resolve()
    await stopped
  })

  it('makes room for those who wait', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle, flushIntervalMs: 60_000, bufferSize: 1 })
    const controller = new AbortController()
    processor.add(1, { signal: controller.signal }).catch(() => {})
    void processor.add(2)
    controller.abort()
    expect(processor.stats()).toMatchObject({ buffered: 1, waiting: 0 })
    const stopped = processor.stop()
    await settle()
    expect(handler.batches).toEqual([[2]])
    handler.last.resolve()
    await stopped
  })
})

describe('a signal of an item that is out', () => {
  it('rejects its own promise only, and the item counts when its batch ends', async () => {
    const handler = new ManualHandler<number, number>()
    const processor = new BatchProcessor({ handler: handler.handle })
    const controller = new AbortController()
    const first = outcome(processor.add(1, { signal: controller.signal }))
    const second = processor.add(2)
    await settle()
    expect(await first).toBe('pending')
    controller.abort()
    expect(processor.stats()).toMatchObject({ inFlightItems: 2, failed: 0 })
    handler.last.resolve([10, 20])
    expect(await second).toBe(20)
    expect(processor.stats()).toMatchObject({ succeeded: 1, failed: 1, aborted: 0, inFlightItems: 0 })
    expect(listeners(controller)).toBe(0)
  })

  it('keeps the item out of the retry', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle, maxRetries: 9, retryDelayMs: 150 })
    const early = new AbortController()
    const late = new AbortController()
    processor.add(1, { signal: early.signal }).catch(() => {})
    void processor.add(2)
    processor.add(3, { signal: late.signal }).catch(() => {})
    await settle()
    early.abort()
    handler.last.reject(new Error('no'))
    await settle()
    late.abort()
    await vi.waitFor(() => expect(handler.batches).toEqual([[1, 2, 3], [2]]), WAIT)
    handler.last.resolve()
    await processor.stop()
    expect(processor.stats()).toMatchObject({ succeeded: 1, failed: 2 })
  })

  it('ends the batch if none of it is left to retry', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      maxRetries: 9,
      retryDelayMs: 150,
      maxInFlight: 1,
    })
    const controller = new AbortController()
    processor.add(1, { signal: controller.signal }).catch(() => {})
    await settle()
    handler.last.reject(new Error('no'))
    await settle()
    controller.abort()
    void processor.add(2)
    await vi.waitFor(() => expect(handler.batches).toEqual([[1], [2]]), WAIT)
    handler.last.resolve()
    await processor.stop()
  })
})

describe('a signal of an item that awaits its run', () => {
  it('leaves the promise to the handler once it is out', async () => {
    const handler = new ManualHandler<number, number>()
    const processor = new BatchProcessor({ handler: handler.handle })
    const controller = new AbortController()
    const first = processor.add(1, { signal: controller.signal, awaitsRun: true })
    await settle()
    controller.abort()
    expect(await outcome(first)).toBe('pending')
    handler.last.resolve([10])
    expect(await first).toBe(10)
    expect(processor.stats()).toMatchObject({ succeeded: 1, failed: 0, aborted: 0, inFlightItems: 0 })
    expect(listeners(controller)).toBe(0)
  })

  it('takes it out before, under its name, and keeps it out of the retry', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({
      handler: handler.handle,
      maxInFlight: 1,
      maxRetries: 9,
      retryDelayMs: 0,
    })
    const controller = new AbortController()
    const { signal } = controller
    const out = processor.add(1, { signal, awaitsRun: true, what: 'the first' })
    await settle()
    const waiting = processor.add(2, { signal, awaitsRun: true, what: 'the second' })
    const reason = new Error('enough')
    controller.abort(reason)
    const aborted = (what: string) => ({
      code: 'ABORTED',
      message: `${what} was aborted by the caller's signal`,
      cause: reason,
    })
    await expect(waiting).rejects.toMatchObject(aborted('the second'))
    handler.last.reject(new Error('no'))
    await expect(out).rejects.toMatchObject(aborted('the first'))
    await processor.stop()
    expect(handler.batches).toEqual([[1]])
    expect(processor.stats()).toMatchObject({ succeeded: 0, failed: 1, aborted: 1 })
  })
})

describe('a signal of an item that awaits its run, and of which nothing is under way,', () => {
  /** Longer than any test: nothing is tried again, but what a test lets go on. */
  const retryDelayMs = 600_000

  it('rejects the promise at once while the retry is waited for', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle, maxRetries: 9, retryDelayMs })
    const controller = new AbortController()
    const added = processor.add(1, { signal: controller.signal, awaitsRun: true })
    await settle()
    handler.last.reject(new Error('no'))
    await settle()
    controller.abort()
    await expect(added).rejects.toMatchObject({ code: 'ABORTED' })
    await processor.stop({ timeoutMs: 0 }).catch(() => {})
    expect([handler.batches, listeners(controller)]).toEqual([[[1]], 0])
  })

  it('leaves the promise to the handler once the retry runs', async () => {
    const handler = new ManualHandler<number, number>()
    const processor = new BatchProcessor({ handler: handler.handle, maxRetries: 9, retryDelayMs: 0 })
    const controller = new AbortController()
    const added = processor.add(1, { signal: controller.signal, awaitsRun: true })
    await settle()
    handler.last.reject(new Error('no'))
    await vi.waitFor(() => expect(handler.batches).toEqual([[1], [1]]), WAIT)
    controller.abort()
    expect(await outcome(added)).toBe('pending')
    handler.last.resolve([10])
    expect(await added).toBe(10)
    await processor.stop()
  })

  it('rejects the promise at once while another half of a split runs', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle, splitOn: () => true })
    const controller = new AbortController()
    const { signal } = controller
    const halves = [1, 2].map(item => processor.add(item, { signal, awaitsRun: true }))
    await settle()
    handler.last.reject(new Error('no'))
    await settle()
    controller.abort()
    await expect(halves[1]).rejects.toMatchObject({ code: 'ABORTED' })
    handler.last.resolve()
    await halves[0]
    await processor.stop()
    expect(handler.batches).toEqual([[1, 2], [1]])
  })
})

describe('a signal of an item that is out, later', () => {
  it('keeps the item out of the halves of a split', async () => {
    const handler = new ManualHandler<number>()
    const processor = new BatchProcessor({ handler: handler.handle, splitOn: () => true })
    const controllers = [1, 2, 3, 4].map(() => new AbortController())
    for (const [index, { signal }] of controllers.entries())
      processor.add(index + 1, { signal }).catch(() => {})
    await settle()
    controllers[0]?.abort()
    handler.last.reject(new Error('no'))
    await settle()
    controllers[3]?.abort()
    handler.last.resolve()
    await settle()
    expect(handler.batches).toEqual([
      [1, 2, 3, 4],
      [2, 3],
    ])
    expect(processor.stats()).toMatchObject({ inFlight: 0, succeeded: 2, failed: 2 })
  })

  it('has no listener left after success, failure and stop', async () => {
    const controller = new AbortController()
    const { signal } = controller
    const processor = new BatchProcessor<number>({
      handler: async ([item]) => {
        if (item === 1) throw new Error('no')
        if (item === 2) await new Promise(() => {})
      },
      batchSize: 1,
      maxInFlight: 3,
    })
    await processor.add(0, { signal })
    await processor.add(1, { signal }).catch(() => {})
    processor.add(2, { signal }).catch(() => {})
    await settle()
    expect(listeners(controller)).toBe(1)
    await processor.stop({ timeoutMs: 1 }).catch(() => {})
    expect(listeners(controller)).toBe(0)
  })
})

describe('a signal that many items share', () => {
  it('brings no warning of a leak, and leaves no listener behind', async () => {
    const warnings: Error[] = []
    const note = (warning: Error) => void warnings.push(warning)
    process.on('warning', note)
    const { signal } = new AbortController()
    const processor = new BatchProcessor<number, number>({ handler: async items => [...items] })
    await Promise.all(Array.from({ length: 50 }, (_, item) => processor.add(item, { signal })))
    await settle()
    process.off('warning', note)
    expect(warnings).toEqual([])
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})
