import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { onTestFinished, vi } from 'vitest'
import { OpenTelemetryTracing } from '../../src/monitor/open-telemetry.js'

/** Every span of one test, kept in memory. */
export interface RecordedSpans {
  readonly tracing: OpenTelemetryTracing
  readonly tracer: ReturnType<BasicTracerProvider['getTracer']>
  /** The ended spans of this name, oldest first. */
  named(name: string): ReadableSpan[]
  /** Waits for so many spans of this name. */
  waitFor(name: string, count?: number): Promise<ReadableSpan[]>
}

/** Records spans until the test ends; contexts follow asynchronous calls meanwhile. */
export function recordSpans(): RecordedSpans {
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  onTestFinished(async () => {
    context.disable()
    await provider.shutdown()
  })
  const named = (name: string) => exporter.getFinishedSpans().filter(span => span.name === name)
  return {
    tracing: new OpenTelemetryTracing({ tracerProvider: provider }),
    tracer: provider.getTracer('test'),
    named,
    waitFor: (name, count = 1) =>
      vi.waitFor(
        () => {
          const found = named(name)
          if (found.length < count) throw new Error(`${found.length} of ${count} spans '${name}'`)
          return found
        },
        { timeout: 60_000, interval: 10 },
      ),
  }
}
