import { describe, expect, it, vi } from 'vitest'
import { AlertNotifier } from '../../../src/monitor/alert-notifier.js'
import { alertStatus } from '../../support/stats-builders.js'

describe('AlertNotifier', () => {
  it('tells every sink, and only reports what one of them throws or rejects with', async () => {
    const errors = vi.fn()
    const heard = vi.fn()
    const notifier = new AlertNotifier(errors)
    const broken = () => {
      throw new Error('broken')
    }
    const late = async () => {
      await Promise.resolve()
      throw new Error('late')
    }
    notifier.notify(alertStatus({ rule: 'slow' }), [broken, late, heard])
    await notifier.settle(1_000)
    expect(heard).toHaveBeenCalledWith(expect.objectContaining({ rule: 'slow' }), expect.anything())
    expect(errors.mock.calls.flat().map(error => (error as Error).message)).toEqual(['broken', 'late'])
  })

  it('waits for what is under way, and aborts it when the time is up', async () => {
    const notifier = new AlertNotifier(() => {})
    let aborted = false
    const hanging = (_: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise<void>(resolve => {
        signal.addEventListener('abort', () => {
          aborted = true
          resolve()
        })
      })
    notifier.notify(alertStatus(), [hanging])
    await notifier.settle(10)
    expect(aborted).toBe(true)
  })

  it('can be used again after it settled', async () => {
    const notifier = new AlertNotifier(() => {})
    notifier.notify(alertStatus(), [() => new Promise<void>(() => {})])
    await notifier.settle(1)
    const sink = vi.fn()
    notifier.notify(alertStatus(), [sink])
    expect(sink.mock.calls[0]?.[1].signal.aborted).toBe(false)
  })
})
