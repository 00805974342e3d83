import { RocketMQError } from '../errors.js'
import type { BatchStats } from '../stats/stats.js'
import type { StopOptions } from './batch-options.js'

/** What a manager needs of a processor; every `BatchProcessor` has it, whatever its items are. */
export interface ManagedProcessor {
  /** Begins to hand out batches. */
  start(): void
  /** Resolves when all that was added before is settled, and lets nothing of it linger. */
  flush(): Promise<void>
  /** Takes nothing more, and finishes what it has as far as the time allows. */
  stop(options?: StopOptions): Promise<void>
  /** What it counted since it was made. */
  stats(): BatchStats
}

/**
 * Starts, flushes, stops and reports several batch processors as one.
 *
 * @example
 * ```ts
 * const batches = new BatchManager()
 * batches.register('orders', orders)
 * batches.register('audit', audit)
 * process.once('SIGTERM', () => void batches.stop({ timeoutMs: 5000 }))
 * ```
 */
export class BatchManager implements AsyncDisposable {
  readonly #processors = new Map<string, ManagedProcessor>()

  /** The names under which processors are registered, in the order they came. */
  get names(): string[] {
    return [...this.#processors.keys()]
  }

  /**
   * Takes a processor under a name of its own; its state is not touched.
   *
   * @throws RocketMQError `CONFIGURATION` if the name is taken
   */
  register(name: string, processor: ManagedProcessor): void {
    if (this.#processors.has(name)) {
      throw new RocketMQError(
        'CONFIGURATION',
        `A batch processor is registered as "${name}" already; unregister it or choose another name.`,
      )
    }
    this.#processors.set(name, processor)
  }

  /** Forgets a processor without stopping it; says whether there was one. */
  unregister(name: string): boolean {
    return this.#processors.delete(name)
  }

  /** The processor that is registered by this name. */
  get(name: string): ManagedProcessor | undefined {
    return this.#processors.get(name)
  }

  /**
   * Starts all; those that cannot start (because they are stopped) don't keep the others from it.
   *
   * @throws RocketMQError naming those that failed, with the code of the first and an `AggregateError` as cause
   */
  start(): void {
    const failures = new Map<string, unknown>()
    for (const [name, processor] of this.#processors) {
      try {
        processor.start()
      } catch (error) {
        failures.set(name, error)
      }
    }
    throwFailures('start', failures)
  }

  /** Flushes all: waits until everything that was added to any of them before is settled. */
  async flush(): Promise<void> {
    await this.#all('flush', processor => processor.flush())
  }

  /**
   * Stops all at the same time, each with the whole deadline, and waits for the last one even if some fail. They
   * stay registered, so that their statistics can still be read.
   *
   * Rejects with a RocketMQError naming those that failed, with the code of the first and an `AggregateError` as cause.
   */
  async stop(options: StopOptions = {}): Promise<void> {
    await this.#all('stop', processor => processor.stop(options))
  }

  /** {@link BatchManager.stop} with its default. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  /** The statistics of each processor by the name it is registered under. */
  stats(): Record<string, BatchStats> {
    return Object.fromEntries([...this.#processors].map(([name, processor]) => [name, processor.stats()]))
  }

  async #all(step: string, run: (processor: ManagedProcessor) => Promise<void>): Promise<void> {
    const failures = new Map<string, unknown>()
    const runs = [...this.#processors].map(async ([name, processor]) => {
      try {
        await run(processor)
      } catch (error) {
        failures.set(name, error)
      }
    })
    await Promise.all(runs)
    throwFailures(step, failures)
  }
}

/** One error for all that failed. */
function throwFailures(step: string, failures: Map<string, unknown>): void {
  if (failures.size === 0) return
  const errors = [...failures.values()].map(error => RocketMQError.from(error))
  const list = [...failures.keys()].map((name, index) => `"${name}": ${errors[index]?.message}`).join(' ')
  const message = `${failures.size} of the batch processors failed to ${step}. ${list}`
  throw new RocketMQError(errors[0]?.code ?? 'INTERNAL', message, { cause: new AggregateError(errors) })
}

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
