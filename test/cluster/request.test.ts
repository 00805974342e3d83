import { describe, expect, it, onTestFinished } from 'vitest'
import { Producer, PushConsumer, Requester, type RequesterOptions, replyWith } from '../../src/index.js'
import {
  clusterModeCluster,
  hasCluster,
  localCluster,
  type TestCluster,
  uniqueName,
} from '../support/cluster.js'
import { PATIENT_CLIENT } from '../support/patience.js'
import { UNHURRIED } from '../support/reading-back.js'

/** A responder that repeats what it is asked, and the topic by which it is. */
async function echo(cluster: TestCluster): Promise<string> {
  const { endpoints } = cluster
  const [topic, consumerGroup] = [uniqueName('requests'), uniqueName('responders')]
  await cluster.createTopic(topic, 'NORMAL')
  await cluster.createGroup(consumerGroup)
  const producer = new Producer({ endpoints, ...UNHURRIED })
  const listener = replyWith(producer, request => ({ body: `${request.text()}!` }))
  const subscriptions = { [topic]: '*' }
  const consumer = new PushConsumer({ ...PATIENT_CLIENT, endpoints, consumerGroup, subscriptions, listener })
  onTestFinished(async () => {
    await consumer.close()
    await producer.close()
  })
  await consumer.start()
  return topic
}

/** Has two requesters ask at the same time; each must get its own replies, from the first one on. */
async function expectReplies(topic: string, options: [RequesterOptions, RequesterOptions]): Promise<void> {
  const requesters = options.map(each => new Requester({ ...each, timeoutMs: 120_000 }))
  onTestFinished(async () => {
    await Promise.all(requesters.map(each => each.close()))
  })
  for (const round of [1, 2, 3]) {
    const bodies = requesters.flatMap((_, who) => [1, 2, 3, 4].map(n => `${round} ${who} ${n}`))
    const replies = await Promise.all(
      bodies.map((body, index) => requesters[index < 4 ? 0 : 1]?.request({ topic, body })),
    )
    expect(replies.map(reply => reply?.text())).toEqual(bodies.map(body => `${body}!`))
  }
}

describe('requests on a real RocketMQ', () => {
  it('get their replies by tags, in groups that are new', async () => {
    const cluster = localCluster()
    const replyTopic = uniqueName('replies')
    await cluster.createTopic(replyTopic, 'NORMAL')
    const groups = [uniqueName('asker'), uniqueName('asker')] as const
    for (const group of groups) await cluster.createGroup(group)
    const { endpoints } = cluster
    await expectReplies(await echo(cluster), [
      { endpoints, replyTopic, consumerGroup: groups[0] },
      { endpoints, replyTopic, consumerGroup: groups[1] },
    ])
  })

  it.runIf(hasCluster('clusterMode'))('get their replies by lite topics, in one group', async () => {
    const cluster = clusterModeCluster()
    const [replyTopic, consumerGroup] = [uniqueName('replies'), uniqueName('askers')]
    await cluster.createTopic(replyTopic, 'LITE')
    await cluster.createGroup(consumerGroup, { liteTopic: replyTopic })
    const options: RequesterOptions = {
      endpoints: cluster.endpoints,
      replyTopic,
      replyTopicType: 'LITE',
      consumerGroup,
    }
    await expectReplies(await echo(cluster), [options, options])
  })
})
