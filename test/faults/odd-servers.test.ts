import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { Producer, PushConsumer, SimpleConsumer, type TlsOptions } from '../../src/index.js'
import { EmbeddedProxy, type EmbeddedProxyOptions } from '../../src/testing/index.js'
import { selfSignedCertificate } from '../../src/testing/self-signed-certificate.js'
import { eventually, Recorder, sendAll } from '../support/consuming.js'
import { PATIENT_CLIENT } from '../support/patience.js'
import { reroute } from '../support/reroute.js'
import { TRANSPORTS } from '../support/transports.js'

describe.each(TRANSPORTS)('over %s', transport => {
  let proxy: EmbeddedProxy
  const open: AsyncDisposable[] = []

  async function start(options: EmbeddedProxyOptions = {}): Promise<void> {
    proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'], ...options })
  }

  function produce(): Producer {
    const producer = new Producer({ endpoints: proxy.endpoints, transport, requestTimeoutMs: 1_000 })
    open.push(producer)
    return producer
  }

  function push(recorder: Recorder): PushConsumer {
    const { endpoints } = proxy
    const subscriptions = { orders: '*' }
    const consumer = new PushConsumer({
      endpoints,
      transport,
      consumerGroup: 'workers',
      subscriptions,
      listener: recorder.listener,
    })
    open.push(consumer)
    return consumer
  }

  function produceWithWarnings() {
    const warn = vi.fn()
    const logger = { debug: () => {}, info: () => {}, warn, error: () => {} }
    const producer = new Producer({ endpoints: proxy.endpoints, transport, logger })
    open.push(producer)
    return { producer, warn }
  }

  /** Sends three messages and sees them: what was warned of, and where they went. */
  async function exchange() {
    const { producer, warn } = produceWithWarnings()
    const recorder = new Recorder()
    await push(recorder).start()
    const reached = new Set<string>()
    for (const body of ['a', 'b', 'c']) reached.add((await producer.send({ topic: 'orders', body })).endpoint)
    await recorder.saw(3)
    return { warnings: warn.mock.calls.flat() as string[], reached }
  }

  afterEach(async () => {
    await Promise.all(open.splice(0).map(async client => client[Symbol.asyncDispose]()))
    await proxy.close()
  })

  describe('a clock that jumps', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
    afterEach(() => void vi.useRealTimers())

    it.each([
      ['a day ahead', 24],
      ['a day back', -24],
    ])('%s costs no send, no id and no delivery', async (_, hours) => {
      await start()
      const [producer, recorder] = [produce(), new Recorder()]
      await push(recorder).start()
      const before = await producer.sendBatch([1, 2, 3].map(n => ({ topic: 'orders', body: `before ${n}` })))
      vi.setSystemTime(Date.now() + hours * 60 * 60 * 1000)
      const after = await producer.sendBatch([1, 2, 3].map(n => ({ topic: 'orders', body: `after ${n}` })))
      await eventually(() => expect(new Set(recorder.bodies).size).toBe(6))
      expect(new Set([...before, ...after].map(receipt => receipt.messageId)).size).toBe(6)
      await eventually(() => expect(proxy.inFlight('orders', 'workers')).toBe(0))
    })
  })

  describe('a broker that leaves the route', () => {
    it('is sent to and received from no more, and again when it is back', async () => {
      await start({ brokers: 2 })
      const [producer, recorder] = [produce(), new Recorder()]
      await push(recorder).start()
      const send = (from: number, count: number) =>
        Promise.all(
          Array.from({ length: count }, (_, n) => producer.send({ topic: 'orders', body: `${from + n}` })),
        )
      await send(0, 20)
      proxy.setRouted(1, false)
      await proxy.stopProxy(1)
      const receipts = await send(20, 20)
      expect(new Set(receipts.map(receipt => receipt.endpoint))).toEqual(new Set([proxy.endpoints]))
      await proxy.startProxy(1)
      proxy.setRouted(1, true)
      await send(40, 20)
      // An acknowledgement may have been on its way to the broker that stopped.
      await eventually(() => expect(new Set(recorder.bodies).size).toBe(60))
    })
  })

  describe('a server that is slow to read', () => {
    it('gets every message once, and what it does not take yet waits in the producer', async () => {
      await start()
      const body = Buffer.alloc(256 * 1024, 'x')
      proxy.faults.once('SendMessage', { stallMs: 500 })
      const producer = new Producer({
        ...PATIENT_CLIENT,
        endpoints: proxy.endpoints,
        transport,
        batch: { maxInFlight: 2, maxBytes: 1024 * 1024 },
      })
      open.push(producer)
      await producer.start()
      const sends = Array.from({ length: 60 }, () => producer.send({ topic: 'orders', body }))
      await eventually(() => expect(producer.stats().producer?.buffered).toBeGreaterThan(0))
      const receipts = await Promise.all(sends)
      expect(new Set(receipts.map(receipt => receipt.messageId)).size).toBe(60)
      expect(proxy.messages('orders')).toHaveLength(60)
      expect(producer.stats().producer?.retries).toBe(0)
    })

    it('for every call makes no listeners pile up in the process that runs it', async () => {
      await start()
      const warnings: string[] = []
      const note = ({ name }: Error) => void warnings.push(name)
      process.on('warning', note)
      onTestFinished(() => void process.off('warning', note))
      proxy.faults.always('SendMessage', { stallMs: 1 })
      const producer = new Producer({ ...PATIENT_CLIENT, endpoints: proxy.endpoints, transport })
      open.push(producer)
      for (let calls = 0; calls < 15; calls++) await producer.send({ topic: 'orders', body: 'slowly' })
      expect(warnings).not.toContain('MaxListenersExceededWarning')
    })
  })

  describe.each(['direct', 'grpc-js'] as const)('a route that names an IP, over %s', transport => {
    it('which the certificate of the dialled name lacks is told of, and the cure helps', async () => {
      const certificate = selfSignedCertificate()
      await start({ tls: certificate })
      const [, port] = proxy.endpoints.split(':')
      const forwarder = createServer(socket => {
        const onward = connect(Number(port), '127.0.0.1')
        socket.pipe(onward).pipe(socket)
        for (const end of [socket, onward]) end.on('error', () => {})
      }).listen(0, '127.0.0.2')
      onTestFinished(() => void forwarder.close())
      await once(forwarder, 'listening')
      const address = { host: '127.0.0.2', port: (forwarder.address() as AddressInfo).port }
      proxy.faults.always('QueryRoute', {
        change: reply => ({
          ...reply,
          messageQueues: (reply.messageQueues ?? []).map(queue => ({
            ...queue,
            broker: { ...queue.broker, endpoints: { scheme: 1, addresses: [address] } },
          })),
        }),
      })
      const sendWith = (tls: TlsOptions) => {
        const producer = new Producer({ endpoints: `localhost:${port}`, transport, logger: false, tls })
        open.push(producer)
        return producer.send({ topic: 'orders', body: 'hello' })
      }
      await expect(sendWith({ ca: certificate.cert })).rejects.toMatchObject({
        code: 'TLS',
        message: expect.stringMatching(/127\.0\.0\.2:\d+ came from the route.*Set tls\.serverName/),
      })
      const receipt = await sendWith({ ca: certificate.cert, serverName: 'localhost' })
      expect(receipt.endpoint).toBe(`127.0.0.2:${address.port}`)
    })
  })

  describe('a server of another age', () => {
    it('whose route holds unknown permissions and types is used as far as it is understood', async () => {
      await start()
      proxy.faults.always('QueryRoute', {
        change: reply => ({
          ...reply,
          messageQueues: (reply.messageQueues ?? []).map((queue, index) =>
            index === 0 ? { ...queue, permission: 99, acceptMessageTypes: [1, 77] } : queue,
          ),
        }),
      })
      expect((await produce().send({ topic: 'orders', body: 'hello' })).messageId).toMatch(/^01/)
    })

    it('whose route names brokers without an address is refused in words', async () => {
      await start()
      proxy.faults.always('QueryRoute', {
        change: reply => ({ ...reply, messageQueues: [{ topic: { name: 'orders' } }] }),
      })
      const failure = produce().send({ topic: 'orders', body: 'hello' })
      await expect(failure).rejects.toMatchObject({
        code: 'PROTOCOL',
        message: expect.stringContaining('without an address'),
      })
    })

    it.each([
      ['without an address', {}],
      ['at an address that is none', { scheme: 1, addresses: [{ host: '::1', port: 8081 }] }],
      ['at a path', { scheme: 3, addresses: [{ host: 'unix:/x', port: 8081 }] }],
    ])('who names one broker of two %s is used without it, with one warning', async (_, endpoints) => {
      await start()
      reroute(proxy, queue => [
        { ...queue, broker: { ...queue.broker, name: 'odd-broker', endpoints } },
        queue,
      ])
      const { warnings, reached } = await exchange()
      expect(reached).toEqual(new Set([proxy.endpoints]))
      const told = warnings.filter(line => line.includes('odd-broker'))
      expect(told).toHaveLength(1)
      expect(told[0]).toContain('odd-broker is left out: the server named a broker')
    })

    it('who names a good address beside one that is none and a dead one is used there, with one warning', async () => {
      await start()
      const [host = '', port] = proxy.endpoints.split(':')
      const addresses = [
        { host: '::1', port: 8081 },
        { host, port: 1 },
        { host, port: Number(port) },
      ]
      reroute(proxy, queue => [
        { ...queue, broker: { ...queue.broker, endpoints: { scheme: 1, addresses } } },
      ])
      const { warnings, reached } = await exchange()
      expect(reached).toEqual(new Set([`${host}:1;${proxy.endpoints}`]))
      const told = warnings.filter(line => line.includes('is left out'))
      expect(told).toEqual([
        expect.stringMatching(/an address of \S+ is left out: .* at host "::1", port 8081/),
      ])
    })

    it('who names a thousand brokers without an address is told of in one short line', async () => {
      await start()
      const odd = Array.from({ length: 1_000 }, (_, n) => ({
        topic: { name: 'orders' },
        broker: { name: `odd-${n}` },
      }))
      proxy.faults.always('QueryRoute', {
        change: reply => ({ ...reply, messageQueues: [...odd, ...(reply.messageQueues ?? [])] }),
      })
      const { producer, warn } = produceWithWarnings()
      await producer.send({ topic: 'orders', body: 'a' })
      const told = warn.mock.calls.flat().filter(line => line.includes('odd-0'))
      expect(told).toEqual([expect.stringMatching(/odd-2 is left out: [^;]*; and 997 more$/)])
    })

    it('who answers an unknown code to a poll is polled again', async () => {
      await start()
      await sendAll(proxy.endpoints, 'orders', ['a', 'b'])
      proxy.faults.once('ReceiveMessage', { code: 47_110 })
      const recorder = new Recorder()
      await push(recorder).start()
      await recorder.saw(2)
      expect([...recorder.bodies].sort()).toEqual(['a', 'b'])
    })

    it('whose message has an unknown encoding or nothing but a body takes no other message along', async () => {
      await start()
      await sendAll(proxy.endpoints, 'orders', ['a', 'b', 'c'])
      proxy.faults.always('ReceiveMessage', {
        change: reply => {
          const text = Buffer.from(reply.message?.body ?? []).toString()
          if (text === 'a')
            return {
              message: {
                ...reply.message,
                systemProperties: { ...reply.message?.systemProperties, bodyEncoding: 9 },
              },
            }
          return text === 'b' ? { message: { body: reply.message?.body ?? Buffer.alloc(0) } } : reply
        },
      })
      const { endpoints } = proxy
      const consumer = new SimpleConsumer({
        endpoints,
        transport,
        consumerGroup: 'workers',
        subscriptions: { orders: '*' },
      })
      open.push(consumer)
      const bodies = new Set<string>()
      while (!bodies.has('c')) {
        const messages = await consumer.receive()
        for (const message of messages) bodies.add(message.text())
      }
      await consumer.close({ timeoutMs: 0 })
      expect(bodies).toContain('c')
    })
  })
})
