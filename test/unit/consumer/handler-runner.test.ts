import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, it } from 'vitest'
import { ConsumerCounter } from '../../../src/consumer/consumer-counter.js'
import type { GroupMember } from '../../../src/consumer/group-member.js'
import { type Handler, HandlerRunner } from '../../../src/consumer/handler-runner.js'
import type { MessageView } from '../../../src/message/message-view.js'
import { messageView } from '../../support/message-views.js'
import { ODD_THENABLES, ODD_VALUES } from '../../support/odd-values.js'

/** Settles as promises of other libraries do. */
class Thenable {
  // biome-ignore lint/suspicious/noThenProperty: that is what makes it one
  then(done: (result: 'SUCCESS') => void): void {
    done('SUCCESS')
  }
}

const context = { signal: new AbortController().signal, attempt: 1 }

function memberOf(client: object, tracing?: object): GroupMember {
  return { client, group: 'workers', counter: new ConsumerCounter(), tracing } as unknown as GroupMember
}

function runner(handler: Handler) {
  const lines: string[] = []
  const client = {
    id: 'me',
    log: (_level: string, line: string) => void lines.push(line),
    report: (_during: string, _error: unknown, line: string) => void lines.push(line),
  }
  return { lines, runner: new HandlerRunner(memberOf(client), handler) }
}

