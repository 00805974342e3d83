import { afterEach, describe, expect, it } from 'vitest'
import { BatchManager, globalBatchManager } from '../../../src/batch/batch-manager.js'
import { BatchProcessor } from '../../../src/batch/batch-processor.js'
import { Monitor } from '../../../src/monitor/monitor.js'
import { settle } from '../../support/manual-handler.js'

const idle = () => new BatchProcessor<number>({ handler: async () => {}, autoStart: false })
const stuck = () => new BatchProcessor<number>({ handler: () => new Promise(() => {}) })

describe('BatchManager', () => {
  it('finds processors by name and forgets them', () => {
    const manager = new BatchManager()
    const orders = idle()
    manager.register('orders', orders)
    manager.register('audit', idle())
    expect(manager.get('orders')).toBe(orders)
    expect(manager.names).toEqual(['orders', 'audit'])
    expect(manager.unregister('orders')).toBe(true)
    expect(manager.unregister('orders')).toBe(false)
    expect(manager.get('orders')).toBeUndefined()
  })

  it('refuses a name that is taken', () => {
    const manager = new BatchManager()
    manager.register('orders', idle())
    expect(() => manager.register('orders', idle())).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION' }),
    )
  })

  it('starts, flushes, reports and stops all', async () => {
    const manager = new BatchManager()
    const processors = ['a', 'b'].map(name => {
      const processor = idle()
      manager.register(name, processor)
      return processor
    })
    const added = processors.map(processor => processor.add(1))
    manager.start()
    await manager.flush()
    await Promise.all(added)
    expect(manager.stats()).toMatchObject({ a: { succeeded: 1 }, b: { succeeded: 1 } })
    await manager.stop()
    expect(processors.map(processor => processor.state)).toEqual(['stopped', 'stopped'])
  })

  it('starts the others if one cannot start', async () => {
    const manager = new BatchManager()
    const stopped = idle()
    await stopped.stop()
    const fresh = idle()
    manager.register('stopped', stopped)
    manager.register('fresh', fresh)
    expect(() => manager.start()).toThrow(expect.objectContaining({ code: 'CLOSED' }))
    expect(fresh.state).toBe('running')
  })

  it('is stopped by await using, as its processors are', async () => {
    const alone = idle()
    const registered = idle()
    {
      await using _one = alone
      await using manager = new BatchManager()
      manager.register('registered', registered)
    }
    expect([alone.state, registered.state]).toEqual(['stopped', 'stopped'])
  })

  it('stops all even if some fail, and names those', async () => {
    const manager = new BatchManager()
    const well = new BatchProcessor<number>({ handler: async () => {} })
    const processors = { first: stuck(), well, second: stuck() }
    for (const [name, processor] of Object.entries(processors)) {
      manager.register(name, processor)
      processor.add(1).catch(() => {})
    }
    await settle()
    const error = await manager.stop({ timeoutMs: 1 }).catch(thrown => thrown)
    expect(error).toMatchObject({ name: 'RocketMQError', code: 'TIMEOUT' })
    expect(error.message).toMatch(/2 of the batch processors failed to stop.*"first".*"second"/)
    expect(error.cause).toBeInstanceOf(AggregateError)
    expect(error.cause.errors).toHaveLength(2)
    for (const processor of Object.values(processors)) expect(processor.state).toBe('stopped')
  })
})

describe('globalBatchManager', () => {
  afterEach(async () => {
    await globalBatchManager().stop()
    for (const name of globalBatchManager().names) globalBatchManager().unregister(name)
  })

  it('is one and the same for all, so that what is registered anywhere is stopped everywhere', async () => {
    const manager = globalBatchManager()
    const parcels = new BatchProcessor<string>({ name: 'parcels', handler: async () => {} })
    manager.register('parcels', parcels)
    await parcels.add('a parcel')
    expect(globalBatchManager()).toBe(manager)
    expect(globalBatchManager().stats()).toMatchObject({ parcels: { succeeded: 1 } })
    await globalBatchManager().stop()
    await expect(parcels.add('another')).rejects.toMatchObject({ code: 'CLOSED' })
  })

  it('is watched by a monitor, what is registered later included', async () => {
    const monitor = new Monitor()
    monitor.attachBatch(globalBatchManager())
    globalBatchManager().register(
      'letters',
      new BatchProcessor<string>({ name: 'x', handler: async () => {} }),
    )
    expect(monitor.snapshot().batches).toMatchObject([{ name: 'letters' }])
  })
})
