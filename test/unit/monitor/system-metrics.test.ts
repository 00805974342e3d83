import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SystemProbe } from '../../../src/monitor/system-metrics.js'
import { eventually } from '../../support/patience.js'

const probe = new SystemProbe()

afterEach(() => probe.stop())

/** Keeps the event loop from turning. */
function block(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

/** Another who measures the event loop; settles when it has seen a block, as everybody has who began before it. */
async function blockSeenByAll(milliseconds: number): Promise<void> {
  const other = monitorEventLoopDelay({ resolution: 10 })
  other.enable()
  // What it sees is the time between two of its looks.
  await eventually(() => expect(other.count).toBeGreaterThan(0))
  block(milliseconds)
  await eventually(() => expect(other.max).toBeGreaterThan((milliseconds / 2) * 1e6))
  other.disable()
}

describe('SystemProbe', () => {
  it('reads memory and resources at any time', () => {
    const { memory, resources, pid } = probe.metrics()
    expect(pid).toBe(process.pid)
    expect(memory.rss).toBeGreaterThan(memory.heapUsed)
    expect(memory.heapUsed).toBeGreaterThanOrEqual(memory.heapFloor)
    expect(memory.heapLimit).toBeGreaterThan(memory.heapTotal)
    expect(resources.total).toBe(Object.values(resources.byKind).reduce((sum, count) => sum + count, 0))
  })

  it('sees a busy processor and an event loop that is blocked from the moment an interval begins', async () => {
    probe.start()
    probe.tick()
    await blockSeenByAll(300)
    probe.tick()
    const { cpu, eventLoop } = probe.metrics()
    expect(cpu.processPercent).toBeGreaterThan(1)
    expect(cpu.hostPercent).toBeGreaterThan(0)
    expect(eventLoop.delayMs.max).toBeGreaterThan(150)
    expect(eventLoop.delayMs.mean).toBeGreaterThan(0)
    expect(eventLoop.utilization).toBeGreaterThan(0.1)
  })

  it('counts a block that reaches up to the end of an interval to that interval', () => {
    probe.start()
    probe.tick()
    block(300)
    probe.tick()
    expect(probe.metrics().eventLoop.delayMs.max).toBeGreaterThan(150)
  })

  it('forgets a block once a quiet interval has followed', async () => {
    probe.start()
    block(300)
    probe.tick()
    const blocked = probe.metrics().eventLoop
    await vi.waitFor(
      async () => {
        probe.tick()
        await sleep(200)
        probe.tick()
        const { delayMs, utilization } = probe.metrics().eventLoop
        expect(delayMs.max).toBeLessThan(blocked.delayMs.max / 2)
        expect(delayMs.p50).toBeLessThanOrEqual(delayMs.max)
        expect(utilization).toBeLessThan(blocked.utilization)
      },
      { timeout: 60_000 },
    )
  })

  it('measures nothing any more after stop', async () => {
    probe.start()
    probe.tick()
    probe.stop()
    const before = probe.metrics().eventLoop.delayMs
    await blockSeenByAll(100)
    probe.tick()
    expect(probe.metrics().eventLoop.delayMs).toEqual(before)
  })

  it('counts garbage collections by kind while it is started', async () => {
    probe.start()
    const before = probe.metrics().gc
    let rubbish: object[] = []
    for (let round = 0; round < 200; round++) rubbish = Array.from({ length: 10_000 }, () => ({ round }))
    expect(rubbish).toHaveLength(10_000)
    await eventually(() => expect(probe.metrics().gc.minor.count).toBeGreaterThan(before.minor.count))
    const { gc } = probe.metrics()
    expect(gc.pauseMs).toBeGreaterThan(before.pauseMs)
    const kinds = [gc.minor, gc.major, gc.incremental, gc.weakCallbacks]
    expect(kinds.reduce((sum, kind) => sum + kind.count, 0)).toBe(gc.count)
  })

  it('holds the floor of the heap down when the heap grows for a while', () => {
    const fresh = new SystemProbe()
    fresh.tick()
    const { heapFloor } = fresh.metrics().memory
    const held = Array.from({ length: 200_000 }, (_, index) => ({ index }))
    fresh.tick()
    const later = fresh.metrics().memory
    expect(later.heapFloor).toBeLessThanOrEqual(heapFloor)
    expect(held).toHaveLength(200_000)
  })
})
