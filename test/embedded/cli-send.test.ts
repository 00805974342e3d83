import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Terminal } from '../../src/cli/command.js'
import { receive } from '../../src/cli/receive.js'
import { send } from '../../src/cli/send.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { runInProcess } from '../support/command-line.js'
import { PATIENTLY } from '../support/producing.js'

let proxy: EmbeddedProxy
const folder = mkdtempSync(join(tmpdir(), 'rocketmq-send-'))

beforeAll(async () => {
  proxy = await EmbeddedProxy.start({
    mode: 'CLUSTER',
    topics: {
      orders: 'NORMAL',
      copies: 'NORMAL',
      steps: 'FIFO',
      later: 'DELAY',
      urgent: 'PRIORITY',
      agents: 'LITE',
      deals: 'TRANSACTION',
    },
    groups: ['workers', 'others'],
  })
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await proxy.close()
})
beforeEach(() => {
  for (const [topic, type] of [
    ['orders', 'NORMAL'],
    ['copies', 'NORMAL'],
  ] as const) {
    proxy.deleteTopic(topic)
    proxy.createTopic(topic, type)
  }
})

function run(line: string, terminal: Partial<Terminal> = {}) {
  return runInProcess(
    send,
    ['--endpoints', proxy.endpoints, '--timeout', '30000', ...line.split(' ')],
    terminal,
  )
}

const stored = (topic: string) => proxy.messages(topic).map(({ body }) => body.toString('latin1'))
const input = (...chunks: (string | Uint8Array)[]) => ({ input: Readable.from(chunks) })

