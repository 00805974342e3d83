import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Terminal } from '../../src/cli/command.js'
import { receive } from '../../src/cli/receive.js'
import { Producer } from '../../src/index.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { runInProcess } from '../support/command-line.js'
import { PATIENTLY } from '../support/producing.js'

let proxy: EmbeddedProxy
let producer: Producer
let topics = 0

beforeAll(async () => {
  proxy = await EmbeddedProxy.start({ groups: ['workers'] })
  producer = new Producer({ endpoints: proxy.endpoints })
})
afterAll(async () => {
  await producer.close()
  await proxy.close()
})

/** A topic with these bodies, in order; the colour of each is its place. */
async function topicWith(...bodies: (string | Uint8Array)[]): Promise<string> {
  const topic = `topic-${++topics}`
  proxy.createTopic(topic, { type: 'NORMAL', queues: 1 })
  for (const [place, body] of bodies.entries())
    await producer.send({
      topic,
      body,
      tag: place === 0 ? 'first' : 'later',
      properties: { place: `${place}` },
    })
  return topic
}

function run(topic: string, args: readonly string[], terminal: Partial<Terminal> = {}) {
  const where = ['--endpoints', proxy.endpoints, '--timeout', '30000', '--topic', topic, '--group', 'workers']
  return runInProcess(receive, [...where, ...args], terminal)
}

describe('rocketmq-jet receive', { timeout: 240_000 }, () => {
  it('prints bodies to the last byte with --raw, with a newline between them', async () => {
    const bytes = Buffer.from([0x89, 0x00, 0xff])
    const topic = await topicWith(bytes, 'text')
    const { code, stdout } = await run(topic, ['--raw', '--max', '2'])
    expect([code, stdout]).toEqual([0, `${bytes.toString('latin1')}\ntext`])
  })

  it('prints every body in base64 with --base64', async () => {
    const { stdout } = await run(await topicWith('text'), ['--base64', '--max', '1'])
    expect(JSON.parse(stdout)).toMatchObject({ body: 'dGV4dA==', bodyEncoding: 'base64' })
  })

  it('prints what --format says', async () => {
    const topic = await topicWith('hello')
    const format = '{topic}\\t{offset} {tag} {properties.place}{properties.other}{messageGroup} \\{{body}'
    const { stdout } = await run(topic, ['--format', format, '--max', '1'])
    expect(stdout).toBe(`${topic}\t0 first 0 {hello\n`)
  })

  it.each([
    [['--format', '{colour}'], 'there is no {colour}; there are body, messageId,'],
    [['--filter', 'a', '--sql', "b = 'c'"], '--filter and --sql exclude each other'],
    [['--raw', '--json'], '--raw and --json exclude each other'],
    [['--raw', '--base64'], '--raw and --base64 exclude each other'],
    [['--max', '0'], '--max must be a whole number from 1 on'],
    [['--group', 'bad group'], '--group'],
  ])('refuses %j with exit code 2', async (args, complaint) => {
    const { code, stderr } = await run('orders', args)
    expect([code, stderr]).toEqual([2, expect.stringContaining(complaint)])
  })

  it('receives what --filter or --sql wants', async () => {
    const sql = await run(await topicWith('a', 'b', 'c'), [
      '--sql',
      "place = '1'",
      '--format',
      '{body}',
      '--max',
      '1',
    ])
    expect(sql.stdout).toBe('b\n')
    const tag = await run(await topicWith('a', 'b'), [
      '--filter',
      'later',
      '--format',
      '{body}',
      '--max',
      '1',
    ])
    expect(tag.stdout).toBe('b\n')
  })

  it('leaves messages to others with --no-ack', async () => {
    const topic = await topicWith('a')
    const before = proxy.requestsOf('AckMessage').length
    expect((await run(topic, ['--no-ack', '--max', '1'])).code).toBe(0)
    expect(proxy.requestsOf('AckMessage')).toHaveLength(before)
    expect(proxy.inFlight(topic, 'workers')).toBe(1)
  })

  it('goes on with --follow after the server was away, until it is interrupted, which is no failure', async () => {
    const topic = await topicWith('before')
    const interrupt = new AbortController()
    const printed: string[] = []
    const complaints: string[] = []
    const running = run(topic, ['--follow', '--format', '{body}'], {
      print: async line => void printed.push(line),
      complain: line => void complaints.push(line),
      signal: interrupt.signal,
    })
    await vi.waitFor(() => expect(printed).toEqual(['before']), PATIENTLY)
    proxy.faults.always('ReceiveMessage', { code: 'INTERNAL_SERVER_ERROR' })
    proxy.cutConnections()
    await vi.waitFor(() => expect(complaints.join()).toContain('trying again'), PATIENTLY)
    proxy.faults.clear()
    await producer.send({ topic, body: 'after' })
    await vi.waitFor(() => expect(printed).toEqual(['before', 'after']), PATIENTLY)
    interrupt.abort()
    expect((await running).code).toBe(0)
    expect(proxy.inFlight(topic, 'workers')).toBe(0)
  })
})
