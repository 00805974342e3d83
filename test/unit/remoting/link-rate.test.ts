import { expect, it } from 'vitest'
import { LinkRate } from '../../../src/remoting/connection.js'

const KIB = 1_024

/** One request that was answered at so many bytes a millisecond. */
function measure(link: LinkRate, bytes: number, bytesPerMs: number): void {
  link.end(bytes, link.begin(bytes), performance.now() - bytes / bytesPerMs, 'answered')
}

it('reckons with 256 kbit/s before it knows better, so that no first request is doubled', () => {
  const link = new LinkRate()
  expect(link.transferMs(15 * KIB)).toBe(0)
  expect(link.transferMs(32 * KIB)).toBe(1_024)
  expect(link.transferMs(2_048 * KIB)).toBe(65_536)
})

it('counts the bytes of all requests that are under way', () => {
  const link = new LinkRate()
  expect(link.begin(10 * KIB)).toBe(10 * KIB)
  expect(link.begin(10 * KIB)).toBe(20 * KIB)
  link.end(10 * KIB, 10 * KIB, performance.now(), 'unknown')
  expect(link.underWay).toBe(10 * KIB)
})

it('follows what it measures, with as much time again, but never below a millisecond a KiB', () => {
  const link = new LinkRate()
  measure(link, 100 * KIB, 128)
  const slow = link.transferMs(1_024 * KIB)
  expect(slow).toBeGreaterThan(15_000)
  expect(slow).toBeLessThan(17_000)
  for (let index = 0; index < 50; index++) measure(link, 1_024 * KIB, 100_000)
  expect(link.transferMs(1_024 * KIB)).toBeGreaterThanOrEqual(1_024)
  expect(link.transferMs(1_024 * KIB)).toBeLessThan(1_100)
})

it('gives more time after a request that got no answer in the time it had', () => {
  const link = new LinkRate()
  measure(link, 100 * KIB, 1_000)
  const before = link.transferMs(1_024 * KIB)
  link.end(100 * KIB, link.begin(100 * KIB), performance.now(), 'late')
  expect(link.transferMs(1_024 * KIB)).toBeGreaterThan(1.9 * before)
  for (let index = 0; index < 50; index++)
    link.end(100 * KIB, link.begin(100 * KIB), performance.now(), 'late')
  expect(link.transferMs(1_024 * KIB)).toBe((2 * 1_024 * KIB) / 8)
})

it('learns nothing of the link from small requests', () => {
  const link = new LinkRate()
  measure(link, 10, 0.001)
  expect(link.transferMs(32 * KIB)).toBe(1_024)
})
