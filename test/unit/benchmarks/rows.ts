import type { Results, SendRow } from '../../../benchmarks/results.js'
import type { SendResult } from '../../../benchmarks/subjects/protocol.js'

/** A run with a rate and, where given, more. */
export function sendResult(rate: number, more: Partial<SendResult> = {}): SendResult {
  return {
    messages: rate,
    failed: 0,
    seconds: 1,
    rate,
    p50Ms: 1,
    p99Ms: 2,
    jitterMs: 0.5,
    cpuMicrosPerMessage: 10,
    scavenges: 1,
    majorCollections: 0,
    gcPauseMs: 1,
    rssMb: 100,
    ...more,
  }
}

/** A row of a subject at so many callers. */
export function sendRow(
  subject: string,
  callers: number,
  runs: (SendResult | null)[],
  more: Partial<SendRow> = {},
): SendRow {
  const load = { callers, bodyBytes: 1_024, content: 'random' as const }
  return { set: 'send', subject, load, runs, failures: [], ...more }
}

/** Results that hold nothing but what is given. */
export function results(some: Partial<Results> = {}): Results {
  return {
    form: 'full',
    startedAt: '2026-01-01T00:00:00.000Z',
    machine: {
      cpu: 'a processor',
      cores: 2,
      memoryGb: 8,
      system: 'linux',
      node: 'v20',
      java: 'openjdk 17',
      server: 'RocketMQ 5.5.0',
      sdk: '0.1.0',
      officialNode: '1.0.8',
      officialJava: '5.2.0',
    },
    measureMs: 1_000,
    send: [],
    sync: [],
    single: [],
    cluster: [],
    features: [],
    monitor: [],
    backlog: [],
    steady: [],
    memory: [],
    outages: [],
    growth: [],
    notMeasured: [],
    ...some,
  }
}
