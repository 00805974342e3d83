import { expect, it } from 'vitest'
import { cacheDefaults, parsePushConsumerOptions } from '../../../src/consumer/push-consumer-options.js'
import { parseSimpleConsumerOptions } from '../../../src/consumer/simple-consumer-options.js'

it.each([
  [64, 4_096, 16],
  [16, 1_048, 4],
  [4_096, 4_096, 64],
])('the default bounds of the cache follow a heap of %d MiB', (heapMiB, maxCachedMessages, bytesMiB) => {
  const maxCachedBytes = bytesMiB * 1024 * 1024
  expect(cacheDefaults(heapMiB * 1024 * 1024)).toEqual({ maxCachedMessages, maxCachedBytes })
})

it.each([Number.POSITIVE_INFINITY, 1e300, 0])('messages cannot be hidden for %s ms', invisibleDurationMs => {
  const options = { endpoints: 'a:1', consumerGroup: 'g', subscriptions: { a: '*' }, invisibleDurationMs }
  const refused = expect.objectContaining({
    code: 'CONFIGURATION',
    message: expect.stringContaining('invisibleDurationMs must be'),
  })
  expect(() => parsePushConsumerOptions({ ...options, listener: () => {} })).toThrow(refused)
  expect(() => parseSimpleConsumerOptions(options)).toThrow(refused)
})
