import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ConsoleLogger } from '../../../src/client/logger.js'

const warned: string[] = []
const failed: string[] = []

beforeEach(() => {
  vi.useFakeTimers()
  warned.length = 0
  failed.length = 0
  vi.spyOn(console, 'warn').mockImplementation(line => void warned.push(line))
  vi.spyOn(console, 'error').mockImplementation(line => void failed.push(line))
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const handlerFailed = (logger: ConsoleLogger, id: number, reason = 'no such order') =>
  logger.error(
    `rocketmq-jet push-consumer me: the handler failed for message 0A${id}F0000000 of orders: ${reason}`,
  )

describe('the logger by default', () => {
  it('writes warnings and errors to the console, and nothing else', () => {
    const logger = new ConsoleLogger()
    logger.debug()
    logger.info()
    logger.warn('rocketmq-jet producer me: telemetry lost: gone')
    logger.error('rocketmq-jet producer me: something worse')
    expect([warned, failed]).toEqual([
      ['rocketmq-jet producer me: telemetry lost: gone'],
      ['rocketmq-jet producer me: something worse'],
    ])
  })

  it('writes each kind at once, then with a count of those like it, some seconds later', () => {
    const logger = new ConsoleLogger()
    for (let id = 0; id < 500; id++) handlerFailed(logger, id, `order ${id} is unknown`)
    expect(failed).toHaveLength(1)
    vi.advanceTimersByTime(5_000)
    expect(failed).toHaveLength(2)
    expect(failed[1]).toMatch(/order 499 is unknown \(499 like this in the last 5 s\)$/)
    vi.advanceTimersByTime(60_000)
    expect(failed).toHaveLength(2)
    handlerFailed(logger, 1)
    expect(failed).toHaveLength(3)
  })

  it('lets no kind drown another', () => {
    const logger = new ConsoleLogger()
    for (let id = 0; id < 50; id++) handlerFailed(logger, id)
    logger.error('rocketmq-jet push-consumer me: transaction 1 could not be checked: no')
    logger.warn('rocketmq-jet push-consumer me: route of orders not refreshed: gone')
    expect([failed.length, warned.length]).toEqual([2, 1])
  })

  it('does not grow with lines that are all different, and holds no process', () => {
    const logger = new ConsoleLogger()
    for (let id = 0; id < 1_000; id++)
      logger.warn(`rocketmq-jet producer me: ${'abcdefghij'[id % 10]}${'x'.repeat(id)}`)
    expect(warned.length).toBeLessThanOrEqual(101)
    expect(vi.getTimerCount()).toBeLessThanOrEqual(101)
  })
})
