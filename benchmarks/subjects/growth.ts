import type { Message, Producer } from '../../src/index.js'
import { ClosedLoop } from './closed-loop.js'
import type { ProcessMeter } from './process-meter.js'
import type { EmbeddedSize, GrowthLoad, GrowthResult, SubjectSetup } from './protocol.js'
import type { WireMeter } from './wire-meter.js'

const BODY = 'x'.repeat(128)

/** Topics of a server in memory are named by their number. */
function topicName(index: number): string {
  return `topic-${index}`
}

/** Starts a server in memory in this process and answers where it is. */
export async function host(sdk: string, { brokers, topics, fifo }: EmbeddedSize): Promise<string> {
  const { EmbeddedProxy } = (await import(
    `${sdk}testing/index.js`
  )) as typeof import('../../src/testing/index.js')
  const names = Array.from(
    { length: topics },
    (_, index) => [topicName(index), fifo ? 'FIFO' : 'NORMAL'] as const,
  )
  const proxy = await EmbeddedProxy.start({ brokers, topics: Object.fromEntries(names), recordedRequests: 0 })
  return proxy.endpoints
}

/** Sends from one producer or many, to topics and groups in turn. */
export async function grow(
  { sdk, endpoints }: SubjectSetup,
  load: GrowthLoad,
  meter: ProcessMeter,
  wire: WireMeter,
): Promise<GrowthResult> {
  const jet = (await import(`${sdk}index.js`)) as typeof import('../../src/index.js')
  const topics = Array.from({ length: load.topics }, (_, index) => topicName(index))
  const producers = Array.from({ length: load.producers }, () => new jet.Producer({ endpoints, topics }))
  await Promise.all(producers.map(producer => producer.start()))
  const idle = idleCost()
  let next = 0
  const call = () => {
    const index = next++
    const producer = producers[index % producers.length] as Producer
    return producer.send(messageOf(index, load))
  }
  const loop = new ClosedLoop({ callers: load.callers, messagesPerCall: 1, call })
  const result = await loop.run({ ...load, bodyBytes: BODY.length, content: 'random' }, meter, wire)
  await Promise.all(producers.map(producer => producer.close()))
  return { ...result, ...idle }
}

function messageOf(index: number, { topics, groups }: GrowthLoad): Message {
  const topic = topicName(index % topics)
  return groups === 0 ? { topic, body: BODY } : { topic, body: BODY, messageGroup: `group-${index % groups}` }
}

function idleCost(): { idleHeapMb: number; idleTimers: number } {
  globalThis.gc?.()
  const idleTimers = process.getActiveResourcesInfo().filter(name => name === 'Timeout').length
  return { idleHeapMb: process.memoryUsage().heapUsed / 2 ** 20, idleTimers }
}
