import { describe, expect, it } from 'vitest'
import { corruptedBatchAdvice, findCorruptedBatch } from '../../../src/consumer/receiver.js'
import { messageView } from '../../support/message-views.js'

const message = (messageId: string, offset: number, body: string, queueId = 0) =>
  messageView({ messageId, offset, queueId, body: Buffer.from(body) })

describe('the sign of a broker that corrupts batches', () => {
  it('is one id with different bodies in one queue', () => {
    const second = message('1', 6, 'b')
    expect(findCorruptedBatch([message('1', 5, 'a'), second])).toBe(second)
    expect(corruptedBatchAdvice(second)).toMatch(/5\.4\.0.*batch\.mode to 'off'/s)
  })

  it('is not a message that its sender repeated, nor messages with ids of their own', () => {
    expect(
      findCorruptedBatch([message('1', 5, 'a'), message('1', 9, 'a'), message('2', 6, 'b')]),
    ).toBeUndefined()
    expect(findCorruptedBatch([message('1', 5, 'a'), message('1', 5, 'b', 3)])).toBeUndefined()
  })
})
