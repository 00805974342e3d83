import { expect, it } from 'vitest'
import {
  type ClientMonitor,
  type ClientStats,
  LitePushConsumer,
  LiteSimpleConsumer,
  Producer,
  PushConsumer,
  SimpleConsumer,
} from '../../src/index.js'

it.each([
  ['producer', Producer, {}],
  ['push-consumer', PushConsumer, { subscriptions: { orders: '*' }, listener: () => {} }],
  ['simple-consumer', SimpleConsumer, { subscriptions: { orders: '*' } }],
  ['lite-push-consumer', LitePushConsumer, { bindTopic: 'orders', listener: () => {} }],
  ['lite-simple-consumer', LiteSimpleConsumer, { bindTopic: 'orders' }],
] as const)(
  'a %s can be asked for its statistics by the monitor it attaches to, at once',
  async (kind, Client, options) => {
    const seen: ClientStats[] = []
    const monitor: ClientMonitor = {
      attach: client => void seen.push(client.stats()),
      detach: client => void seen.push(client.stats()),
    }
    const group = kind === 'producer' ? {} : { consumerGroup: 'workers' }
    const client = new Client({ endpoints: '127.0.0.1:1', monitor, ...group, ...options } as never)
    expect(seen).toMatchObject([{ kind, clientId: client.clientId, state: 'new' }])
    await client.close()
    expect(seen).toHaveLength(2)
  },
)
