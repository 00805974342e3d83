import { expect, it } from 'vitest'
import { OTHER_TOPICS, TopicTallies } from '../../../src/stats/meters.js'

const tallies = () => new TopicTallies(() => ({ count: 0 }))

it('keeps topics apart, in whatever order they come', () => {
  const topics = tallies()
  for (const topic of ['orders', 'orders', 'bills', 'orders', '', 'bills']) topics.of(topic).count += 1
  expect(topics.summaries(({ count }) => count)).toEqual({ orders: 3, bills: 2, '': 1 })
})

it('keeps a thousand names apart, and counts the rest together', () => {
  const topics = tallies()
  for (let round = 0; round < 2; round++)
    for (let index = 0; index < 1_500; index++) topics.of(`topic-${index}`).count += 1
  const counts = topics.summaries(({ count }) => count)
  expect(Object.keys(counts)).toHaveLength(1_001)
  expect(counts['topic-999']).toBe(2)
  expect(counts[OTHER_TOPICS]).toBe(1_000)
})
