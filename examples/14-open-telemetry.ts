// Spans that follow a message from its sender to its handler, and metrics under RocketMQ's own names. Spans and
// metrics are printed here; in a service they go where your OpenTelemetry set-up sends them.
//
//   npm install @opentelemetry/api @opentelemetry/sdk-trace-base @opentelemetry/sdk-metrics
//   npm run example examples/14-open-telemetry.ts
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { Producer, PushConsumer } from 'rocketmq-jet'
import { OpenTelemetryMetrics, OpenTelemetryTracing } from 'rocketmq-jet/open-telemetry'

const endpoints = process.env.ROCKETMQ_ENDPOINTS || '127.0.0.1:8081'
const topic = 'example-normal'
const run = `${Date.now()}`

const spans = new InMemorySpanExporter()
const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] })
const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
const reader = new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 60_000 })
const meterProvider = new MeterProvider({ readers: [reader] })

const tracing = new OpenTelemetryTracing({ tracerProvider })
const metrics = new OpenTelemetryMetrics({ meterProvider })

let complete = () => {}
const handled = new Promise<void>(resolve => {
  complete = resolve
})
const producer = new Producer({ endpoints, topics: [topic], tracing, monitor: metrics })
const consumer = new PushConsumer({
  endpoints,
  consumerGroup: 'example-workers',
  subscriptions: { [topic]: '*' },
  tracing,
  monitor: metrics,
  listener: message => {
    if (message.properties.run === run) complete()
  },
})
await consumer.start()
await producer.send({ topic, properties: { run }, body: 'hello' })
await handled
await reader.forceFlush()
await Promise.all([producer.close(), consumer.close()])

const send = spans.getFinishedSpans().find(span => span.name === `send ${topic}`)
const processed = spans
  .getFinishedSpans()
  .find(span => span.parentSpanContext?.spanId === send?.spanContext().spanId)
console.log(`trace ${send?.spanContext().traceId}: ${send?.name} → ${processed?.name}`)
const names = metricExporter.getMetrics().flatMap(each => each.scopeMetrics.flatMap(scope => scope.metrics))
console.log(`metrics: ${[...new Set(names.map(metric => metric.descriptor.name))].join(', ')}`)

await metrics.shutdown()
await meterProvider.shutdown()
await tracerProvider.shutdown()