describe('the verdict of a handler', () => {
  it.each([
    [undefined, 'SUCCESS'],
    [null, 'SUCCESS'],
    ['SUCCESS', 'SUCCESS'],
    ['FAILURE', 'FAILURE'],
    [{ suspendMs: 50 }, { suspendMs: 50 }],
    [{ suspendMs: 49 }, 'FAILURE'],
    [{ suspendMs: 13 * 3_600_000 }, { suspendMs: 13 * 3_600_000 }],
    [{ suspendMs: Number.POSITIVE_INFINITY }, 'FAILURE'],
    [{ suspendMs: Number.NaN }, 'FAILURE'],
    [{ suspendMs: 'soon' }, 'FAILURE'],
    [{ suspendMs: 1e300 }, 'FAILURE'],
    ['OK', 'SUCCESS'],
    ['failure', 'SUCCESS'],
    [true, 'SUCCESS'],
    [false, 'SUCCESS'],
    [7, 'SUCCESS'],
    [{ rowCount: 1 }, 'SUCCESS'],
    [[], 'SUCCESS'],
    [() => {}, 'SUCCESS'],
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

  it.each(['OK', { rowCount: 1 }, false])('of returning %j is told once', result => {
    const { runner: handlers, lines } = runner({ listener: () => result as never })
    for (let times = 0; times < 3; times++) void handlers.run(messageView({}), context)
    expect(lines).toEqual([expect.stringMatching(/^a handler returned .*counts as success.*'FAILURE'/)])
  })

  it.each([undefined, 'SUCCESS', 'FAILURE', { suspendMs: 60 }, 7, true])('of %j is not told', result => {
    const { runner: handlers, lines } = runner({ listener: () => result as never })
    void handlers.run(messageView({}), context)
    expect(lines).toEqual([])
  })

  it.each([
    ['throws', () => Promise.reject(new Error('full')), 3],
    ["says 'FAILURE'", () => 'FAILURE', 3],
    ['succeeds', () => {}, 0],
  ])(
    'of a batch whose handler takes messages out of its array and %s is that of all',
    async (_, end, failed) => {
      const handle = (messages: readonly MessageView[]) => {
        ;(messages as MessageView[]).splice(0, 2)
        return end() as never
      }
      const { runner: handlers } = runner({ batchListener: { handle } })
      const messages = [messageView({}), messageView({}), messageView({})]
      expect((await handlers.runBatch(messages, context)).size).toBe(failed)
      expect(messages).toHaveLength(3)
    },
  )

  it.each([undefined, null, 'SUCCESS', 'OK', [], { rowCount: 1 }, { failed: [] }, { failed: new Set() }])(
    'of a batch for which the handler returns %j is success of all',
    async result => {
      const { runner: handlers } = runner({ batchListener: { handle: () => result as never } })
      expect((await handlers.runBatch([messageView({})], context)).size).toBe(0)
    },
  )

  it.each(ODD_VALUES)('of throwing %s is a failure, which is reported', (_what, make) => {
    const listener = () => {
      throw make()
    }
    const { runner: handlers, lines } = runner({ listener })
    expect(handlers.run(messageView({}), context)).toBe('FAILURE')
    expect(lines).toEqual([expect.stringContaining('the handler failed')])
  })

  it.each(ODD_VALUES)('of rejecting with %s is a failure, which is reported', async (_what, make) => {
    const { runner: handlers, lines } = runner({ listener: () => Promise.reject(make()) })
    expect(await handlers.run(messageView({}), context)).toBe('FAILURE')
    expect(lines).toEqual([expect.stringContaining('the handler failed')])
    expect(handlers.describe()).toEqual([])
  })

  it.each(ODD_THENABLES)('of a promise %s is a failure, which is reported', async (_what, make) => {
    const { runner: handlers, lines } = runner({ listener: make as never })
    expect(await handlers.run(messageView({}), context)).toBe('FAILURE')
    expect(lines).toEqual([expect.stringContaining('the handler failed')])
  })

  it.each([...ODD_VALUES, ...ODD_THENABLES])('of a batch that ends with %s fails it', async (_what, make) => {
    const messages = [messageView({}), messageView({})]
    const { runner: handlers, lines } = runner({ batchListener: { handle: () => Promise.reject(make()) } })
    expect((await handlers.runBatch(messages, context)).size).toBe(2)
    expect(lines).toHaveLength(2)
  })

  it.each(ODD_VALUES)('of a batch that names %s as failed is a failure of all', async (_what, make) => {
    const { runner: handlers } = runner({ batchListener: { handle: () => ({ failed: make() }) as never } })
    expect((await handlers.runBatch([messageView({})], context)).size).toBe(1)
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

describe('the asynchronous context of a handler', () => {
  const request = new AsyncLocalStorage<string>()

  it('is not that of whoever started the consumer', () => {
    const seen: unknown[] = []
    const { runner: handlers } = runner({ listener: () => void seen.push(request.getStore()) })
    void request.run('a request', () => handlers.run(messageView({}), context))
    expect(seen).toEqual([undefined])
  })

  it('keeps what the handler puts into it, also over an await', async () => {
    const seen: unknown[] = []
    const listener = async (message: { messageId: string }) => {
      request.enterWith(message.messageId)
      await new Promise(resolve => setImmediate(resolve))
      seen.push(request.getStore())
    }
    const { runner: handlers } = runner({ listener })
    await Promise.all(['1', '2'].map(messageId => handlers.run(messageView({ messageId }), context)))
    expect(seen).toEqual(['1', '2'])
  })

  it('is not what the handler before left there', async () => {
    const seen: unknown[] = []
    const look = () => {
      seen.push(request.getStore())
      request.enterWith('left behind')
    }
    const { runner: handlers } = runner({ listener: look })
    for (let times = 0; times < 2; times++) await handlers.run(messageView({}), context)
    const { runner: batches } = runner({ batchListener: { handle: look } })
    for (let times = 0; times < 2; times++) await batches.runBatch([messageView({})], context)
    expect(seen).toEqual([undefined, undefined, undefined, undefined])
  })

  it('is what a tracer makes of it', () => {
    const trace = { run: <T>(handler: () => T) => request.run('the span', handler), end: () => {} }
    const tracing = { startProcess: () => trace }
    const seen: unknown[] = []
    const listener = () => void seen.push(request.getStore())
    const client = { id: 'me', log: () => {}, report: () => {} }
    void new HandlerRunner(memberOf(client, tracing), { listener }).run(messageView({}), context)
    expect(seen).toEqual(['the span'])
  })
})
