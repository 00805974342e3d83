// The batch processor by itself, without RocketMQ: many callers await one item each, a handler gets them together.
//
//   npm run example examples/16-batch-processor.ts
import { setTimeout as sleep } from 'node:timers/promises'
import { BatchManager, BatchProcessor, ItemFailure } from 'rocketmq-jet'

const inserts = new BatchProcessor<{ id: number }, string>({
  name: 'inserts',
  batchSize: 50,
  flushIntervalMs: 100,
  bufferSize: 1_000,
  maxRetries: 2,
  retryDelayMs: 20,
  handler: async rows => {
    await sleep(5) // one statement for all of them
    return rows.map(row => (row.id === 13 ? new ItemFailure(new Error('unlucky')) : `row ${row.id}`))
  },
})
const batches = new BatchManager()
batches.register('inserts', inserts)
batches.start()

const outcomes = await Promise.allSettled(Array.from({ length: 500 }, (_, id) => inserts.add({ id })))
const failed = outcomes.filter(outcome => outcome.status === 'rejected')
await batches.stop({ timeoutMs: 5_000 })

const { batches: runs, batchItems, flushReasons } = batches.stats().inserts ?? {}
console.log(`500 items in ${runs} batches, ${batchItems?.mean.toFixed(0)} each; left because:`, flushReasons)
console.log(`${failed.length} item failed, the other ${outcomes.length - failed.length} are not affected.`)
