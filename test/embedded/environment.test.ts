import { expect, it } from 'vitest'
import { optionsFromEnvironment, Producer } from '../../src/index.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { batchSizes, texts } from '../support/producing.js'

it('ROCKETMQ_NAME_SERVER lets a producer share requests behind a proxy in CLUSTER mode', async () => {
  const proxy = await EmbeddedProxy.start({ mode: 'CLUSTER', nameServer: true, topics: { orders: 'NORMAL' } })
  const environment = { ROCKETMQ_ENDPOINTS: proxy.endpoints, ROCKETMQ_NAME_SERVER: proxy.nameServer }
  const producer = new Producer(optionsFromEnvironment('producer', {}, environment))
  await producer.send({ topic: 'orders', body: 'first' })
  proxy.clearRequests()
  await Promise.all(texts(50).map(body => producer.send({ topic: 'orders', body })))
  const requests = batchSizes(proxy).length
  await producer.close()
  await proxy.close()
  expect(requests).toBeLessThan(50)
})
