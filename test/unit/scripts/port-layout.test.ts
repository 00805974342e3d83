import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { allPorts, BLOCK_SIZE, busyPorts, portLayout } from '../../../scripts/cluster/port-layout.js'

describe('portLayout', () => {
  it("uses RocketMQ's usual ports as standard", () => {
    expect(portLayout('standard')).toEqual({
      proxy: 8081,
      proxyRemoting: 8080,
      nameServer: 9876,
      brokers: [10911],
    })
  })

  it('derives every port from the base', () => {
    expect(allPorts(portLayout(18000))).toEqual([18000, 18001, 18002, 18010, 18012, 18013])
  })

  it('gives four brokers and three proxies ports of their own inside one block', () => {
    const ports = allPorts(portLayout(18000, 4), 3)
    expect(new Set(ports).size).toBe(ports.length)
    expect(Math.max(...ports)).toBeLessThan(18000 + BLOCK_SIZE)
  })
})

describe('busyPorts', () => {
  it('names the port something listens on, and only that', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    expect(await busyPorts([port, 0])).toEqual([port])
    server.close()
    await once(server, 'close')
    expect(await busyPorts([port, 0])).toEqual([])
  })
})
