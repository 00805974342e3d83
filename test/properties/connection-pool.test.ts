import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RocketMQError } from '../../src/errors.js'
import type { Lease } from '../../src/pool/connection-pool.js'
import { type FakeConnection, FakeConnections } from '../support/fake-connections.js'

const step = fc.record({
  do: fc.constantFrom(
    ...([
      'acquire',
      'acquire',
      'acquire',
      'release',
      'release',
      'abort',
      'invalidate',
      'break',
      'fail',
    ] as const),
    'turn' as const,
  ),
  which: fc.nat(1000),
})

const scenario = fc.record({
  maxConnections: fc.integer({ min: 1, max: 4 }),
  streamsPerConnection: fc.integer({ min: 1, max: 4 }),
  slow: fc.boolean(),
  drainEarly: fc.boolean(),
  steps: fc.array(step, { maxLength: 120 }),
})
type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never

const turn = () => new Promise<void>(resolve => setImmediate(resolve))

/** A pool under a random load, and all that must hold meanwhile. */
class Play {
  readonly fakes = new FakeConnections()
  readonly pool
  readonly leases: Lease<FakeConnection>[] = []
  readonly settled: Promise<void>[] = []
  readonly codes: string[] = []
  readonly #controllers: AbortController[] = []
  /** What broke in this turn of the event loop: a stream of it may be on its way to somebody. */
  readonly #brokenNow = new Set<FakeConnection>()
  readonly #limits: Scenario
  #failures = 0
  mostOpen = 0

  constructor(limits: Scenario) {
    this.#limits = limits
    const { maxConnections, streamsPerConnection, slow } = limits
    this.pool = this.fakes.pool({
      maxConnections,
      streamsPerConnection,
      acquireTimeoutMs: 20_000,
      connect: async () => {
        if (slow) await turn()
        return this.fakes.connect()
      },
    })
  }

  async take({ do: what, which }: { do: string; which: number }): Promise<void> {
    if (what === 'acquire') this.#acquire()
    else if (what === 'release') this.#release(which)
    else if (what === 'abort') this.#pick(this.#controllers, which)?.abort()
    else if (what === 'invalidate') this.#invalidate(which)
    else if (what === 'break') this.#break(which)
    else if (what === 'fail') this.#fail()
    else await this.#turn()
    this.check()
  }

  check(): void {
    const { maxConnections, streamsPerConnection } = this.#limits
    const open = this.fakes.open.length
    expect(open).toBeLessThanOrEqual(maxConnections)
    expect(this.leases.length).toBeLessThanOrEqual(maxConnections * streamsPerConnection)
    for (const connection of this.fakes.open) {
      const streams = this.leases.filter(lease => lease.connection === connection)
      expect(streams.length).toBeLessThanOrEqual(streamsPerConnection)
    }
    const stats = this.pool.stats()
    expect(stats.hits + stats.misses).toBe(stats.acquired)
    expect(stats.idle).toBeGreaterThanOrEqual(0)
  }

  /** Gives everything back until nobody waits. */
  async finish(): Promise<void> {
    const all = Promise.all(this.settled).then(() => true)
    while (!(await Promise.race([all, this.#turn().then(() => false)]))) this.#releaseAll()
    this.#releaseAll()
  }

  /** Never more attempts than takings: a failing connect is not tried again by itself. */
  get attemptsAllowed(): number {
    return this.settled.length
  }

  #acquire(): void {
    const controller = new AbortController()
    this.#controllers.push(controller)
    this.settled.push(
      this.pool.acquire({ signal: controller.signal }).then(
        lease => {
          if (!this.#brokenNow.has(lease.connection)) expect(lease.connection.closed).toBeUndefined()
          this.leases.push(lease)
        },
        (error: unknown) => {
          this.codes.push(error instanceof RocketMQError ? error.code : (error as Error).message)
        },
      ),
    )
  }

  #release(which: number): void {
    if (this.leases.length > 0) this.leases.splice(which % this.leases.length, 1)[0]?.release()
  }

  #releaseAll(): void {
    for (const lease of this.leases.splice(0)) lease.release()
  }

  #break(which: number): void {
    const connection = this.#pick(this.fakes.open, which)
    if (connection === undefined) return
    connection.usable = false
    this.#brokenNow.add(connection)
  }

  #invalidate(which: number): void {
    const lease = this.#pick(this.leases, which)
    if (lease === undefined) return
    this.#brokenNow.add(lease.connection)
    lease.invalidate('a test says so')
  }

  async #turn(): Promise<void> {
    await turn()
    this.#brokenNow.clear()
  }

  #fail(): void {
    this.#failures += 1
    this.fakes.failures.push(new Error('refused'))
  }

  #pick<T>(list: readonly T[], which: number): T | undefined {
    return list[which % Math.max(1, list.length)]
  }
}

describe('a connection pool under a random load', () => {
  it('keeps to its limits, counts right, replaces what broke, and loses no stream', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async limits => {
        const play = new Play(limits)
        for (const each of limits.steps) await play.take(each)
        if (limits.drainEarly) {
          const draining = play.pool.drain({ timeoutMs: 20_000 })
          await play.finish()
          await draining
        } else {
          await play.finish()
          await useEveryStream(play, limits)
          await play.pool.drain({ timeoutMs: 0 })
        }
        const allowed = ['ABORTED', 'refused', ...(limits.drainEarly ? ['CLOSED'] : [])]
        expect(play.codes.filter(code => !allowed.includes(code))).toEqual([])
        expect(play.pool.stats()).toMatchObject({ outstanding: 0, waiting: 0 })
        await turn()
        await turn()
        expect(play.fakes.open).toEqual([])
        expect(play.pool.connections).toBe(0)
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})

/** Whatever happened before, every stream can still be leased, on connections that work. */
async function useEveryStream(play: Play, limits: Scenario): Promise<void> {
  expect(play.fakes.attempts).toBeLessThanOrEqual(play.attemptsAllowed)
  play.fakes.failures.length = 0
  const count = limits.maxConnections * limits.streamsPerConnection
  const leases = await Promise.all(Array.from({ length: count }, () => play.pool.acquire()))
  for (const lease of leases) expect(lease.connection).toMatchObject({ usable: true })
  play.check()
  for (const lease of leases) lease.release()
}
