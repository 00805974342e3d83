import { hostname, type as osType, release } from 'node:os'
import type { Endpoints } from '../route/endpoints.js'
import { customizedBackoff, exponentialBackoff, type RetryPolicy } from '../waiting/backoff.js'
import { apache } from './generated/protocol.js'
import { LIBRARY } from './library.js'
import { fromMs, type SecondsAndNanos, toMs } from './reply-reader.js'
import { endpointsFromWire, endpointsToWire, type Filter, filterToWire, resource } from './route-codec.js'

type SettingsMessage = apache.rocketmq.v2.ISettings
const { ClientType: Type, Language } = apache.rocketmq.v2

/** Bounds of the long poll that a server may ask for, in milliseconds; its own are 5 to 20 s by default. */
const SHORTEST_POLL_MS = 1_000
const LONGEST_POLL_MS = 300_000

/** Numbers on the wire of what a client can be. */
export const CLIENT_TYPES = {
  producer: Type.PRODUCER,
  'push-consumer': Type.PUSH_CONSUMER,
  'simple-consumer': Type.SIMPLE_CONSUMER,
  'lite-push-consumer': Type.LITE_PUSH_CONSUMER,
  // Server 5.5.0 refuses LITE_SIMPLE_CONSUMER, but lets a lite push consumer name an invisible duration.
  'lite-simple-consumer': Type.LITE_PUSH_CONSUMER,
} as const

/** What a client can be. */
export type ClientType = keyof typeof CLIENT_TYPES

/** What a producer tells the server of itself. */
export interface PublisherSettings {
  readonly topics: readonly string[]
  readonly maxBodyBytes: number
}

/** What a consumer tells the server of itself. */
export interface SubscriberSettings {
  readonly group: string
  readonly filters: Iterable<readonly [topic: string, filter: Filter]>
  /** How long its polls wait, in milliseconds. */
  readonly awaitDurationMs?: number
}

/** What a client tells the server of itself. */
export interface ClientSettings {
  readonly kind: ClientType
  readonly role: PublisherSettings | SubscriberSettings
  readonly namespace: string
  /** What it dialled. */
  readonly accessPoint: Endpoints
  readonly requestTimeoutMs: number
  readonly clientProperties: Readonly<Record<string, string>>
}

/** The settings a server sent back, with its own values in place of ours. */
export interface ServerSettings {
  /** Backoff of sends or of redelivery, if the server has an opinion. */
  retryPolicy: RetryPolicy | undefined
  /** Largest body, in bytes, for producers. */
  maxBodyBytes: number | undefined
  /** Whether the server checks that a message's type is the topic's. */
  validateMessageType: boolean
  /** Whether the consumer group wants order. */
  fifo: boolean
  /** Most messages in one receive. */
  receiveBatchSize: number | undefined
  /** Longest long poll, in milliseconds. */
  longPollingTimeoutMs: number | undefined
  /** Most lite topics one client may subscribe to. */
  liteSubscriptionQuota: number | undefined
  /** Longest name of a lite topic. */
  maxLiteTopicSize: number | undefined
  /** Whether and where metrics are to be sent. */
  metric: { on: boolean; endpoints: Endpoints | undefined }
}

/** The settings of a client as the protocol carries them. */
export function settingsMessage(settings: ClientSettings): SettingsMessage {
  const { kind, role, namespace, accessPoint, requestTimeoutMs, clientProperties } = settings
  return {
    clientType: CLIENT_TYPES[kind],
    ...('topics' in role ? publishing(role, namespace) : subscription(role, namespace)),
    accessPoint: endpointsToWire(accessPoint),
    requestTimeout: fromMs(requestTimeoutMs),
    userAgent: {
      language: Language.NODE_JS,
      version: LIBRARY,
      platform: told(() => `${osType()} ${release()}, Node.js ${process.version}`),
      hostname: hostName(),
    },
    clientProperties,
  }
}

