import { createServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BareGrpc, frame } from '../../../benchmarks/subjects/bare-grpc.js'
import { bodies, nowMicros, stampedBody, stampOf } from '../../../benchmarks/subjects/bodies.js'
import { ClosedLoop } from '../../../benchmarks/subjects/closed-loop.js'
import { LatencyLog } from '../../../benchmarks/subjects/latency-log.js'
import { ProcessMeter } from '../../../benchmarks/subjects/process-meter.js'
import { WireMeter } from '../../../benchmarks/subjects/wire-meter.js'

const WIRE = new WireMeter()

describe('bodies', () => {
  test.each([128, 1_024, 16_384])('have exactly %i bytes, whatever they are made of', bytes => {
    for (const content of ['random', 'json'] as const) {
      for (const body of bodies(bytes, content)) expect(body).toHaveLength(bytes)
    }
  })

  test('of JSON are JSON, and not all the same', () => {
    const all = bodies(200, 'json').map(body => body.toString())
    for (const text of all) JSON.parse(text)
    expect(new Set(all).size).toBe(all.length)
  })

  test('carry the time they were stamped with', () => {
    const before = nowMicros()
    const stamp = stampOf(stampedBody(64)) as number
    expect(stamp).toBeGreaterThanOrEqual(before)
    expect(stamp).toBeLessThanOrEqual(nowMicros())
  })

  test('without a stamp have none', () => {
    expect(stampOf(Buffer.from('short'))).toBeUndefined()
    expect(stampOf(Buffer.alloc(64, 'x'))).toBeUndefined()
  })
})

describe('the log of latencies', () => {
  test('answers exact quantiles, beyond its first size too', () => {
    const log = new LatencyLog()
    for (let value = 100_000; value >= 1; value--) log.add(value)
    expect(log.count).toBe(100_000)
    expect(log.summary()).toMatchObject({ p50Ms: 50_001, p99Ms: 99_001 })
  })

  test('is empty again after clear()', () => {
    const log = new LatencyLog()
    log.add(5)
    log.clear()
    expect(log.summary()).toEqual({ p50Ms: 0, p99Ms: 0, jitterMs: 0 })
  })

  test('calls the standard deviation jitter', () => {
    const log = new LatencyLog()
    for (const value of [2, 4, 4, 4, 5, 5, 7, 9]) log.add(value)
    expect(log.summary().jitterMs).toBe(2)
  })
})

describe('the closed loop', () => {
  const load = { callers: 4, bodyBytes: 1, content: 'random', warmMs: 20, measureMs: 200 } as const

  test('keeps as many calls out as it has callers, and waits for the last', async () => {
    let out = 0
    let most = 0
    const call = async () => {
      most = Math.max(most, ++out)
      await new Promise(resolve => setTimeout(resolve, 1))
      out -= 1
    }
    const loop = new ClosedLoop({ callers: 4, messagesPerCall: 10, call })
    const result = await loop.run(load, new ProcessMeter(), WIRE)
    expect(most).toBe(4)
    expect(out).toBe(0)
    expect(result.messages % 10).toBe(0)
    expect(result.messages).toBeGreaterThan(0)
    expect(result.rate).toBeCloseTo(result.messages / result.seconds)
  })

  test('counts failures apart and goes on', async () => {
    let calls = 0
    const call = async () => {
      if (calls++ % 2 === 0) throw new Error('refused')
      await new Promise(resolve => setImmediate(resolve))
    }
    const loop = new ClosedLoop({ callers: 1, messagesPerCall: 1, call })
    const result = await loop.run(load, new ProcessMeter(), WIRE)
    expect(result.failed).toBeGreaterThan(0)
    expect(result.messages).toBeGreaterThan(0)
    expect(result.error).toBe('refused')
  })
})

describe('gRPC over bare HTTP/2', () => {
  const server = createServer()
  let endpoints = ''

  beforeAll(async () => {
    server.on('stream', (stream, headers) => {
      const ok = String(headers[':path']).endsWith('/Echo')
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
      stream.on('wantTrailers', () =>
        stream.sendTrailers(
          ok ? { 'grpc-status': '0' } : { 'grpc-status': '12', 'grpc-message': 'no such method' },
        ),
      )
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => stream.end(ok ? Buffer.concat([...chunks, ...chunks]) : undefined))
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    endpoints = `127.0.0.1:${(server.address() as AddressInfo).port}`
  })

  afterAll(() => new Promise(resolve => server.close(resolve)))

  test('answers every message of a reply, and the wire meter saw the call', async () => {
    const before = WIRE.connections
    const client = new BareGrpc(endpoints, {})
    const replies = await client.call('Echo', frame(Buffer.from('hello')))
    expect(replies.map(String)).toEqual(['hello', 'hello'])
    expect(WIRE.connections - before).toBe(1)
    expect(WIRE.calls('Echo')).toBe(1)
    expect(WIRE.calls()).toBe(1)
    expect(WIRE.bytes).toBeGreaterThan(10)
    client.close()
  })

  test('rejects with the status of the trailers', async () => {
    const client = new BareGrpc(endpoints, {})
    await expect(client.call('Other', frame(Buffer.from('x')))).rejects.toThrow('gRPC 12: no such method')
    client.close()
  })
})

describe('the meter of a process', () => {
  test("reads the server's CPU beside its own, on Linux", () => {
    const meter = new ProcessMeter([process.pid])
    const start = process.cpuUsage()
    meter.restart()
    // As much as it takes: on a busy machine little CPU is used in much time.
    for (let used = 0; used < 100_000; { user: used } = process.cpuUsage(start));
    const { cpuMicros, serverCpuMicros } = meter.read()
    if (process.platform !== 'linux') expect(serverCpuMicros).toBeUndefined()
    else expect(Math.abs((serverCpuMicros ?? 0) - cpuMicros)).toBeLessThan(cpuMicros / 2)
  })

  test('says nothing of a server whose processes it does not know, or that is gone', () => {
    for (const pids of [[], [2 ** 22 + 1]]) {
      const meter = new ProcessMeter(pids)
      meter.restart()
      expect(meter.read().serverCpuMicros).toBeUndefined()
    }
  })
})
