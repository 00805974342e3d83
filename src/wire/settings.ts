import { hostname, type as osType, release } from 'node:os'
import type { Endpoints } from '../route/endpoints.js'
import { apache } from './generated/protocol.js'
import { LIBRARY } from './library.js'
import { type RetryPolicy, retryPolicyFrom } from './retry-policy.js'
import { endpointsFromWire, endpointsToWire } from './route-codec.js'
import { fromMs, toMs } from './time-codec.js'

type SettingsMessage = apache.rocketmq.v2.ISettings
const { Language } = apache.rocketmq.v2

/** Bounds of the long poll that a server may ask for, in milliseconds; its own are 5 to 20 s by default. */
const SHORTEST_POLL_MS = 1_000
const LONGEST_POLL_MS = 300_000

/** What a client tells the server of itself; the rest of the settings is the same for all. */
export type RoleSettings = Pick<
  SettingsMessage,
  'clientType' | 'publishing' | 'subscription' | 'backoffPolicy'
>

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

/** The settings message for a client of `role` that dialled `accessPoint`. */
export function settingsMessage(
  role: RoleSettings,
  accessPoint: Endpoints,
  requestTimeoutMs: number,
  clientProperties: Readonly<Record<string, string>> = {},
): SettingsMessage {
  return {
    ...role,
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

/** Reads the settings that a server answered with. */
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
