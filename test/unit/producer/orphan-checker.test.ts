import { describe, expect, it } from 'vitest'
import type { Client } from '../../../src/client/client.js'
import { checkOrphan } from '../../../src/producer/orphan-checker.js'
import { TransactionEnds } from '../../../src/producer/transaction-ends.js'
import type { TelemetrySession } from '../../../src/remoting/telemetry-session.js'
import { Endpoints } from '../../../src/route/endpoints.js'

const endpoints = Endpoints.parse('127.0.0.1:8081')
const command = {
  transactionId: 'transaction-1',
  message: {
    topic: { name: 'deals' },
    body: Buffer.from('deal'),
    systemProperties: { messageId: 'message-1', bodyEncoding: 1 },
  },
}

/** Asks a checker, and gives the requests sent and the lines logged. */
async function ask(checker: (() => unknown) | undefined) {
  const requests: unknown[] = []
  const lines: string[] = []
  const client = {
    log: (level: string, line: string) => lines.push(`${level}: ${line}`),
    resource: (name: string) => ({ name }),
    request: async (to: Endpoints, _rpc: unknown, request: object) => requests.push({ to, ...request }),
  } as unknown as Client
  await checkOrphan(client, new TransactionEnds(client), checker as never, command, {
    endpoints,
  } as TelemetrySession)
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
