import { describe, expect, it } from 'vitest'
import { BatchProcessor } from '../../../src/batch/batch-processor.js'
import { FlowGate } from '../../../src/batch/flow-gate.js'
import { ManualHandler, outcome, settle } from '../../support/manual-handler.js'

describe('bounds', () => {
  it('admits up to its count and its bytes', () => {
    const gate = new FlowGate<number, void>(2, 100)
    expect(gate.admits(60)).toBe(true)
    gate.enter(60)
    expect(gate.admits(41)).toBe(false)
    expect(gate.admits(40)).toBe(true)
    gate.enter(40)
    expect(gate.admits(0)).toBe(false)
    gate.leave(1, 60)
    expect(gate.admits(60)).toBe(true)
  })

  it('lets an item larger than its bytes into an empty buffer only', () => {
    const gate = new FlowGate<number, void>(10, 100)
    expect(gate.admits(500)).toBe(true)
    gate.enter(500)
    expect(gate.admits(1)).toBe(false)
    gate.leave(1, 500)
    gate.enter(1)
    expect(gate.admits(500)).toBe(false)
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
