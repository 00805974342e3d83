import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { OutputError, type Terminal } from '../../src/cli/command.js'
import { dlq } from '../../src/cli/dlq.js'
import { Producer, PushConsumer, SimpleConsumer } from '../../src/index.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { runInProcess } from '../support/command-line.js'
import { PATIENTLY } from '../support/producing.js'

let proxy: EmbeddedProxy
let scene = 0
let group: string
let dead: string

beforeAll(async () => {
  proxy = await EmbeddedProxy.start({
    topics: { steps: 'FIFO', orders: 'NORMAL' },
    groups: [
      { name: 'reader', maxAttempts: 1_000 },
      { name: 'small', maxAttempts: 17 },
    ],
  })
})
afterAll(() => proxy.close())

// Dead letters of a group of its own: what no listener could handle at the first attempt.
beforeEach(async () => {
  group = `workers-${++scene}`
  dead = `%DLQ%${group}`
  const topic = `steps-${scene}`
  proxy.createGroup(group, { fifo: true, maxAttempts: 1 })
  proxy.createTopic(topic, 'FIFO')
  proxy.deleteTopic('orders')
  proxy.createTopic('orders', 'NORMAL')
  const producer = new Producer({ endpoints: proxy.endpoints, logger: false })
  const consumer = new PushConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: group,
    subscriptions: { [topic]: '*' },
    listener: () => 'FAILURE',
    logger: false,
  })
  for (const body of ['a', 'b', 'c'])
    await producer.send({
      topic,
      body,
      tag: 'paid',
      keys: [body],
      properties: { colour: 'red' },
      messageGroup: 'g',
    })
  await consumer.start()
  await vi.waitFor(() => expect(proxy.messages(dead)).toHaveLength(3), PATIENTLY)
  await Promise.all([consumer.close(), producer.close()])
})

function run(line: string, terminal: Partial<Terminal> = {}) {
  const [action = '', ...args] = line.split(' ')
  const where = ['--endpoints', proxy.endpoints, '--timeout', '30000', '--group', group]
  return runInProcess(dlq, [action, ...where, ...args], terminal)
}

const lines = (text: string) => text.split('\n').filter(line => line !== '')
const bodies = (topic: string) => proxy.messages(topic).map(({ body }) => body.toString())

