import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { bench } from '../../src/cli/bench.js'
import type { Terminal } from '../../src/cli/command.js'
import { Producer } from '../../src/index.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { runInProcess } from '../support/command-line.js'
import { PATIENTLY } from '../support/producing.js'

let proxy: EmbeddedProxy

beforeAll(async () => {
  proxy = await EmbeddedProxy.start({
    topics: {
      measured: 'NORMAL',
      loads: 'NORMAL',
      shared: 'NORMAL',
      steps: 'FIFO',
      later: 'DELAY',
      deals: 'TRANSACTION',
    },
    groups: ['workers', 'others'],
  })
})
afterAll(() => proxy.close())

function run(line: string, terminal: Partial<Terminal> = {}) {
  return runInProcess(
    bench,
    ['--endpoints', proxy.endpoints, '--timeout', '30000', ...line.split(' ')],
    terminal,
  )
}

describe('rocketmq-jet bench', { timeout: 240_000 }, () => {
  it('measures sending and receiving, and prints all of it as JSON', async () => {
    const { code, stdout, stderr } = await run(
      '--topic measured --group workers --duration 300ms --callers 8 --bytes 100 --json',
    )
    expect([code, stderr]).toEqual([0, ''])
    const outcome = JSON.parse(stdout)
    const stored = proxy.messages('measured')
    expect(outcome).toMatchObject({ topic: 'measured', callers: 8, bytes: 100, failed: 0, errors: {} })
    expect([outcome.sent, outcome.received]).toEqual([stored.length, stored.length])
    expect(new Set(stored.map(({ body }) => body.length))).toEqual(new Set([100]))
    for (const latency of [outcome.latencyMs, outcome.endToEndMs]) {
      expect(latency.count).toBe(stored.length)
      expect(latency.p50).toBeLessThanOrEqual(latency.p99)
      expect(latency.p999).toBeLessThanOrEqual(latency.max)
    }
    expect(outcome.bySecond.reduce((sum: number, each: number) => sum + each, 0)).toBe(stored.length)
    expect(proxy.inFlight('measured', 'workers')).toBe(0)
  })

  it('tells people the rate, the percentiles, and shows both in plots', async () => {
    const { stdout } = await run('--topic loads --duration 200ms --callers 2')
    expect(stdout).toMatch(/sent {6}[\d,]+ messages, [\d,]+\/s/)
    expect(stdout).toMatch(/latency {3}p50 .* ms, p90 .*, p99 .*, p99\.9 .*, max /)
    expect(stdout).toMatch(/messages in each second.*\n {2}[▁▂▃▄▅▆▇█]+\n/)
    expect(stdout).toMatch(/≤ +[\d.]+ ms {2}[█▏]+ [\d.]+ %/)
  })

  it.each(['steps', 'later'])('sends what the topic takes: %s', async topic => {
    expect((await run(`--topic ${topic} --duration 100ms --callers 2`)).code).toBe(0)
  })

  it('sends no faster than --rate', async () => {
    const { stdout } = await run('--topic loads --duration 500ms --rate 20 --json')
    expect(JSON.parse(stdout).sent).toBeLessThan(100)
  })

  it('leaves messages alone that it did not send', async () => {
    const producer = new Producer({ endpoints: proxy.endpoints })
    await producer.send({ topic: 'shared', body: 'somebody needs this' })
    await producer.close()
    const { stdout } = await run('--topic shared --group others --duration 100ms --callers 1 --json')
    const { sent, received } = JSON.parse(stdout)
    expect(received).toBe(sent)
    expect(proxy.inFlight('shared', 'others')).toBe(1)
  })

  it('prints what it measured when it is interrupted, and ends with exit code 130', async () => {
    const interrupt = new AbortController()
    const before = proxy.messages('loads').length
    const running = run('--topic loads --json', { signal: interrupt.signal })
    await vi.waitFor(() => expect(proxy.messages('loads').length).toBeGreaterThan(before), PATIENTLY)
    interrupt.abort()
    const { code, stdout } = await running
    expect([code, JSON.parse(stdout).failed]).toEqual([130, 0])
  })

  it.each([
    ['--topic nowhere --duration 100ms', 1, 'TOPIC_NOT_FOUND'],
    ['--topic deals --duration 100ms', 2, 'takes TRANSACTION only'],
    ['--topic loads --bytes 10', 2, '--bytes must be a whole number from 54 on'],
    ['--topic loads --batch sometimes', 2, '--batch must be one of auto, on, off'],
    ['--topic loads --duration soon', 2, '--duration must be a time'],
  ])("ends with an exit code and a reason where it cannot run '%s'", async (line, exit, reason) => {
    const { code, stderr } = await run(line)
    expect([code, stderr]).toEqual([exit, expect.stringContaining(reason)])
  })

  it('counts what fails, by code', async () => {
    proxy.faults.always('SendMessage', { code: 'FORBIDDEN' })
    const { code, stdout } = await run('--topic loads --duration 200ms --callers 2 --json')
    proxy.faults.clear()
    const { sent, failed, errors } = JSON.parse(stdout)
    expect([code, sent, errors]).toEqual([1, 0, { FORBIDDEN: failed }])
    expect(failed).toBeGreaterThan(0)
  })
})
