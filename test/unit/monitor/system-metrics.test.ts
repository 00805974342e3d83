import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { SystemProbe } from '../../../src/monitor/system-metrics.js'

const probe = new SystemProbe()

afterEach(() => probe.stop())

/** Keeps the event loop from turning. */
function block(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
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

  it('sees a busy processor and a blocked event loop, and a free one afterwards', async () => {
    probe.start()
    await sleep(50)
    probe.tick()
    block(300)
    await sleep(50)
    probe.tick()
    const busy = probe.metrics()
    expect(busy.cpu.processPercent).toBeGreaterThan(30)
    expect(busy.cpu.hostPercent).toBeGreaterThan(0)
    expect(busy.eventLoop.delayMs.max).toBeGreaterThan(150)
    expect(busy.eventLoop.utilization).toBeGreaterThan(0.5)
    await sleep(300)
    probe.tick()
    const { delayMs, utilization } = probe.metrics().eventLoop
    expect(delayMs.max).toBeLessThan(150)
    expect(delayMs.p50).toBeGreaterThanOrEqual(0)
    expect(utilization).toBeLessThan(0.5)
  })

  it('counts garbage collections by kind while it is started', async () => {
    probe.start()
    const before = probe.metrics().gc
    let rubbish: object[] = []
    for (let round = 0; round < 200; round++) rubbish = Array.from({ length: 10_000 }, () => ({ round }))
    expect(rubbish).toHaveLength(10_000)
    await sleep(50)
    const { gc } = probe.metrics()
    expect(gc.minor.count).toBeGreaterThan(before.minor.count)
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
