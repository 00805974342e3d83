import { beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_VERSION } from '../../scripts/cluster/cluster-options.js'
import { exampleGroups, exampleTopics } from '../../scripts/cluster/defaults.js'
import { clusterModeCluster, hasCluster, localCluster, type TestCluster } from '../support/cluster.js'
import { RunningExample } from '../support/example.js'

/** What each example prints when it has done what it shows. */
const EXAMPLES: Record<string, RegExp> = {
  quickstart: /1000 messages received, each of them once\./,
  '01-produce': /1,000 messages are stored after \d+ ms, in \d{1,2} requests\./,
  '03-simple-consumer': /3 messages are acknowledged\.\nthen came d/,
  '04-fifo': /alice: 1 2 3 4 5\nbob: 1 2 3 4 5\ncarol: 1 2 3 4 5/,
  '05-delay-and-recall': /taken back\.\n'later' came \d+ seconds after it was sent\./,
  '06-priority': /priority 4, priority 3, priority 2, priority 1, priority 0/,
  '07-transaction': /Consumers see: order 1 is paid, order 3 is paid\./,
  '08-batch-listener': /500 messages were stored by \d+ calls of the handler\./,
  '09-compression': /gzip of requests +\d+ bytes a message/,
  '11-monitor': /cpu +process [\s\S]*In one line: sent /,
  '12-alerts': /The webhook heard: firing \(critical\): sends are refused/,
  '13-prometheus': /rocketmq_jet_producer/,
  '14-open-telemetry':
    /trace \w{32}: send example-normal → process example-normal\nmetrics: .*rocketmq_send_cost_time/,
  '17-typed-topics':
    /Not sent: .* an order has an id and cents\.\nNot handled: \w+, because an order has an id and cents\.\n3 orders of 600 cents/,
  '18-request-reply':
    /The root of 81 is 9\.\n100 requests at once .* the last is 99\.\nRefused: -4 has no root\./,
  optimized:
    /pools are initialised: [\s\S]*produced 1,000 messages in [\s\S]*consumed 100 messages\n[\s\S]*processed 500 tasks in 10 batches\n[\s\S]*messages: 1000 taken, 950 hits, 50 misses/,
}

const ATTEMPTS = 3

/**
 * Runs an example until it prints what it should: a real server may deliver or store a message twice, and on a busy
 * machine it does; examples are for people, and do not reckon with it.
 */
async function expectExample(
  name: string,
  { endpoints }: TestCluster,
  printed: RegExp,
  args: readonly string[] = [],
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const { code, output } = await new RunningExample(name, endpoints, args).ended
    if (code === 0 && printed.test(output)) return output
    if (attempt < ATTEMPTS) continue
    expect(output).toMatch(printed)
    expect(code).toBe(0)
  }
}

async function prepare(cluster: TestCluster, kind: 'LITE' | 'other'): Promise<void> {
  const topics = Object.entries(exampleTopics(DEFAULT_VERSION)).filter(
    ([, type]) => (type === 'LITE') === (kind === 'LITE'),
  )
  for (const [name, type] of topics) await cluster.createTopic(name, type)
  const groups = Object.entries(exampleGroups(DEFAULT_VERSION)).filter(
    ([, { liteTopic }]) => (liteTopic !== undefined) === (kind === 'LITE'),
  )
  for (const [name, options] of groups) await cluster.createGroup(name, options)
}

describe('on a real RocketMQ', () => {
  beforeAll(() => prepare(localCluster(), 'other'))

  it.each(Object.entries(EXAMPLES))(
    'the example %s does what it shows',
    { timeout: 900_000 },
    async (name, printed) => {
      await expectExample(name, localCluster(), printed)
    },
  )

  it('the consume example handles messages until it is interrupted, then closes', async () => {
    const consume = new RunningExample('02-consume', localCluster().endpoints)
    await consume.printed(/Receiving/)
    await new RunningExample('01-produce', localCluster().endpoints).ended
    await consume.printed(/1: /)
    consume.signal('SIGTERM')
    const { code, output } = await consume.ended
    expect(output).toMatch(/[1-9]\d* messages were handled\./)
    expect(code).toBe(0)
  })

  it('the benchmark example measures sending and consuming', async () => {
    const args = ['--seconds', '0.2', '--bytes', '128']
    const printed = / +1000 +auto +[1-9]\d*[\s\S]*consumed [1-9]\d* messages in/
    await expectExample('benchmark', localCluster(), printed, args)
  })
})

describe.runIf(hasCluster('clusterMode'))('on a real RocketMQ in CLUSTER mode', () => {
  beforeAll(() => prepare(clusterModeCluster(), 'LITE'))

  it('the lite example hears the lite topics it subscribed to, and no others', async () => {
    const heard = /alice: goodbye\nalice: hello\nbob: goodbye\nbob: hello/
    expect(await expectExample('10-lite', clusterModeCluster(), heard)).not.toContain('carol')
  })
})
