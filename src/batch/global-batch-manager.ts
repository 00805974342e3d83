import { BatchManager } from './batch-manager.js'

let manager: BatchManager | undefined

/**
 * One batch manager for the whole process, made at the first call; every later one gives the same. Each worker thread
 * has its own. A monitor watches all that is registered there by `monitor.attachBatch(globalBatchManager())`.
 *
 * @example
 * ```ts
 * globalBatchManager().register('orders', orders)
 * process.once('SIGTERM', () => void globalBatchManager().stop({ timeoutMs: 5000 }))
 * ```
 */
export function globalBatchManager(): BatchManager {
  manager ??= new BatchManager()
  return manager
}
