import { type Channel, channel } from 'node:diagnostics_channel'
import type { MetricSetting } from './stats.js'
import type { SettleOperation } from './tracing.js'

/** What each diagnostics channel carries. Payloads are only built while somebody listens. */
export interface ChannelPayloads {
  /** A batch left the buffer. */
  'rocketmq-jet:batch:flush': { processor: string; reason: string; items: number; bytes: number }
  /** A handler run failed and the batch will be tried again or split. */
  'rocketmq-jet:batch:retry': { processor: string; items: number; attempt: number; error: unknown }
  /** A connection was opened. */
  'rocketmq-jet:connection:open': { endpoint: string }
  /** A connection was closed, by either side. Bytes are counted before TLS. */
  'rocketmq-jet:connection:close': { endpoint: string; bytesSent: number; bytesReceived: number }
  /** A call ended. */
  'rocketmq-jet:rpc:end': { method: string; endpoint: string; durationMs: number; error: unknown }
  /** The broker confirmed a message, or its send failed for good. */
  'rocketmq-jet:send:end': {
    clientId: string
    topic: string
    messageId: string
    /** Where it was stored, or failed last, as `host:port`; `undefined` if it was never sent. */
    endpoint: string | undefined
    durationMs: number
    error: unknown
  }
  /** Messages arrived from the server. */
  'rocketmq-jet:receive:end': {
    clientId: string
    consumerGroup: string
    topic: string
    endpoint: string
    messages: number
    /** How long the receive took, most of it waiting for messages. */
    durationMs: number
    /** Milliseconds from when the server sent them, by its own clock, until they arrived; `undefined` if it did not say. */
    deliveryLatencyMs: number | undefined
  }
  /** A handler ended. */
  'rocketmq-jet:process:end': {
    clientId: string
    consumerGroup: string
    topic: string
    messageId: string
    /** Where the message came from. */
    endpoint: string
    durationMs: number
    /** Milliseconds from the receipt of the message until its handler began. */
    awaitMs: number
    error: unknown
  }
  /** A call acknowledged messages, had them delivered again, or made them dead letters. */
  'rocketmq-jet:settle:end': {
    clientId: string
    consumerGroup: string
    topic: string
    endpoint: string
    operation: SettleOperation
    messages: number
    durationMs: number
    error: unknown
  }
  /** A leak detector found an object that was not released to its pool. */
  'rocketmq-jet:pool:leak': {
    pool: string
    heldMs: number
    /** `held`: not released for too long. `collected`: garbage-collected without having been released. */
    reason: 'held' | 'collected'
    /** The stack at its acquisition, innermost call first. */
    stack: string
  }
  /** The telemetry stream of a client was opened or lost. */
  'rocketmq-jet:telemetry:state': { clientId: string; endpoint: string; state: string; error: unknown }
  /** A server sent its settings; `metric` says whether, and where, it wants the client's metrics. */
  'rocketmq-jet:telemetry:settings': { clientId: string; endpoint: string; metric: MetricSetting }
}

/** The name of a diagnostics channel of this library. */
export type ChannelName = keyof ChannelPayloads

function declare<N extends ChannelName>(name: N): Channel {
  return channel(name)
}

/** Every channel, ready for `hasSubscribers` and `publish`. */
export const channels = {
  batchFlush: declare('rocketmq-jet:batch:flush'),
  batchRetry: declare('rocketmq-jet:batch:retry'),
  connectionOpen: declare('rocketmq-jet:connection:open'),
  connectionClose: declare('rocketmq-jet:connection:close'),
  rpcEnd: declare('rocketmq-jet:rpc:end'),
  sendEnd: declare('rocketmq-jet:send:end'),
  receiveEnd: declare('rocketmq-jet:receive:end'),
  processEnd: declare('rocketmq-jet:process:end'),
  settleEnd: declare('rocketmq-jet:settle:end'),
  poolLeak: declare('rocketmq-jet:pool:leak'),
  telemetryState: declare('rocketmq-jet:telemetry:state'),
  telemetrySettings: declare('rocketmq-jet:telemetry:settings'),
} as const