describe('rocketmq-jet send', { timeout: 240_000 }, () => {
  it('sends each line of standard input, byte by byte, and passes over empty ones', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0xc3])
    const result = await run('--topic orders --lines', input('first\r\n\n', bytes, '\nlast'))
    expect(result).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^sent 3 messages in /),
    })
    expect(stored('orders').sort()).toEqual(['first', 'last', bytes.toString('latin1')])
  })

  it('sends the lines of a file, up to --count of them', async () => {
    const file = join(folder, 'orders.txt')
    writeFileSync(file, Array.from({ length: 500 }, (_, i) => `order ${i}\n`).join(''))
    expect((await run(`--topic orders --lines --file ${file}`)).code).toBe(0)
    expect(new Set(stored('orders')).size).toBe(500)
    await run(`--topic copies --lines --count 10 --file ${file}`)
    expect(stored('copies')).toHaveLength(10)
  })

  it('waits for a server that is slow at the start as long as --timeout says', async () => {
    // Longer than it waits without.
    const slow = proxy.faults.once('Telemetry', { delayMs: 6_000 })
    onTestFinished(() => proxy.faults.clear())
    const result = await run('--topic orders --timeout 40000 x')
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect([slow.hits, stored('orders')]).toEqual([1, ['x']])
  })

  it('sends a whole file as one message where no lines are asked for', async () => {
    const file = join(folder, 'picture.png')
    writeFileSync(file, Buffer.from([0x89, 0x50, 0x0a, 0xff]))
    expect((await run(`--topic orders --file ${file}`)).code).toBe(0)
    expect(stored('orders')).toEqual(['\u0089P\n\u00ff'])
  })

  it('sends a body --count times', async () => {
    const { code, stdout } = await run('--topic orders --count 40 hello')
    expect([code, stdout]).toEqual([0, expect.stringContaining('sent 40 messages')])
    expect(stored('orders')).toEqual(Array.from({ length: 40 }, () => 'hello'))
  })

  it('gives a message each field by its flag', async () => {
    await run('--topic orders --tag paid --key a --keys b,c --property colour=red x')
    await run('--topic steps --group g x')
    await run('--topic later --delay 1s x')
    await run('--topic urgent --priority 0 x')
    await run('--topic agents --lite agent-1 x')
    const { message } = proxy.requestsOf('SendMessage').slice(-5)[0] ?? {}
    expect(message?.messages?.[0]).toMatchObject({
      userProperties: { colour: 'red' },
      systemProperties: { tag: 'paid', keys: ['a', 'b', 'c'] },
    })
    const sent = proxy.requestsOf('SendMessage').slice(-4)
    expect(sent.map(each => each.message.messages?.[0]?.systemProperties)).toMatchObject([
      { messageGroup: 'g' },
      { deliveryTimestamp: expect.anything() },
      { priority: 0 },
      { liteTopic: 'agent-1' },
    ])
  })

  it('commits each message of --transaction', async () => {
    const { code } = await run('--topic deals --transaction --lines', input('one\ntwo\n'))
    expect(code).toBe(0)
    expect(stored('deals').sort()).toEqual(['one', 'two'])
  })

  it('sends again what receive printed', async () => {
    await run('--topic orders --tag paid --key k --property colour=red hello')
    await run('--topic orders --lines', input(Buffer.from([0xff, 0xfe])))
    const where = ['--endpoints', proxy.endpoints, '--topic', 'orders', '--group', 'workers', '--max', '2']
    const { stdout } = await runInProcess(receive, where)
    const { code, stderr } = await run('--topic copies --json-lines', input(stdout))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stored('copies').sort()).toEqual(['hello', '\u00ff\u00fe'])
    const copies = proxy.requestsOf('SendMessage').flatMap(({ message }) => message.messages ?? [])
    expect(copies.slice(-2)).toContainEqual(
      expect.objectContaining({
        userProperties: { colour: 'red' },
        systemProperties: expect.objectContaining({ tag: 'paid', keys: ['k'] }),
      }),
    )
  })

  it('prints a receipt for each line with --json, and a failure for what is not sent', async () => {
    const lines = '{"body":"a"}\n{"body":""}\n{"body":"c"}\n'
    const { code, stdout, stderr } = await run(
      '--topic orders --json-lines --json --keep-going',
      input(lines),
    )
    const results = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(results.sort((a, b) => a.line - b.line)).toMatchObject([
      { line: 1, messageId: expect.any(String), offset: expect.any(Number) },
      { line: 2, error: { code: 'MESSAGE_BODY_EMPTY' } },
      { line: 3, messageId: expect.any(String) },
    ])
    expect(code).toBe(1)
    expect(stderr).toMatch(/line 2: MESSAGE_BODY_EMPTY: .*\n.*sent 2 messages/)
  })

  it('stops at the first line that cannot be sent, and says where it was', async () => {
    const endless = Readable.from(
      (function* () {
        yield '{"body":"a"}\nnonsense\n'
        for (;;) yield '{"body":"more"}\n'
      })(),
    )
    const { code, stderr } = await run('--topic orders --json-lines', { input: endless })
    expect(code).toBe(1)
    expect(stderr).toContain('line 2 is not valid JSON')
    expect(stderr).toContain('nothing was sent after line 1')
    expect(stored('orders')).toEqual(['a'])
  })

  it('passes over such lines with --keep-going', async () => {
    const lines = '{"body":"a"}\nnonsense\n{"tag":"x"}\n{"body":"d"}\n'
    const { code, stderr } = await run('--topic orders --json-lines --keep-going', input(lines))
    expect(code).toBe(1)
    expect(stderr).toContain('line 2 is not valid JSON')
    expect(stderr).toContain('line 3 has no body')
    expect(stderr).toContain('2 failed')
    expect(stored('orders').sort()).toEqual(['a', 'd'])
  })

  it('sends all that it took when it is interrupted, nothing after, and says at which line', async () => {
    const interrupt = new AbortController()
    let line = 0
    const endless = Readable.from(
      (function* () {
        for (;;) yield `${++line}\n`
      })(),
    )
    const running = run('--topic orders --lines', { input: endless, signal: interrupt.signal })
    await vi.waitFor(() => expect(stored('orders').length).toBeGreaterThan(100), PATIENTLY)
    interrupt.abort()
    const { code, stdout, stderr } = await running
    expect(code).toBe(130)
    const last = Number(/nothing was sent after line (\d+)/.exec(stderr)?.[1])
    expect(new Set(stored('orders'))).toEqual(
      new Set(Array.from({ length: last }, (_, index) => `${index + 1}`)),
    )
    expect(stdout).toContain(`sent ${last.toLocaleString('en-US')} messages`)
  })

  it('reads no more of its input than the brokers take', async () => {
    proxy.faults.always('SendMessage', { code: 'INTERNAL_SERVER_ERROR' })
    onTestFinished(() => proxy.faults.clear())
    const interrupt = new AbortController()
    let lines = 0
    const endless = Readable.from(
      (function* () {
        for (;;) yield `${++lines}${'x'.repeat(1_000)}\n`
      })(),
    )
    const running = run('--topic orders --lines', { input: endless, signal: interrupt.signal })
    let before = -1
    await vi.waitFor(
      () => {
        const still = lines > 0 && lines === before
        before = lines
        expect(still).toBe(true)
      },
      { timeout: 60_000, interval: 100 },
    )
    expect(lines).toBeLessThan(5_000)
    proxy.faults.clear()
    interrupt.abort()
    expect((await running).code).toBe(130)
  })

  it('sends no faster than --rate', async () => {
    const interrupt = new AbortController()
    const running = run('--topic orders --count 1000 --rate 20 x', { signal: interrupt.signal })
    await vi.waitFor(() => expect(stored('orders').length).toBeGreaterThan(1), PATIENTLY)
    interrupt.abort()
    expect((await running).code).toBe(130)
    expect(stored('orders').length).toBeLessThan(200)
  })

  it('shows how far it is where somebody looks, and nowhere else', async () => {
    const drawn: string[] = []
    const display = { columns: 80, write: (text: string) => drawn.push(text) > 0 }
    const { stderr } = await run('--topic orders --count 3 x', { display })
    expect(drawn.join('')).toMatch(/█.* % .*sent .*\/s/)
    expect(drawn.at(-1)).toBe('\r\u001b[K')
    expect(stderr).toBe('')
  })

  it.each([
    ['--topic orders --tag a|b x', '--tag'],
    ['--topic bad.topic x', '--topic'],
    ['--topic later --delay soon x', '--delay must be a time'],
    ['--topic urgent --priority high x', '--priority must be a whole number from 0 on'],
    ['--topic orders --lines --json-lines', '--lines and --json-lines exclude each other'],
    ['--topic orders --lines x', 'BODY and --file, --lines or --json-lines exclude each other'],
    ['--topic orders --file /nowhere/at-all', '--file: ENOENT'],
    ['--lines', '--topic is needed'],
    ['--topic orders --timeout 0 x', '--timeout must be a whole number'],
    ['--topic orders --tls-ca /nowhere/ca.pem x', '--tls-ca: ENOENT'],
    ['--topic orders --name-server two|words x', '--name-server must be host:port'],
    ['--topic orders --config /nowhere/rocketmq.json x', '/nowhere/rocketmq.json: ENOENT'],
    ['--topic orders --secret-key hunter2 x', '--access-key and --secret-key go together'],
  ])("refuses '%s' in the words of the command line, with exit code 2", async (line, complaint) => {
    vi.stubEnv('ROCKETMQ_ACCESS_KEY', '')
    onTestFinished(() => void vi.unstubAllEnvs())
    const { code, stderr } = await run(line)
    expect([code, stderr]).toEqual([2, expect.stringContaining(complaint)])
    expect(stderr).not.toMatch(/hunter2|ROCKETMQ_|requestTimeoutMs|nameServer/)
  })
})
