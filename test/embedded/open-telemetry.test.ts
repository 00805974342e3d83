import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { PushConsumer } from '../../src/index.js'
import { OpenTelemetryMetrics, type OpenTelemetryMetricsOptions } from '../../src/monitor/open-telemetry.js'
import type { EmbeddedProxy } from '../../src/testing/index.js'
import { selfSignedCertificate } from '../../src/testing/self-signed-certificate.js'
import { type OtlpReceiver, startOtlpReceiver } from '../support/otlp-receiver.js'
import { PATIENTLY, produceTo, startProxy, texts } from '../support/producing.js'

/** The servers' settings turn metrics on from now on. */
function turnOn(proxy: EmbeddedProxy, { host, port }: { host: string; port: number }) {
  const metric = { on: true, endpoints: { scheme: 1, addresses: [{ host, port }] } }
  return proxy.faults.always('Telemetry', {
    change: reply => (reply.settings == null ? reply : { ...reply, settings: { ...reply.settings, metric } }),
  })
}

function metricsOf(options: OpenTelemetryMetricsOptions = {}): OpenTelemetryMetrics {
  const metrics = new OpenTelemetryMetrics({ exportIntervalMs: 200, ...options })
  onTestFinished(() => metrics.shutdown())
  return metrics
}

function total(receiver: OtlpReceiver, metric: string, labels: Record<string, string>): number {
  const last = new Map<string, number>()
  for (const point of receiver.points(metric)) {
    const wanted = Object.entries(labels).every(([name, value]) => point.labels[name] === value)
    if (wanted) last.set(JSON.stringify(point.labels), point.count ?? point.value ?? 0)
  }
  return [...last.values()].reduce((sum, count) => sum + count, 0)
}