describe('rocketmq-jet dlq', { timeout: 240_000 }, () => {
  it('reads dead letters and leaves them where they are, for whoever looks next', async () => {
    for (let time = 0; time < 2; time++) {
      const { code, stdout } = await run('read --reader reader --max 3')
      expect(
        lines(stdout)
          .map(line => JSON.parse(line).body)
          .sort(),
      ).toEqual(['a', 'b', 'c'])
      expect(code).toBe(0)
    }
    const { stdout } = await run('read --reader reader --max 3 --format {body}-{properties.colour}')
    expect(lines(stdout).sort()).toEqual(['a-red', 'b-red', 'c-red'])
  })

  it('replays each to the topic with all that it has, once', async () => {
    const { code, stdout } = await run('replay --reader reader --topic orders --max 3 --json')
    expect([code, JSON.parse(stdout)]).toEqual([0, { replayed: 3, failed: 0 }])
    expect(bodies('orders').sort()).toEqual(['a', 'b', 'c'])
    const sent = proxy.requestsOf('SendMessage').flatMap(({ message }) => message.messages ?? [])
    expect(sent.at(-1)).toMatchObject({
      userProperties: { colour: 'red' },
      systemProperties: { tag: 'paid' },
    })
    const again = await run('replay --reader reader --topic orders --wait 5s --json')
    expect(JSON.parse(again.stdout)).toEqual({ replayed: 0, failed: 0 })
    expect(again.stderr).toContain(`the server showed reader nothing of ${dead} for 5 s`)
    expect(proxy.inFlight(dead, 'reader')).toBe(0)
  })

  it('replays to a FIFO topic in the message group and the order there were', async () => {
    const { code } = await run('replay --reader reader --topic steps --max 3')
    expect([code, bodies('steps').slice(-3)]).toEqual([0, ['a', 'b', 'c']])
  })

  it('leaves what cannot be sent, says why, and fails', async () => {
    proxy.faults.always('SendMessage', { code: 'FORBIDDEN' })
    const { code, stdout, stderr } = await run(
      'replay --reader reader --topic orders --max 3 --json --keep-going',
    )
    proxy.faults.clear()
    expect([code, JSON.parse(stdout)]).toEqual([1, { replayed: 0, failed: 3 }])
    expect(stderr).toMatch(/is not sent and stays where it is: FORBIDDEN/)
    expect(bodies('orders')).toEqual([])
    // Whoever has mended it need not wait for them.
    await run('replay --reader reader --topic orders --max 3')
    expect(bodies('orders').sort()).toEqual(['a', 'b', 'c'])
  })

  it('goes on looking for what another run had, and says so', async () => {
    const other = new SimpleConsumer({
      endpoints: proxy.endpoints,
      consumerGroup: 'reader',
      subscriptions: { [dead]: '*' },
      invisibleDurationMs: 20_000,
      logger: false,
    })
    expect(await other.receive()).toHaveLength(3)
    await other.close({ timeoutMs: 0 })
    const { code, stdout, stderr } = await run('replay --reader reader --topic orders --max 3 --json')
    expect([code, JSON.parse(stdout)]).toEqual([0, { replayed: 3, failed: 0 }])
    expect(stderr).toMatch(/none at the moment; looking for \d+ s more/)
  })

  it('gives back what could not be printed, and all that it printed', async () => {
    let printed = 0
    const broken = new OutputError(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    const print = () => (printed++ === 0 ? Promise.resolve() : Promise.reject(broken))
    expect(await run('read --reader reader --max 3', { print })).toMatchObject({ code: 0, stderr: '' })
    expect(proxy.inFlight(dead, 'reader')).toBe(0)
  })

  it('says how many it could not give back, and why', async () => {
    proxy.faults.always('ChangeInvisibleDuration', { code: 'FORBIDDEN' })
    const { code, stdout, stderr } = await run('read --reader reader --max 3 --format {body}')
    proxy.faults.clear()
    expect([code, lines(stdout)]).toEqual([0, expect.arrayContaining(['a', 'b', 'c'])])
    expect(stderr).toContain('3 dead letters could not be given back')
    expect(stderr).toContain('FORBIDDEN')
  })

  it('replays no more than --max, and hands back what it did not get to when it is interrupted', async () => {
    await run('replay --reader reader --topic orders --max 1')
    expect(bodies('orders')).toHaveLength(1)
    const interrupt = new AbortController()
    const running = run('replay --reader reader --topic orders --rate 1', { signal: interrupt.signal })
    await vi.waitFor(() => expect(bodies('orders')).toHaveLength(2), PATIENTLY)
    interrupt.abort()
    expect((await running).code).toBe(130)
    const { stdout } = await run('read --reader reader --max 1 --format {body}')
    expect(new Set([...bodies('orders'), ...lines(stdout)]).size).toBe(3)
  })

  it('drops them from the sight of the reader, if it is told that this is meant', async () => {
    const refused = await run('drop --reader reader')
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('drop needs --yes')])
    const { code, stdout } = await run('drop --reader reader --yes --max 3')
    expect([code, stdout]).toEqual([0, 'dropped 3 dead letters\n'])
    const acknowledged = proxy.requestsOf('AckMessage').flatMap(({ message }) => message.entries ?? [])
    const ids = proxy.messages(dead).map(({ messageId }) => messageId)
    expect(acknowledged.slice(-3).map(({ messageId }) => messageId)).toEqual(ids)
  })

  it('refuses a reader whose dead letters they would become', async () => {
    const small = await run('read --reader small')
    expect([small.code, small.stderr]).toEqual([
      1,
      expect.stringContaining('allows 17 deliveries, and needs 19'),
    ])
    const itself = await run(`read --reader ${group}`)
    expect([itself.code, itself.stderr]).toEqual([
      2,
      expect.stringContaining('--reader must be another group'),
    ])
    expect((await run('read --reader small --attempts 1 --max 1 --format {body}')).code).toBe(0)
    expect(proxy.messages('%DLQ%small')).toEqual([])
  })

  it('says that there are none', async () => {
    const { code, stdout, stderr } = await run('replay --group nobody --reader reader --topic orders --json')
    expect([code, JSON.parse(stdout)]).toEqual([0, { replayed: 0, failed: 0 }])
    expect(stderr).toContain('there is no topic %DLQ%nobody')
  })

  it.each([
    ['bury --reader reader', 'the first word must be one of read, replay, drop'],
    ['read', '--reader is needed'],
    ['replay --reader reader', '--topic is needed'],
    ['read --reader reader --max none', '--max must be a whole number'],
  ])("refuses '%s' with exit code 2", async (line, complaint) => {
    const { code, stderr } = await run(line)
    expect([code, stderr]).toEqual([2, expect.stringContaining(complaint)])
  })
})
