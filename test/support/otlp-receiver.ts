import { Server, ServerCredentials } from '@grpc/grpc-js'
import protobuf from 'protobufjs'
import { onTestFinished } from 'vitest'

/** The part of OTLP that metrics of these tests use. */
const SCHEMA = `
  syntax = "proto3";
  message ExportRequest { repeated ResourceMetrics resource_metrics = 1; }
  message ExportResponse {}
  message ResourceMetrics { repeated ScopeMetrics scope_metrics = 2; }
  message ScopeMetrics { Scope scope = 1; repeated Metric metrics = 2; }
  message Scope { string name = 1; }
  message Metric { string name = 1; string unit = 3; Gauge gauge = 5; Histogram histogram = 9; }
  message Gauge { repeated NumberPoint data_points = 1; }
  message NumberPoint { repeated KeyValue attributes = 7; double as_double = 4; sfixed64 as_int = 6; }
  message Histogram { repeated HistogramPoint data_points = 1; }
  message HistogramPoint {
    repeated KeyValue attributes = 9;
    fixed64 count = 4;
    double sum = 5;
    repeated fixed64 bucket_counts = 6;
    repeated double explicit_bounds = 7;
  }
  message KeyValue { string key = 1; Value value = 2; }
  message Value { string string_value = 1; }
`

/** One line of a metric, as it arrived. */
export interface ReceivedPoint {
  scope: string
  metric: string
  unit: string
  labels: Record<string, string>
  count?: number
  sum?: number
  bounds?: number[]
  value?: number
}

interface WirePoint {
  attributes?: { key: string; value: { stringValue: string } }[]
  count?: number
  sum?: number
  explicitBounds?: number[]
  asDouble?: number
  asInt?: number
}

interface WireMetric {
  name: string
  unit?: string
  gauge?: { dataPoints: WirePoint[] }
  histogram?: { dataPoints: WirePoint[] }
}

/** A server that takes metrics by OTLP over gRPC, until the test ends. */
export interface OtlpReceiver {
  readonly host: string
  readonly port: number
  readonly endpoint: string
  /** How many exports came. */
  readonly exports: number
  /** Every line of a metric that came, oldest first. */
  points(metric: string): ReceivedPoint[]
}

/** @param certificate speaks TLS with it; without one, plaintext */
export async function startOtlpReceiver(certificate?: { cert: string; key: string }): Promise<OtlpReceiver> {
  const schema = protobuf.parse(SCHEMA, { keepCase: false }).root
  const requestType = schema.lookupType('ExportRequest')
  const responseType = schema.lookupType('ExportResponse')
  const received: ReceivedPoint[][] = []
  const server = new Server()
  server.addService(
    {
      export: {
        path: '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export',
        requestStream: false,
        responseStream: false,
        requestSerialize: (value: object) => Buffer.from(requestType.encode(value).finish()),
        requestDeserialize: (bytes: Buffer) =>
          requestType.toObject(requestType.decode(bytes), { longs: Number }),
        responseSerialize: () => Buffer.from(responseType.encode({}).finish()),
        responseDeserialize: (bytes: Buffer) => responseType.decode(bytes),
      },
    },
    {
      export: (call: { request: object }, answer: (error: null, reply: object) => void) => {
        received.push(pointsOf(call.request))
        answer(null, {})
      },
    },
  )
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentialsOf(certificate), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    )
  })
  onTestFinished(() => server.forceShutdown())
  return {
    host: '127.0.0.1',
    port,
    endpoint: `127.0.0.1:${port}`,
    get exports() {
      return received.length
    },
    points: metric => received.flat().filter(point => point.metric === metric),
  }
}

function credentialsOf(certificate: { cert: string; key: string } | undefined): ServerCredentials {
  if (certificate === undefined) return ServerCredentials.createInsecure()
  const { cert, key } = certificate
  return ServerCredentials.createSsl(null, [{ cert_chain: Buffer.from(cert), private_key: Buffer.from(key) }])
}

function pointsOf(request: {
  resourceMetrics?: { scopeMetrics?: { scope?: { name?: string }; metrics?: WireMetric[] }[] }[]
}): ReceivedPoint[] {
  const scopes = (request.resourceMetrics ?? []).flatMap(({ scopeMetrics = [] }) => scopeMetrics)
  return scopes.flatMap(({ scope, metrics = [] }) =>
    metrics.flatMap(({ name, unit = '', gauge, histogram }) =>
      [...(gauge?.dataPoints ?? []), ...(histogram?.dataPoints ?? [])].map(point => ({
        scope: scope?.name ?? '',
        metric: name,
        unit,
        ...readPoint(point),
      })),
    ),
  )
}

function readPoint(point: WirePoint): Pick<ReceivedPoint, 'labels' | 'count' | 'sum' | 'bounds' | 'value'> {
  const { attributes = [], count, sum, explicitBounds, asDouble, asInt } = point
  const labels = Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue]))
  if (count === undefined) return { labels, value: asDouble ?? asInt ?? 0 }
  return { labels, count, sum: sum ?? 0, bounds: explicitBounds ?? [] }
}
