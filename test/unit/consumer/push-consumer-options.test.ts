import { expect, it } from 'vitest'
import { cacheDefaults } from '../../../src/consumer/push-consumer-options.js'

it.each([
  [64, 4_096, 16],
  [16, 1_048, 4],
  [4_096, 4_096, 64],
])('the default bounds of the cache follow a heap of %d MiB', (heapMiB, maxCachedMessages, bytesMiB) => {
  const maxCachedBytes = bytesMiB * 1024 * 1024
  expect(cacheDefaults(heapMiB * 1024 * 1024)).toEqual({ maxCachedMessages, maxCachedBytes })
})
