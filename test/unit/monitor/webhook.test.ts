import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type WebhookOptions, webhook } from '../../../src/monitor/webhook.js'
import { alertStatus } from '../../support/stats-builders.js'

type Reply = (response: ServerResponse) => void
interface Received {
  headers: IncomingMessage['headers']
  method: string | undefined
  body: unknown
}

const closings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closings.splice(0)) await close()
})

const answer =
  (status: number): Reply =>
  response =>
    response.writeHead(status).end('noted')
const hang: Reply = () => {}
/** Never silent, and never done. */
const drip =
  (status: number): Reply =>
  response => {
    response.writeHead(status)
    const timer = setInterval(() => response.write('.'), 20)
    response.on('close', () => clearInterval(timer))
  }
const cut: Reply = response => response.destroy()

/** A real HTTP server that gives these answers in turn, the last one for ever. */
async function receiver(...replies: Reply[]) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const { headers, method } = request
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    received.push({ headers, method, body: JSON.parse(Buffer.concat(chunks).toString()) })
    ;(replies[received.length - 1] ?? replies.at(-1))?.(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closings.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?secret=1`
  let opened = 0
  server.on('connection', () => {
    opened += 1
  })
  const connections = () => new Promise<number>(done => server.getConnections((_, count) => done(count)))
  return { url, received, connections, opened: () => opened }
}

const context = () => ({ signal: new AbortController().signal })
const quick: WebhookOptions = { retryDelayMs: 1 }

describe('webhook', () => {
  it('posts the alert as JSON, with headers of its own', async () => {
    const { url, received } = await receiver(answer(204))
    const alert = alertStatus()
    await webhook(url, { headers: { authorization: 'Bearer abc' } })(alert, context())
    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer abc' },
      body: alert,
    })
  })

  it('leaves no connection open', async () => {
    const { url, connections } = await receiver(answer(200))
    await webhook(url)(alertStatus(), context())
    await expect.poll(connections).toBe(0)
  })

  it('sends alerts that are raised together over one connection', async () => {
    const { url, received, opened, connections } = await receiver(answer(200))
    const sink = webhook(url)
    await Promise.all(Array.from({ length: 10 }, () => sink(alertStatus(), context())))
    expect(received).toHaveLength(10)
    expect(opened()).toBe(1)
    await expect.poll(connections).toBe(0)
  })

  it('takes the first line of an answer that never ends for the answer', async () => {
    const { url, received, connections } = await receiver(drip(200))
    await webhook(url, { retries: 0, timeoutMs: 3_000 })(alertStatus(), context())
    expect(received).toHaveLength(1)
    await expect.poll(connections).toBe(0)
  })

  it('gives up a refusal that never ends', async () => {
    const { url, connections } = await receiver(drip(500))
    const sending = webhook(url, { retries: 0, timeoutMs: 50 })(alertStatus(), context())
    await expect(sending).rejects.toMatchObject({ code: 'TIMEOUT' })
    await expect.poll(connections).toBe(0)
  })

  it.each([
    ['an error of the server', answer(500)],
    ['throttling', answer(429)],
    ['a connection that is cut', cut],
  ])('tries again after %s', async (_, failure) => {
    const { url, received } = await receiver(failure, failure, answer(200))
    await webhook(url, quick)(alertStatus(), context())
    expect(received).toHaveLength(3)
  })

  it('tries again after an attempt that took too long', async () => {
    const { url, received } = await receiver(hang, answer(200))
    await webhook(url, { ...quick, timeoutMs: 3_000 })(alertStatus(), context())
    expect(received).toHaveLength(2)
  })

  it.each([
    ['the answer of the server', answer(503), 'UNAVAILABLE', '503'],
    ['that nothing came in time', hang, 'TIMEOUT', '1000 ms'],
  ])('gives up after its retries, and says %s', async (_, failure, code, text) => {
    const { url, received } = await receiver(failure)
    const sending = webhook(url, { ...quick, retries: 2, timeoutMs: 1_000 })(alertStatus(), context())
    await expect(sending).rejects.toMatchObject({ code, message: expect.stringContaining(text) })
    expect(received.length).toBeGreaterThanOrEqual(1)
    expect(received.length).toBeLessThanOrEqual(3)
  })

  it('does not repeat what the receiver refused, and keeps the path of its URL to itself', async () => {
    const { url, received } = await receiver(answer(403))
    const failure = await Promise.resolve(webhook(url, quick)(alertStatus(), context())).catch(error => error)
    expect(failure).toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('403') })
    expect(failure.message).not.toContain('secret')
    expect(received).toHaveLength(1)
  })

  it('says so if nobody listens', async () => {
    const sending = webhook('http://127.0.0.1:1/', { ...quick, retries: 1 })(alertStatus(), context())
    await expect(sending).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('keeps the order in which alerts were raised', async () => {
    const { url, received } = await receiver(answer(500), answer(500), answer(200))
    const sink = webhook(url, quick)
    await Promise.all(
      ['firing', 'resolved'].map(state => sink(alertStatus({ state: state as 'firing' }), context())),
    )
    const states = received.map(each => (each.body as { state: string }).state)
    expect(states).toEqual(['firing', 'firing', 'firing', 'resolved'])
  })

  it('ends at once when the monitor stops, in an attempt or in the wait between two', async () => {
    for (const [reply, options] of [
      [hang, {}],
      [answer(500), { retryDelayMs: 600_000 }],
    ] as const) {
      const { url, received } = await receiver(reply)
      const stop = new AbortController()
      const sending = webhook(url, options)(alertStatus(), { signal: stop.signal })
      await expect.poll(() => received.length).toBe(1)
      stop.abort()
      await expect(sending).rejects.toMatchObject({ code: 'ABORTED' })
    }
  })

  it('lets no more than a hundred alerts wait', async () => {
    const { url } = await receiver(hang)
    const stop = new AbortController()
    const sink = webhook(url)
    const sendings = Array.from({ length: 101 }, () => sink(alertStatus(), { signal: stop.signal }))
    await expect(sendings[100]).rejects.toMatchObject({ code: 'FULL' })
    stop.abort()
    const codes = await Promise.allSettled(sendings.slice(0, 100))
    expect(codes.every(each => each.status === 'rejected' && each.reason.code === 'ABORTED')).toBe(true)
  })

  it.each([['ftp://host/'], ['host:80'], ['']])("refuses the URL '%s'", url => {
    expect(() => webhook(url)).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }))
  })

  it.each([[{ timeoutMs: 0 }], [{ retries: -1 }], [{ retryDelayMs: Number.NaN }]])('refuses %j', options => {
    expect(() => webhook('http://host/', options)).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }))
  })
})
