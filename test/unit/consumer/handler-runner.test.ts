import { describe, expect, it } from 'vitest'
import { ConsumerCounter } from '../../../src/consumer/consumer-counter.js'
import { type Handler, HandlerRunner } from '../../../src/consumer/handler-runner.js'
import { messageView } from '../../support/message-views.js'

/** Settles as promises of other libraries do. */
class Thenable {
  // biome-ignore lint/suspicious/noThenProperty: that is what makes it one
  then(done: (result: 'SUCCESS') => void): void {
    done('SUCCESS')
  }
}

const context = { signal: new AbortController().signal, attempt: 1 }

function runner(handler: Handler) {
  const lines: string[] = []
  const client = { id: 'me', log: (_level: string, line: string) => void lines.push(line) }
  return { lines, runner: new HandlerRunner(client, 'workers', new ConsumerCounter(), handler) }
}

describe('the verdict of a handler', () => {
  it.each([
    [undefined, 'SUCCESS'],
    [null, 'SUCCESS'],
    ['SUCCESS', 'SUCCESS'],
    ['FAILURE', 'FAILURE'],
    [{ suspendMs: 50 }, { suspendMs: 50 }],
    [{ suspendMs: 49 }, 'FAILURE'],
    [{ suspendMs: 13 * 3_600_000 }, 'FAILURE'],
    [{ suspendMs: Number.NaN }, 'FAILURE'],
    ['OK', 'FAILURE'],
    [true, 'FAILURE'],
  ])('of returning %j is %j', async (result, verdict) => {
    const { runner: handlers } = runner({ listener: () => result as never })
    expect(await handlers.run(messageView({}), context)).toEqual(verdict)
  })

  it.each([
    ['resolves', async () => 'FAILURE' as const, 'FAILURE'],
    ['rejects', () => Promise.reject(new Error('cannot bill')), 'FAILURE'],
    ['another library made', () => new Thenable(), 'SUCCESS'],
  ])('of a promise that %s comes later', async (_how, listener, verdict) => {
    const { runner: handlers } = runner({ listener: listener as never })
    const later = handlers.run(messageView({}), context)
    expect(handlers.describe()).toHaveLength(1)
    expect(await later).toBe(verdict)
    expect(handlers.describe()).toEqual([])
  })

  it('of a handler that is done when it returns is there at once', () => {
    const { runner: handlers } = runner({ listener: () => {} })
    expect(handlers.run(messageView({}), context)).toBe('SUCCESS')
  })

  it('of throwing is a failure, which is reported with the message and the attempt', async () => {
    const { runner: handlers, lines } = runner({
      listener: () => {
        throw new Error('cannot bill')
      },
    })
    expect(await handlers.run(messageView({ messageId: 'id-1' }), { ...context, attempt: 4 })).toBe('FAILURE')
    expect(lines).toEqual([expect.stringMatching(/message id-1 of orders, attempt 4: .*cannot bill/)])
  })

  it('of a batch names those that failed', async () => {
    const [one, two] = [messageView({ messageId: '1' }), messageView({ messageId: '2' })]
    const { runner: handlers } = runner({ batchListener: { handle: () => ({ failed: [two] }) } })
    expect([...(await handlers.runBatch([one, two], context))]).toEqual([two])
  })

  it('of a batch that names a stranger is a failure of all', async () => {
    const [one, two] = [messageView({ messageId: '1' }), messageView({ messageId: '2' })]
    const { runner: handlers } = runner({ batchListener: { handle: () => ({ failed: [messageView({})] }) } })
    expect((await handlers.runBatch([one, two], context)).size).toBe(2)
  })

  it('is not there yet while the handler runs, which an operator can see', async () => {
    let end = () => {}
    const { runner: handlers } = runner({ listener: () => new Promise<void>(resolve => (end = resolve)) })
    const running = handlers.run(messageView({ messageId: 'id-1' }), context)
    expect(handlers.describe()).toEqual([
      expect.stringMatching(/handler of id-1 of orders, attempt 1, for \d+ ms/),
    ])
    end()
    await running
    expect(handlers.describe()).toEqual([])
  })
})
