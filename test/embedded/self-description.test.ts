import { hostname } from 'node:os'
import { describe, expect, it } from 'vitest'
import { LIBRARY } from '../../src/wire/library.js'
import { produceTo, startProxy } from '../support/producing.js'

describe('what a client tells of itself', () => {
  it("is its own name and version where people read it, the protocol's where the server compares", async () => {
    const proxy = await startProxy()
    await produceTo(proxy).send({ topic: 'orders', body: 'm' })
    const [telemetry] = proxy.requestsOf('Telemetry')
    expect(telemetry?.message.settings?.userAgent).toMatchObject({
      version: LIBRARY,
      hostname: hostname(),
      platform: expect.stringContaining(`Node.js ${process.version}`),
    })
    expect(telemetry?.headers).toMatchObject({
      'x-mq-client-version': '5.2.0',
      'user-agent': expect.stringMatching(/^rocketmq-jet\/\d/),
    })
  })

  it('holds the client properties that the application gave', async () => {
    const proxy = await startProxy()
    const clientProperties = { app: 'shop', zone: 'eu-1' }
    await produceTo(proxy, { clientProperties }).send({ topic: 'orders', body: 'm' })
    expect(proxy.requestsOf('Telemetry')[0]?.message.settings?.clientProperties).toEqual(clientProperties)
  })
})

describe('a transaction without a checker', () => {
  it('is warned of once, and with one not at all', async () => {
    const proxy = await startProxy({ topics: { deals: 'TRANSACTION' } })
    const warnings: string[] = []
    const logger = { debug() {}, info() {}, error() {}, warn: (line: string) => void warnings.push(line) }
    const producer = produceTo(proxy, { logger })
    for (let i = 0; i < 3; i++) {
      const transaction = producer.beginTransaction()
      await transaction.send({ topic: 'deals', body: 'x' })
      await transaction.commit()
    }
    expect(warnings.filter(line => line.includes('transactionChecker'))).toHaveLength(1)
    warnings.length = 0
    produceTo(proxy, { logger, transactionChecker: () => 'COMMIT' }).beginTransaction()
    expect(warnings).toEqual([])
  })
})
