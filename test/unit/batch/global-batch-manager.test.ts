import { afterEach, expect, it } from 'vitest'
import { BatchProcessor } from '../../../src/batch/batch-processor.js'
import { globalBatchManager } from '../../../src/batch/global-batch-manager.js'
import { Monitor } from '../../../src/monitor/monitor.js'

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
  globalBatchManager().register('letters', new BatchProcessor<string>({ name: 'x', handler: async () => {} }))
  expect(monitor.snapshot().batches).toMatchObject([{ name: 'letters' }])
})
