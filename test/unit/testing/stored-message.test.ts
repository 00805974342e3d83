import { expect, test } from 'vitest'
import { fromWire, QueueLog } from '../../../src/testing/stored-message.js'

const message = (body: string) => fromWire({ topic: { name: 'orders' }, body: Buffer.from(body) })

test('messages of a queue have the offsets 0, 1, 2 and stay where they are', () => {
  const queue = new QueueLog('broker-0', 3)
  for (const [index, body] of ['a', 'b', 'c'].entries()) queue.append(message(body), 1234, index)
  expect([queue.end, queue.key]).toEqual([3, '3'])
  expect(queue.messages.map(({ offset, queueId }) => [offset, queueId])).toEqual([
    [0, 3],
    [1, 3],
    [2, 3],
  ])
  expect(queue.at(1)).toMatchObject({ broker: 'broker-0', storeTimestamp: 1234 })
  expect(queue.at(1)?.body.toString()).toBe('b')
  expect(queue.at(3)).toBeUndefined()
})
