import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BatchContext, ItemFailure } from '../../src/batch/batch-options.js'
import { BatchProcessor } from '../../src/batch/batch-processor.js'
import { RocketMQError } from '../../src/errors.js'
import { activeTimers, settle, sleep } from '../support/manual-handler.js'

interface Item {
  id: number
  key: string
  bytes: number
}

const settings = fc.record({
  batchSize: fc.integer({ min: 1, max: 7 }),
  maxBytes: fc.integer({ min: 1, max: 60 }),
  flushIntervalMs: fc.constantFrom(0, 0, 1, 3),
  bufferSize: fc.integer({ min: 1, max: 12 }),
  bufferBytes: fc.integer({ min: 1, max: 120 }),
  onFull: fc.constantFrom('wait' as const, 'wait' as const, 'reject' as const),
  maxInFlight: fc.integer({ min: 1, max: 3 }),
  maxInFlightTotal: fc.integer({ min: 1, max: 4 }),
  maxRetries: fc.integer({ min: 0, max: 3 }),
  retryDelayMs: fc.constantFrom(0, 1),
})

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      key: fc.constantFrom('a', 'b', 'c'),
      bytes: fc.nat(30),
      signal: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('abort' as const), which: fc.nat(40) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('turn' as const, 'loop' as const, 'wait' as const, 'flush' as const),
    }),
  },
)

/** What the handler does in each of its runs, one after the other. */
const verdict = fc.constantFrom('ok', 'ok', 'ok', 'slow', 'fail', 'split', 'some', 'throw', 'never', 'final')

const scenario = fc.record({
  settings,
  steps: fc.array(step, { maxLength: 60 }),
  verdicts: fc.array(verdict, { minLength: 1, maxLength: 20 }),
  stopAfterMs: fc.constantFrom(0, 2, 8),
})
type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never

/** A handler that follows a script and watches whether the rules are kept. */
class Script {
  readonly runs: { item: Item; first: boolean }[] = []
  readonly done = new Map<number, number>()
  /** Rules that were broken; thrown in the handler they would pass for its failure. */
  readonly broken: unknown[] = []
  readonly #verdicts: string[]
  readonly #settings: Scenario['settings']
  readonly #seen = new Set<number>()
  readonly #runningPerKey = new Map<string, number>()
  #running = 0
  #next = 0

  constructor(settings: Scenario['settings'], verdicts: string[]) {
    this.#settings = settings
    this.#verdicts = verdicts
  }

