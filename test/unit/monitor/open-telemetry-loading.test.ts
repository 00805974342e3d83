import { expect, it, vi } from 'vitest'

const loaded = vi.hoisted(() => [] as string[])

vi.mock('@opentelemetry/api', importOriginal => {
  loaded.push('api')
  return importOriginal()
})
vi.mock('@opentelemetry/sdk-metrics', importOriginal => {
  loaded.push('sdk-metrics')
  return importOriginal()
})
vi.mock('@opentelemetry/exporter-metrics-otlp-grpc', importOriginal => {
  loaded.push('exporter')
  return importOriginal()
})
vi.mock('prom-client', importOriginal => {
  loaded.push('prom-client')
  return importOriginal()
})

it('loads nothing of OpenTelemetry with the main entry, and no exporter before a server wants it', async () => {
  const { Producer } = await import('../../../src/index.js')
  await import('../../../src/testing/index.js')
  await import('../../../src/monitor/prometheus.js')
  expect(new Producer({ endpoints: '127.0.0.1:1' }).state).toBe('new')
  expect(loaded).toEqual([])
  const { OpenTelemetryMetrics } = await import('../../../src/monitor/open-telemetry.js')
  expect(loaded).toEqual(['api'])
  const stats = { kind: 'producer', clientId: 'c', state: 'running', pools: [], batches: [] } as const
  const metric = { on: true, endpoint: '127.0.0.1:1', secure: false }
  const client = { stats: () => ({ ...stats, pools: [], batches: [], connections: [], rpcs: [], metric }) }
  const metrics = new OpenTelemetryMetrics({ onError: () => {} })
  metrics.attach(client)
  await vi.waitFor(() => expect(loaded.sort()).toEqual(['api', 'exporter', 'sdk-metrics']), {
    timeout: 60_000,
  })
  await metrics.shutdown()
})
