import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TransactionEnds } from '../../../src/producer/transaction.js'
import { Endpoints } from '../../../src/route/endpoints.js'

const endpoints = Endpoints.parse('127.0.0.1:8081')
const end = {
  topic: 'deals',
  messageId: 'message-1',
  transactionId: 'transaction-1',
  resolution: 'COMMIT',
  source: 'CLIENT',
} as const

function endsOver(endTransaction: () => Promise<void>): TransactionEnds {
  return new TransactionEnds({ endTransaction })
}

describe('the ends of transactions', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('are remembered from the moment they are told', async () => {
    let answer = () => {}
    const ends = endsOver(() => new Promise<void>(resolve => (answer = resolve)))
    const telling = ends.tell(endpoints, end)
    expect(ends.isTold('transaction-1')).toBe(true)
    answer()
    await telling
    expect(ends.isTold('transaction-1')).toBe(true)
    expect(ends.isTold('transaction-2')).toBe(false)
  })

  it('are forgotten when the server could not be told, so that its question is answered', async () => {
    const ends = endsOver(() => Promise.reject(new Error('unreachable')))
    await expect(ends.tell(endpoints, end)).rejects.toThrow('unreachable')
    expect(ends.isTold('transaction-1')).toBe(false)
  })

  it('are forgotten after a while, because an OK does not prove that the broker obeyed', async () => {
    const ends = endsOver(async () => {})
    await ends.tell(endpoints, end)
    vi.advanceTimersByTime(60_000)
    expect(ends.isTold('transaction-1')).toBe(false)
  })
})