describe('metrics that a server wants', () => {
  it("arrive by OTLP where its settings say, under RocketMQ's names, labels and buckets", async () => {
    const receiver = await startOtlpReceiver()
    const proxy = await startProxy({ groups: ['workers'] })
    turnOn(proxy, receiver)
    const metrics = metricsOf()
    let letGo: () => void = () => {}
    const held = new Promise<void>(resolve => {
      letGo = resolve
    })
    const consumer = new PushConsumer({
      endpoints: proxy.endpoints,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
      monitor: metrics,
      listener: async message => {
        await held
        return message.text() === 'm0' ? 'FAILURE' : 'SUCCESS'
      },
    })
    onTestFinished(() => consumer.close({ timeoutMs: 2_000 }).catch(() => {}))
    await consumer.start()
    // What is sent before the exporter is loaded is not counted.
    await vi.dynamicImportSettled()
    const producer = produceTo(proxy, { monitor: metrics })
    await Promise.all(texts(10).map(body => producer.send({ topic: 'orders', body })))
    await vi.waitFor(
      () => expect(total(receiver, 'rocketmq_consumer_cached_messages', {})).toBe(10),
      PATIENTLY,
    )
    letGo()

    const { clientId: client_id } = producer
    const common = { topic: 'orders', client_id: consumer.clientId, consumer_group: 'workers' }
    await vi.waitFor(() => {
      const success = { invocation_status: 'success' }
      expect(total(receiver, 'rocketmq_send_cost_time', success)).toBe(10)
      expect(total(receiver, 'rocketmq_process_time', success)).toBe(9)
      expect(total(receiver, 'rocketmq_process_time', { invocation_status: 'failure' })).toBe(1)
      expect(total(receiver, 'rocketmq_await_time', {})).toBe(10)
      expect(total(receiver, 'rocketmq_delivery_latency', {})).toBeGreaterThan(0)
    }, PATIENTLY)
    expect(receiver.points('rocketmq_send_cost_time')[0]).toMatchObject({
      scope: 'org.apache.rocketmq.message',
      unit: '',
      labels: { topic: 'orders', client_id, invocation_status: 'success' },
      bounds: [1, 5, 10, 20, 50, 200, 500],
    })
    expect(receiver.points('rocketmq_delivery_latency')[0]).toMatchObject({
      labels: common,
      bounds: [1, 5, 10, 20, 50, 200, 500],
    })
    expect(receiver.points('rocketmq_await_time')[0]).toMatchObject({
      labels: common,
      bounds: [1, 5, 20, 100, 1000, 5000, 10000],
    })
    expect(receiver.points('rocketmq_process_time')[0]).toMatchObject({
      labels: { ...common, invocation_status: expect.any(String) },
      bounds: [1, 5, 10, 100, 1000, 10000, 60000],
    })
    expect(receiver.points('rocketmq_consumer_cached_bytes').at(0)).toMatchObject({ labels: common })
  })

  it('that are not yet sent when the last client is closed are sent then', async () => {
    const receiver = await startOtlpReceiver()
    const proxy = await startProxy()
    turnOn(proxy, receiver)
    const metrics = metricsOf({ exportIntervalMs: 3_600_000 })
    const producer = produceTo(proxy, { monitor: metrics })
    await producer.start()
    await vi.dynamicImportSettled()
    for (const body of texts(5)) await producer.send({ topic: 'orders', body })
    expect(receiver.exports).toBe(0)
    await producer.close()
    await metrics.shutdown()
    expect(receiver.exports).toBe(1)
    expect(total(receiver, 'rocketmq_send_cost_time', { invocation_status: 'success' })).toBeGreaterThan(0)
  })

  it('stop when the server turns them off, and are not sent unless it turns them on', async () => {
    const receiver = await startOtlpReceiver()
    const proxy = await startProxy({ topics: { orders: 'NORMAL', bills: 'NORMAL' } })
    const fault = turnOn(proxy, receiver)
    const metrics = metricsOf()
    const producer = produceTo(proxy, { monitor: metrics })
    await producer.send({ topic: 'orders', body: 'hello' })
    expect(producer.stats().metric).toEqual({ on: true, endpoint: receiver.endpoint, secure: false })
    await vi.waitFor(async () => {
      await producer.send({ topic: 'orders', body: 'hello' })
      expect(total(receiver, 'rocketmq_send_cost_time', {})).toBeGreaterThan(0)
    }, PATIENTLY)
    fault.remove()
    // The first message to a topic makes the client tell its settings anew.
    await producer.send({ topic: 'bills', body: 'hello' })
    await vi.waitFor(() => expect(producer.stats().metric?.on).toBe(false), PATIENTLY)
    await metrics.shutdown()
    expect(total(receiver, 'rocketmq_send_cost_time', { topic: 'bills' })).toBeLessThanOrEqual(1)
    const { exports } = receiver
    await producer.send({ topic: 'bills', body: 'hello' })
    expect(receiver.exports).toBe(exports)
  })

  it('go over TLS if the client speaks TLS', async () => {
    const certificate = selfSignedCertificate()
    const directory = await mkdtemp(join(tmpdir(), 'otlp-'))
    const authorities = join(directory, 'ca.pem')
    await writeFile(authorities, certificate.cert)
    vi.stubEnv('OTEL_EXPORTER_OTLP_CERTIFICATE', authorities)
    onTestFinished(async () => {
      vi.unstubAllEnvs()
      await rm(directory, { recursive: true })
    })
    const receiver = await startOtlpReceiver(certificate)
    const proxy = await startProxy({ tls: certificate })
    turnOn(proxy, receiver)
    const producer = produceTo(proxy, { monitor: metricsOf(), tls: { ca: certificate.cert } })
    await vi.waitFor(async () => {
      await producer.send({ topic: 'orders', body: 'hello' })
      expect(total(receiver, 'rocketmq_send_cost_time', {})).toBeGreaterThan(0)
    }, PATIENTLY)
    expect(producer.stats().metric).toEqual({ on: true, endpoint: receiver.endpoint, secure: true })
  })

  it('are nowhere where they are not followed', async () => {
    const receiver = await startOtlpReceiver()
    const proxy = await startProxy()
    turnOn(proxy, receiver)
    const metrics = metricsOf({ followServer: false })
    const producer = produceTo(proxy, { monitor: metrics })
    await producer.send({ topic: 'orders', body: 'hello' })
    expect(producer.stats().metric?.on).toBe(true)
    await producer.close()
    await metrics.shutdown()
    expect(receiver.exports).toBe(0)
  })

  it('that nobody takes hinder neither messages nor the end', async () => {
    const proxy = await startProxy()
    turnOn(proxy, { host: '127.0.0.1', port: 1 })
    const errors: unknown[] = []
    const metrics = metricsOf({ onError: error => void errors.push(error) })
    const producer = produceTo(proxy, { monitor: metrics })
    await producer.send({ topic: 'orders', body: 'hello' })
    await producer.close()
    await metrics.shutdown()
    expect(producer.stats().producer?.succeeded).toBe(1)
  })
})
