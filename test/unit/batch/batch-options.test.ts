import { describe, expect, it } from 'vitest'
import { type BatchOptions, readBatchSettings } from '../../../src/batch/batch-options.js'
import { BatchProcessor } from '../../../src/batch/batch-processor.js'

const handler = async () => {}
const sizeOf = () => 1

describe('options', () => {
  it('have the documented defaults', () => {
    expect(readBatchSettings({ handler })).toMatchObject({
      name: 'batch',
      batchSize: 1000,
      maxBytes: Number.POSITIVE_INFINITY,
      flushIntervalMs: 0,
      bufferSize: 10_000,
      bufferBytes: Number.POSITIVE_INFINITY,
      onFull: 'wait',
      maxInFlight: 4,
      maxInFlightTotal: Number.POSITIVE_INFINITY,
      maxRetries: 0,
      autoStart: true,
    })
    expect(readBatchSettings({ handler }).retryDelayMs(1, null, [])).toBe(100)
  })

  const wrong: [string, Partial<BatchOptions<number>>][] = [
    ['batchSize', { batchSize: 0 }],
    ['batchSize', { batchSize: 1.5 }],
    ['maxBytes', { maxBytes: -1, sizeOf }],
    ['maxBytes', { maxBytes: 100 }],
    ['bufferBytes', { bufferBytes: 100 }],
    ['flushIntervalMs', { flushIntervalMs: -1 }],
    ['flushIntervalMs', { flushIntervalMs: 2 ** 31 }],
    ['bufferSize', { bufferSize: Number.NaN }],
    ['onFull', { onFull: 'drop' as never }],
    ['maxInFlight', { maxInFlight: 0 }],
    ['maxInFlightTotal', { maxInFlightTotal: 0 }],
    ['maxRetries', { maxRetries: -1 }],
    ['retryDelayMs', { retryDelayMs: -1 }],
    ['keyOf', { keyOf: 'topic' as never }],
    ['handler', { handler: undefined as never }],
  ]
  it.each(wrong)('are refused with their name and value: %s %j', (option, options) => {
    expect(() => new BatchProcessor({ name: 'orders', handler, ...options })).toThrow(
      expect.objectContaining({
        code: 'CONFIGURATION',
        message: expect.stringMatching(new RegExp(`"orders".*${option}`)),
      }),
    )
  })
})
