export {
  type AttachTarget,
  OpenTelemetryMetrics,
  type OpenTelemetryMetricsOptions,
} from './open-telemetry/open-telemetry-metrics.js'
export type { TraceCarrier } from './open-telemetry/open-telemetry-tracing.js'
export {
  messageContext,
  OpenTelemetryTracing,
  type OpenTelemetryTracingOptions,
} from './open-telemetry/open-telemetry-tracing.js'
