import { beforeAll, describe, expect, it } from 'vitest'
import { bench } from '../../src/cli/bench.js'
import type { Command } from '../../src/cli/command.js'
import { dlq } from '../../src/cli/dlq.js'
import { receive } from '../../src/cli/receive.js'
import { Producer, PushConsumer } from '../../src/index.js'
import { eventually, localCluster, uniqueName } from '../support/cluster.js'
import { insist, runCommand, runInProcess } from '../support/command-line.js'
import { PATIENT_CLIENT } from '../support/patience.js'
import { UNHURRIED } from '../support/reading-back.js'

function run(command: Command, line: string) {
  const where = ['--endpoints', localCluster().endpoints, '--timeout', '30000']
  return insist(() => runInProcess(command, [...where, ...line.split(' ')]))
}

describe('the command line on a real server', () => {
  const topic = uniqueName('cli')
  const group = uniqueName('cli-group')
  const few = uniqueName('cli-few')
  const reader = uniqueName('cli-reader')

  beforeAll(async () => {
    const cluster = localCluster()
    await cluster.createTopic(topic, 'FIFO')
    // What a poll takes that breaks off counts as an attempt.
    await cluster.createGroup(group, { fifo: true, maxAttempts: 1_000 })
    await cluster.createGroup(few, { maxAttempts: 1 })
    await cluster.createGroup(reader, { maxAttempts: 1_000 })
  })

  it('sends the lines of standard input as a process, and receives them in order', async () => {
    const stdin = Array.from({ length: 20 }, (_, index) => `line ${index}\n`).join('')
    const where = ['--endpoints', localCluster().endpoints, '--timeout', '30000', '--topic', topic]
    const sent = await insist(() => runCommand(['send', ...where, '--group', 'g', '--lines'], { stdin }))
    expect(sent).toMatchObject({ code: 0, stdout: expect.stringMatching(/^sent 20 messages/), stderr: '' })
    const received = await run(receive, `--topic ${topic} --group ${group} --max 20 --format {body}`)
    expect(received.code).toBe(0)
    // One poll of an ordered queue brings what is there; more than one may be needed.
    expect(stdin.startsWith(received.stdout) && received.stdout !== '').toBe(true)
  })

  it('measures', async () => {
    const { code, stdout } = await run(bench, `--topic ${topic} --duration 1s --callers 4 --json`)
    expect([code, JSON.parse(stdout).failed]).toEqual([0, 0])
  })

  it('reads dead letters, sends them again once, and asks for a reader that is allowed enough', async () => {
    const { endpoints } = localCluster()
    const again = uniqueName('cli-again')
    const origin = uniqueName('cli-origin')
    const failing = uniqueName('cli-failing')
    await localCluster().createTopic(again, 'NORMAL')
    await localCluster().createTopic(origin, 'FIFO')
    await localCluster().createGroup(failing, { fifo: true, maxAttempts: 1 })
    const producer = new Producer({ endpoints, ...UNHURRIED, logger: false })
    const consumer = new PushConsumer({
      ...PATIENT_CLIENT,
      endpoints,
      consumerGroup: failing,
      subscriptions: { [origin]: '*' },
      listener: () => 'FAILURE',
      logger: false,
    })
    for (const body of ['a', 'b'])
      await producer.send({
        topic: origin,
        body,
        tag: 'paid',
        keys: [body],
        properties: { colour: 'red' },
        messageGroup: 'g',
      })
    await consumer.start()
    await eventually(() => expect(consumer.stats().consumer?.failed).toBeGreaterThanOrEqual(2))
    await Promise.all([consumer.close(), producer.close()])

    const where = `--group ${failing} --reader ${reader}`
    const read = await run(dlq, `${where} read --max 2 --format {body}-{properties.colour}`)
    expect(read.stdout.trim().split('\n').sort()).toEqual(['a-red', 'b-red'])
    const replayed = await run(dlq, `${where} replay --topic ${again} --max 2 --wait 2m --json`)
    expect([replayed.code, JSON.parse(replayed.stdout)]).toEqual([0, { replayed: 2, failed: 0 }])
    const received = await run(
      receive,
      `--topic ${again} --group ${reader} --max 2 --format {body}-{tag}-{keys}`,
    )
    expect(received.stdout.trim().split('\n').length).toBeGreaterThan(0)
    expect(['a-paid-a', 'b-paid-b']).toEqual(expect.arrayContaining(received.stdout.trim().split('\n')))
    const empty = await run(dlq, `${where} replay --topic ${again} --wait 5s --json`)
    expect(JSON.parse(empty.stdout)).toEqual({ replayed: 0, failed: 0 })
    const small = await run(dlq, `read --group ${failing} --reader ${few}`)
    expect([small.code, small.stderr]).toEqual([1, expect.stringContaining('the server would move them')])
  })
})