  readonly handle = (items: readonly Item[], context: BatchContext) => {
    try {
      this.#check(items, context)
    } catch (error) {
      this.broken.push(error)
    }
    for (const item of items) {
      this.runs.push({ item, first: !this.#seen.has(item.id) })
      this.#seen.add(item.id)
    }
    const verdict = this.#verdicts[this.#next++ % this.#verdicts.length] as string
    if (verdict === 'throw') throw new Error('thrown')
    this.#count(context.key, 1)
    return this.#run(items, verdict).finally(() => this.#count(context.key, -1))
  }

  #check(items: readonly Item[], { key }: BatchContext): void {
    const { batchSize, maxBytes, maxInFlight, maxInFlightTotal } = this.#settings
    expect(items.length).toBeGreaterThan(0)
    expect(items.length).toBeLessThanOrEqual(batchSize)
    const bytes = items.reduce((sum, item) => sum + item.bytes, 0)
    if (items.length > 1) expect(bytes).toBeLessThanOrEqual(maxBytes)
    for (const item of items) expect(item.key).toBe(key)
    expect(this.#runningPerKey.get(key) ?? 0).toBeLessThan(maxInFlight)
    expect(this.#running).toBeLessThan(maxInFlightTotal)
  }

  #count(key: string, change: number): void {
    this.#running += change
    this.#runningPerKey.set(key, (this.#runningPerKey.get(key) ?? 0) + change)
  }

  async #run(items: readonly Item[], verdict: string): Promise<(number | ItemFailure)[]> {
    if (verdict === 'slow') await sleep(1)
    if (verdict === 'never') await new Promise(() => {})
    if (verdict === 'fail') throw new Error('fail')
    if (verdict === 'split') throw new Error('split')
    if (verdict === 'final') throw new RocketMQError('FORBIDDEN', 'final')
    return items.map(item => {
      if (verdict === 'some' && item.id % 2 === 0) return new ItemFailure(new Error('one'))
      this.done.set(item.id, (this.done.get(item.id) ?? 0) + 1)
      return item.id
    })
  }
}

function addUp(processor: BatchProcessor<Item, number>): void {
  const { added, succeeded, failed, aborted, buffered, inFlightItems, ...stats } = processor.stats()
  expect(added).toBe(succeeded + failed + aborted + buffered + inFlightItems)
  expect(Object.values(stats.flushReasons).reduce((sum, count) => sum + count, 0)).toBe(stats.batches)
  expect(stats.batchItems.count).toBe(stats.batches)
  expect(Math.min(buffered, stats.waiting, inFlightItems, stats.inFlight)).toBeGreaterThanOrEqual(0)
  expect(buffered).toBeLessThanOrEqual(stats.bufferSize)
}

/** Plays a scenario to its end and gives what became of everything. */
async function play({ settings, steps, verdicts, stopAfterMs }: Scenario) {
  const script = new Script(settings, verdicts)
  const finished: number[] = []
  const processor = new BatchProcessor<Item, number>({
    ...settings,
    handler: script.handle,
    sizeOf: item => item.bytes,
    keyOf: item => item.key,
    splitOn: error => (error as Error).message === 'split',
    onDone: item => finished.push(item.id),
  })
  const controllers: AbortController[] = []
  const promises: Promise<number>[] = []
  const flushes: Promise<void>[] = []
  for (const one of steps) {
    if (one.do === 'add') {
      const controller = new AbortController()
      controllers.push(controller)
      const item = { id: promises.length, key: one.key, bytes: one.bytes }
      promises.push(processor.add(item, one.signal ? { signal: controller.signal } : {}))
      promises.at(-1)?.catch(() => {})
    } else if (one.do === 'abort') controllers[one.which % Math.max(controllers.length, 1)]?.abort()
    else if (one.do === 'turn') await null
    else if (one.do === 'loop') await settle()
    else if (one.do === 'wait') await sleep(2)
    else flushes.push(processor.flush())
    addUp(processor)
  }
  const stopped = await processor.stop({ timeoutMs: stopAfterMs }).then(
    () => undefined,
    (error: RocketMQError) => error,
  )
  await Promise.all(flushes)
  const results = await Promise.allSettled(promises)
  return { processor, script, finished, stopped, results }
}

describe('a batch processor, whatever is added, fails, splits, aborts and stops', () => {
  it('settles every item once, in order, with its own result, and its counters add up', async () => {
    await settle()
    const timers = activeTimers()
    await fc.assert(
      fc.asyncProperty(scenario, async plan => {
        const { processor, script, finished, stopped, results } = await play(plan)
        addUp(processor)
        expect(script.broken).toEqual([])
        const stats = processor.stats()
        expect(stats).toMatchObject({
          buffered: 0,
          bufferedBytes: 0,
          waiting: 0,
          inFlight: 0,
          inFlightItems: 0,
        })
        expect([...finished].sort((a, b) => a - b)).toEqual(results.map((_, id) => id))
        let fulfilled = 0
        for (const [id, result] of results.entries()) {
          if (result.status === 'rejected') {
            expect(result.reason).toBeInstanceOf(RocketMQError)
            continue
          }
          fulfilled++
          expect(result.value).toBe(id)
          expect(script.done.get(id)).toBe(1)
        }
        expect(stats.succeeded).toBe(fulfilled)
        expect(stats.added + stats.rejected).toBe(results.length)
        if (stopped !== undefined) expect(stopped).toMatchObject({ code: 'TIMEOUT' })
        for (const times of script.done.values()) expect(times).toBe(1)
      }),
      { numRuns: 400 },
    )
    await settle()
    expect(activeTimers()).toBeLessThanOrEqual(timers)
  }, 400_000)

  it('hands the items of a key over in the order they were added; strictly with one run at a time', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async plan => {
        const { script } = await play(plan)
        expect(script.broken).toEqual([])
        for (const key of ['a', 'b', 'c']) {
          const firsts = script.runs.filter(run => run.item.key === key && run.first).map(run => run.item.id)
          expect(firsts).toEqual([...firsts].sort((a, b) => a - b))
          if (plan.settings.maxInFlight > 1) continue
          const done = [...script.done.keys()].filter(
            id => script.runs.find(run => run.item.id === id)?.item.key === key,
          )
          expect(done).toEqual([...done].sort((a, b) => a - b))
        }
      }),
      { numRuns: 300 },
    )
  }, 400_000)
})
