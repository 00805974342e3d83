import type { BatchContext, BatchHandler, BatchResults } from '../../src/batch/batch-options.js'

/** One run of a {@link ManualHandler}, settled by the test. */
export interface ManualRun<T, R> {
  readonly items: readonly T[]
  readonly context: BatchContext
  resolve(results: BatchResults<R>): void
  reject(error: unknown): void
}

/** A batch handler that does nothing until the test says how each run ends. */
export class ManualHandler<T, R = void> {
  readonly runs: ManualRun<T, R>[] = []

  /** Give this to the processor. */
  readonly handle: BatchHandler<T, R> = (items, context) =>
    new Promise((resolve, reject) => {
      this.runs.push({ items: [...items], context, resolve, reject })
    })

  /** The items of each run so far. */
  get batches(): T[][] {
    return this.runs.map(run => [...run.items])
  }

  get last(): ManualRun<T, R> {
    const run = this.runs.at(-1)
    if (run === undefined) throw new Error('the handler was not run yet')
    return run
  }
}

/** Lets microtasks, ticks and immediates that are due happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise(resolve => setImmediate(resolve))
}

/** How a promise stands after {@link settle}: its value, its error, or `'pending'`. */
export async function outcome<V>(promise: Promise<V>): Promise<V | 'pending' | Error> {
  let seen: V | 'pending' | Error = 'pending'
  promise.then(
    value => {
      seen = value
    },
    (error: Error) => {
      seen = error
    },
  )
  await settle()
  return seen
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}

/** How many timers and immediates keep this process alive; compare before and after, the test runner has its own. */
export function activeTimers(): number {
  return process.getActiveResourcesInfo().filter(name => name === 'Timeout' || name === 'Immediate').length
}
