import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MessageView } from '../../../src/message/message-view.js'
import { OrphanChecker, TransactionEnds } from '../../../src/producer/transaction.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import type { CommandMessage } from '../../../src/wire/server-command.js'
import { messageView } from '../../support/message-views.js'

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

describe('checkers that hang', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('are given up when no answer is taken any more, so that others have their turn', async () => {
    const report = vi.fn()
    const told: string[] = []
    const ends = new TransactionEnds({
      endTransaction: async (_, { transactionId }) => void told.push(transactionId),
    })
    const checker = (message: MessageView) =>
      message.text() === 'hangs' ? new Promise<never>(() => {}) : ('COMMIT' as const)
    const orphans = new OrphanChecker({ report, log: () => {} } as never, ends, checker)
    const ask = (body: string, transactionId: string) =>
      orphans.ask({ kind: 'orphanedTransaction', transactionId, message: orphan(body) }, endpoints)
    const hung = Array.from({ length: 20 }, (_, index) => ask('hangs', `t${index}`))
    await vi.advanceTimersByTimeAsync(30_000)
    await Promise.all(hung)
    expect(report).toHaveBeenCalledTimes(20)
    expect(report.mock.calls[0]?.[2]).toMatch(/transactionChecker said nothing within 25 s/)
    await ask('answers', 'last')
    expect(told).toEqual(['last'])
    orphans.close()
  })

  it('hold no timer when the producer is closed', async () => {
    const orphans = new OrphanChecker(
      {} as never,
      endsOver(async () => {}),
      () => new Promise<never>(() => {}),
    )
    void orphans.ask({ kind: 'orphanedTransaction', transactionId: 't', message: orphan('hangs') }, endpoints)
    await vi.advanceTimersByTimeAsync(10)
    expect(vi.getTimerCount()).toBeGreaterThan(0)
    orphans.close()
    await vi.advanceTimersByTimeAsync(10)
    expect(vi.getTimerCount()).toBe(0)
  })
})

function orphan(body: string): CommandMessage {
  return { topic: 'deals', bytes: body.length, open: async () => messageView({ body: Buffer.from(body) }) }
}
