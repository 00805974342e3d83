import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, it } from 'vitest'
import type { Client } from '../../../src/client/client.js'
import { Unpooled } from '../../../src/pool/object-pool.js'
import { OrphanChecker, TransactionEnds } from '../../../src/producer/transaction.js'
import { ProducerCalls } from '../../../src/remoting/producer-calls.js'
import type { RpcClient } from '../../../src/remoting/rpc-client.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import { type OrphanedTransaction, readCommand } from '../../../src/wire/server-command.js'
import { settle } from '../../support/manual-handler.js'
import { ODD_VALUES } from '../../support/odd-values.js'

const endpoints = Endpoints.parse('127.0.0.1:8081')
const NO_SENDS = {
  namespace: '',
  bornHost: 'host',
  requestTimeoutMs: 1_000,
  compress: false,
  buffers: new Unpooled('buffers', (size: number) => Buffer.alloc(size)),
}
const command = {
  transactionId: 'transaction-1',
  message: {
    topic: { name: 'deals' },
    body: Buffer.from('deal'),
    systemProperties: { messageId: 'message-1', bodyEncoding: 1 },
  },
}

function orphan(recoverOrphanedTransactionCommand: object): OrphanedTransaction {
  return readCommand({ recoverOrphanedTransactionCommand }, () => {}) as OrphanedTransaction
}

/** Asks a checker, and gives the requests sent and the lines logged. */
async function ask(checker: (() => unknown) | undefined) {
  const requests: unknown[] = []
  const lines: string[] = []
  const client = {
    log: (level: string, line: string) => lines.push(`${level}: ${line}`),
    report: (_during: string, _error: unknown, line: string, { level }: { level: string }) =>
      lines.push(`${level}: ${line}`),
  } as unknown as Client
  const rpc = {
    resource: (name: string) => ({ name }),
    request: async (to: Endpoints, _rpc: unknown, request: object) => requests.push({ to, ...request }),
  } as unknown as RpcClient
  const ends = new TransactionEnds(new ProducerCalls(rpc, NO_SENDS))
  await new OrphanChecker(client, ends, checker as never).ask(orphan(command), endpoints)
  return { requests, lines }
}

describe('a transaction that nobody ended', () => {
  it.each([
    ['COMMIT', 1],
    ['ROLLBACK', 2],
  ])('is ended by the checker’s %s, at the proxy that asked', async (verdict, resolution) => {
    const { requests } = await ask(async () => verdict)
    expect(requests).toEqual([
      {
        to: endpoints,
        topic: { name: 'deals' },
        messageId: 'message-1',
        transactionId: 'transaction-1',
        resolution,
        source: 2,
      },
    ])
  })

  it('stays open after UNKNOWN', async () => {
    expect(await ask(() => 'UNKNOWN')).toEqual({ requests: [], lines: [] })
  })

  it('stays open if the checker fails, forgets to answer, or is missing, and a line says so', async () => {
    for (const checker of [() => Promise.reject(new Error('no database')), () => undefined, undefined]) {
      const { requests, lines } = await ask(checker)
      expect(requests).toEqual([])
      expect(lines).toHaveLength(1)
      expect(lines[0]).toContain('transaction-1')
    }
  })
})

describe('a flood of questions', () => {
  function flood(questions: number, bytes: number, checker: () => Promise<string>) {
    const lines: string[] = []
    const client = {
      log: (_level: string, line: string) => lines.push(line),
      report: (_during: string, _error: unknown, line: string) => lines.push(line),
    } as unknown as Client
    const orphans = new OrphanChecker(
      client,
      new TransactionEnds({ endTransaction: async () => {} }),
      checker as never,
    )
    for (let number = 0; number < questions; number++) {
      const { systemProperties, topic } = command.message
      const message = { topic, systemProperties, body: Buffer.alloc(bytes) }
      void orphans.ask(orphan({ transactionId: `${number}`, message }), endpoints)
    }
    return { orphans, lines }
  }

  it('is answered by a bounded number of checkers at once, all in the end', async () => {
    let running = 0
    let most = 0
    let checked = 0
    const { lines } = flood(5_000, 10, async () => {
      most = Math.max(most, ++running)
      await settle()
      running -= 1
      checked += 1
      return 'UNKNOWN'
    })
    await expect.poll(() => checked, { timeout: 25_000 }).toBe(5_000)
    expect(most).toBeLessThanOrEqual(20)
    expect(lines).toEqual([])
  })

  it('is held in bounded memory: what is over it is for the server to ask again', () => {
    const { lines, orphans } = flood(100, 1024 * 1024, () => new Promise(() => {}))
    expect(lines).toHaveLength(100 - 20 - 32)
    expect(lines[0]).toMatch(/32 others wait.*the server asks again/)
    orphans.close()
  })

  it('is no more checked once the producer is closed', async () => {
    let begun = 0
    let end = () => {}
    const { orphans } = flood(30, 10, () => {
      begun += 1
      return new Promise(resolve => {
        end = () => resolve('UNKNOWN')
      })
    })
    await settle()
    orphans.close()
    end()
    await settle()
    expect(begun).toBe(20)
  })
})

describe('a checker', () => {
  it('runs in a context of its own', async () => {
    const request = new AsyncLocalStorage<string>()
    const seen: unknown[] = []
    const look = () => {
      seen.push(request.getStore())
      request.enterWith('left behind')
      return 'UNKNOWN'
    }
    await request.run('a request', async () => [await ask(look), await ask(look)])
    expect(seen).toEqual([undefined, undefined])
  })

  it.each(ODD_VALUES)(
    'that throws or returns %s leaves the transaction open, and a line says so',
    async (_what, make) => {
      for (const checker of [() => Promise.reject(make()), make]) {
        const { requests, lines } = await ask(checker)
        expect(requests).toEqual([])
        expect(lines).toEqual([expect.stringContaining('transaction-1')])
      }
    },
  )
})
