import { describe, expect, it } from 'vitest'
import type { RocketMQError } from '../../../src/errors.js'
import {
  bufferDefaults,
  type ProducerOptions,
  parseProducerOptions,
} from '../../../src/producer/producer-options.js'

const endpoints = '127.0.0.1:8081'

describe('the options of a producer', () => {
  it('have defaults that need no touch', () => {
    expect(parseProducerOptions({ endpoints })).toMatchObject({
      topics: [],
      batch: {
        mode: 'auto',
        batchSize: 1_024,
        maxBytes: 1_048_576,
        flushIntervalMs: 0,
        maxInFlight: 4,
        bufferSize: 65_536,
        bufferBytes: 67_108_864,
        onFull: 'wait',
      },
      wireCompression: 'none',
      compression: { codec: 'none', thresholdBytes: 4_096 },
      deliveryTimeoutMs: 30_000,
      maxAttempts: Number.POSITIVE_INFINITY,
      transactionChecker: undefined,
      pooling: true,
      leakDetection: false,
    })
  })

  it('take the settings of the examples', () => {
    const batch = { batchSize: 50, flushIntervalMs: 100, bufferSize: 1_000 }
    expect(parseProducerOptions({ endpoints, batch }).batch).toMatchObject(batch)
  })

  it.each<[string, Partial<ProducerOptions>]>([
    ['batch.batchSize', { batch: { batchSize: 0 } }],
    ['batch.maxBytes', { batch: { maxBytes: 4 * 1024 * 1024 } }],
    ['batch.flushIntervalMs', { batch: { flushIntervalMs: -1 } }],
    ['batch.maxInFlight', { batch: { maxInFlight: 1.5 } }],
    ['batch.mode', { batch: { mode: 'sometimes' as never } }],
    ['batch.onFull', { batch: { onFull: 'drop' as never } }],
    ['batch.size', { batch: { size: 5 } as never }],
    ['wireCompression', { wireCompression: 'zstd' as never }],
    ['compression.codec', { compression: { codec: 'lz4' as never } }],
    ['compression.thresholdBytes', { compression: { thresholdBytes: -5 } }],
    ['deliveryTimeoutMs', { deliveryTimeoutMs: 0 }],
    ['maxAttempts', { maxAttempts: 0 }],
    ['maxAttempts', { maxAttempts: 1.5 }],
    ['transactionChecker', { transactionChecker: 'COMMIT' as never }],
    ['pooling', { pooling: 'no' as never }],
    ['topic', { topics: ['no topic!'] }],
    ['flushInterval', { flushInterval: 5 } as never],
  ])('are refused by name where %s is wrong', (name, wrong) => {
    expect(() => parseProducerOptions({ endpoints, ...wrong })).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION', message: expect.stringContaining(name) }),
    )
  })

  it('are refused all at once', () => {
    try {
      parseProducerOptions({ endpoints, deliveryTimeoutMs: 0, batch: { batchSize: 0, maxBytes: 0 } })
      expect.unreachable()
    } catch (error) {
      for (const name of ['deliveryTimeoutMs', 'batchSize', 'maxBytes']) {
        expect((error as RocketMQError).message).toContain(name)
      }
    }
  })
})

describe('the default bounds of what waits', () => {
  it.each([
    [64, 6_990, 16],
    [4_096, 65_536, 64],
  ])('follow a heap of %d MiB', (heapMiB, bufferSize, bytesMiB) => {
    const bufferBytes = bytesMiB * 1024 * 1024
    expect(bufferDefaults(heapMiB * 1024 * 1024)).toEqual({ bufferSize, bufferBytes })
  })
})
