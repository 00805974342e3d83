/** Over how much time rates are taken, in milliseconds. */
const WINDOW_MS = 10_000

const COUNTERS = [
  'sent',
  'sendsFailed',
  'bytes',
  'received',
  'consumed',
  'failed',
  'redelivered',
  'deadLettered',
  'cached',
]

/** What all clients together do in each topic, with the rates of the last ten seconds. */
export class Topics {
  /** Counters at earlier snapshots, oldest first. */
  #earlier = []

  rows(snapshot) {
    const topics = totals(snapshot)
    while (this.#earlier.length > 1 && snapshot.at - this.#earlier[1].at >= WINDOW_MS) this.#earlier.shift()
    const [before] = this.#earlier
    const seconds = before === undefined ? 0 : (snapshot.at - before.at) / 1000
    this.#earlier.push({ at: snapshot.at, topics })
    const rate = (topic, counter) => {
      const happened = topics.get(topic)[counter] - (before?.topics.get(topic)?.[counter] ?? 0)
      return seconds > 0 ? Math.max(0, happened) / seconds : 0
    }
    return [...topics]
      .map(([topic, total]) => ({
        topic,
        ...total,
        sendRate: rate(topic, 'sent'),
        receiveRate: rate(topic, 'received'),
      }))
      .sort((a, b) => b.sent + b.received - a.sent - a.received)
  }
}

function totals({ producers, consumers }) {
  const topics = new Map()
  const of = topic => {
    if (!topics.has(topic)) topics.set(topic, empty())
    return topics.get(topic)
  }
  for (const { byTopic } of producers) {
    for (const [topic, { succeeded, failed, bytes, latencyMs, errors }] of Object.entries(byTopic)) {
      const total = of(topic)
      total.sent += succeeded
      total.sendsFailed += failed
      total.bytes += bytes
      addTimes(total.sendMs, latencyMs)
      addCodes(total.errors, errors)
    }
  }
  for (const { byTopic, cachedByTopic = {} } of consumers) {
    for (const [topic, stats] of Object.entries(byTopic)) {
      const total = of(topic)
      for (const name of ['received', 'consumed', 'failed', 'redelivered', 'deadLettered'])
        total[name] += stats[name]
      addTimes(total.deliveryMs, stats.deliveryMs)
      addTimes(total.handlerMs, stats.handlerMs)
      addCodes(total.errors, stats.errors)
    }
    for (const [topic, { messages }] of Object.entries(cachedByTopic)) of(topic).cached += messages
  }
  return topics
}

function empty() {
  const counters = Object.fromEntries(COUNTERS.map(name => [name, 0]))
  const times = () => ({ count: 0, sum: 0 })
  return { ...counters, sendMs: times(), deliveryMs: times(), handlerMs: times(), errors: {} }
}

function addTimes(total, { count, sum }) {
  total.count += count
  total.sum += sum
}

function addCodes(total, errors) {
  for (const [code, times] of Object.entries(errors)) total[code] = (total[code] ?? 0) + times
}
