import { afterEach, describe, expect, it } from 'vitest'
import { globalMonitor } from '../../../src/monitor/monitor.js'
import { poolStats } from '../../support/stats-builders.js'

afterEach(() => globalMonitor().stop())

describe('globalMonitor', () => {
  it('is one and the same for all, and looks from the first call on', () => {
    const monitor = globalMonitor()
    expect(globalMonitor()).toBe(monitor)
    expect(monitor.started).toBe(true)
  })

  it('starts again after a stop', async () => {
    await globalMonitor().stop()
    expect(globalMonitor().started).toBe(true)
  })

  it('warns the process of what the default rules find', async () => {
    const warning = new Promise<Error>(resolve => process.once('warning', resolve))
    const pool = { stats: () => poolStats({ name: 'parcels', leaked: 1 }) }
    globalMonitor().attachPool(pool)
    expect(await warning).toMatchObject({
      name: 'RocketMQAlert',
      message: expect.stringContaining('parcels'),
    })
    globalMonitor().detach(pool)
  })
})