function publishing({ topics, maxBodyBytes }: PublisherSettings, namespace: string): SettingsMessage {
  return {
    publishing: {
      topics: topics.map(topic => resource(namespace, topic)),
      maxBodySize: maxBodyBytes,
      validateMessageType: true,
    },
  }
}

function subscription(
  { group, filters, awaitDurationMs }: SubscriberSettings,
  namespace: string,
): SettingsMessage {
  return {
    subscription: {
      group: resource(namespace, group),
      subscriptions: Array.from(filters, ([topic, filter]) => ({
        topic: resource(namespace, topic),
        expression: filterToWire(filter),
      })),
      ...(awaitDurationMs === undefined ? {} : { longPollingTimeout: fromMs(awaitDurationMs) }),
    },
  }
}

/** Name of this machine, or `unknown` where the process may not ask for it, as in some sandboxes. */
export function hostName(): string {
  return told(hostname)
}

function told(ask: () => string): string {
  try {
    return ask()
  } catch {
    return 'unknown'
  }
}

export function readSettings(message: SettingsMessage): ServerSettings {
  const { publishing, subscription, metric } = message
  return {
    retryPolicy: retryPolicyFrom(message.backoffPolicy),
    maxBodyBytes: positive(publishing?.maxBodySize),
    validateMessageType: publishing?.validateMessageType ?? false,
    fifo: subscription?.fifo ?? false,
    receiveBatchSize: positive(subscription?.receiveBatchSize),
    longPollingTimeoutMs: pollingTime(toMs(subscription?.longPollingTimeout)),
    liteSubscriptionQuota: positive(subscription?.liteSubscriptionQuota),
    maxLiteTopicSize: positive(subscription?.maxLiteTopicSize),
    metric: {
      on: metric?.on ?? false,
      endpoints: metricEndpoints(metric?.endpoints),
    },
  }
}

/** Whatever a server says, a poll ends in a time that a timer can hold, and is worth its request. */
function pollingTime(milliseconds: number | undefined): number | undefined {
  const given = positive(milliseconds)
  return given === undefined ? undefined : Math.min(Math.max(given, SHORTEST_POLL_MS), LONGEST_POLL_MS)
}

/** Metrics that cannot be sent anywhere are no reason to do without the other settings. */
function metricEndpoints(endpoints: apache.rocketmq.v2.IEndpoints | null | undefined): Endpoints | undefined {
  try {
    return endpoints?.addresses?.length ? endpointsFromWire(endpoints) : undefined
  } catch {
    return undefined
  }
}

function positive(value: number | null | undefined): number | undefined {
  return value != null && value > 0 ? value : undefined
}

type RetryPolicyMessage = apache.rocketmq.v2.IRetryPolicy

/** The longest wait that is taken from a server, in milliseconds: no message can be hidden for longer. */
const LONGEST_WAIT_MS = 12 * 60 * 60 * 1000

/**
 * The policy a server sent in its settings, brought into bounds; `undefined` where it sent none that can be used, such
 * as waits below zero.
 */
export function retryPolicyFrom(message: RetryPolicyMessage | null | undefined): RetryPolicy | undefined {
  if (message == null) return undefined
  const maxAttempts = Math.max(1, message.maxAttempts ?? 1)
  const { exponentialBackoff: exponential, customizedBackoff: customized } = message
  if (exponential != null) {
    const initial = waitFrom(exponential.initial)
    const max = waitFrom(exponential.max ?? exponential.initial)
    const { multiplier } = exponential
    if (initial === undefined || max === undefined) return undefined
    const factor = multiplier != null && multiplier >= 1 ? multiplier : 1
    return exponentialBackoff(maxAttempts, initial, Math.max(initial, max), factor)
  }
  const ladder = (customized?.next ?? []).map(waitFrom)
  if (ladder.length === 0 || ladder.includes(undefined)) return undefined
  return customizedBackoff(maxAttempts, ladder as number[])
}

function waitFrom(duration: SecondsAndNanos | null | undefined): number | undefined {
  const milliseconds = toMs(duration) ?? 0
  return milliseconds >= 0 ? Math.min(milliseconds, LONGEST_WAIT_MS) : undefined
}
