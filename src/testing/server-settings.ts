import { OptionCheck } from '../options/option-check.js'

/** What operators can configure on a real server; the defaults are its own. */
export interface ServerSettingsOptions {
  /** Whether a message's type must be its topic's (`enableTopicMessageTypeCheck`). Default `true`. */
  validateMessageType?: boolean
  /**
   * CLUSTER mode: whether routes name the port that the client asked, as is right behind a balancer, and not the
   * proxy's own (`useEndpointPortFromRequest`). Default `false`.
   */
  useEndpointPortFromRequest?: boolean
  /** Largest body, and largest encoded batch, in bytes (`maxMessageSize`). Default 4 MiB. */
  maxBodyBytes?: number
  /** How far ahead a delivery may lie, in milliseconds (`maxDelayTimeMills`). Default a day. */
  maxDelayMs?: number
  /** Most properties of a message (`userPropertyMaxNum`). Default 128. */
  maxProperties?: number
  /** Most bytes of properties, tag and keys (`maxUserPropertySize`). Default 16 KiB. */
  maxPropertyBytes?: number
  /** A message group must have fewer bytes (`maxMessageGroupSize`). Default 64. */
  maxMessageGroupBytes?: number
  /** Most bytes of a lite topic's name (`maxLiteTopicSize`). Default 64. */
  maxLiteTopicBytes?: number
  /** Shortest invisible duration of a receive, in milliseconds (`minInvisibleTimeMillsForRecv`). Default 10 s. */
  minInvisibleMs?: number
  /** Longest invisible duration, in milliseconds (`maxInvisibleTimeMills`). Default 12 h. */
  maxInvisibleMs?: number
  /** Shortest long poll, in milliseconds (`grpcClientConsumerMinLongPollingTimeoutMillis`). Default 5 s. */
  minPollingMs?: number
  /** Longest long poll, in milliseconds (`grpcClientConsumerMaxLongPollingTimeoutMillis`). Default 20 s. */
  maxPollingMs?: number
}

/** {@link ServerSettingsOptions}, checked and complete. */
export type ServerSettings = Readonly<Required<ServerSettingsOptions>>

const DAY_MS = 24 * 60 * 60 * 1000

const DEFAULTS: ServerSettings = {
  validateMessageType: true,
  useEndpointPortFromRequest: false,
  maxBodyBytes: 4 * 1024 * 1024,
  maxDelayMs: DAY_MS,
  maxProperties: 128,
  maxPropertyBytes: 16 * 1024,
  maxMessageGroupBytes: 64,
  maxLiteTopicBytes: 64,
  minInvisibleMs: 10_000,
  maxInvisibleMs: DAY_MS / 2,
  minPollingMs: 5_000,
  maxPollingMs: 20_000,
}

/** @throws RocketMQError CONFIGURATION naming everything that is wrong */
export function serverSettings(given: ServerSettingsOptions | undefined): ServerSettings {
  const check = new OptionCheck('EmbeddedProxy')
  const { validateMessageType, useEndpointPortFromRequest, ...limits } = check.options(
    'settings',
    given,
    Object.keys(DEFAULTS),
  )
  check.boolean('settings.validateMessageType', validateMessageType, true)
  check.boolean('settings.useEndpointPortFromRequest', useEndpointPortFromRequest, false)
  for (const [name, limit] of Object.entries(limits)) check.number(`settings.${name}`, limit, 0, { min: 0 })
  return check.done({ ...DEFAULTS, ...given })
}

/** The server versions that the double can behave as. */
export const SERVER_VERSIONS = ['5.2.0', '5.3.3', '5.4.0', '5.5.0'] as const
/** One of these versions. */
export type ServerVersion = (typeof SERVER_VERSIONS)[number]

/** What a server of some version does differently from others. */
export interface ServerTraits {
  /** Whether a batch's messages keep their own ids, tags, keys and properties. */
  readonly keepsBatches: boolean
  /** Whether there are recall handles, and `NODE_JS` is a known language. */
  readonly knowsRecall: boolean
  /** Whether there are priorities. */
  readonly knowsPriority: boolean
  /** Whether consumer groups must exist before they are used, and lite topics work. */
  readonly knowsLite: boolean
}

export function traitsOf(version: ServerVersion): ServerTraits {
  const isFrom = (minor: number): boolean => Number(version.split('.')[1]) >= minor
  return { keepsBatches: isFrom(4), knowsRecall: isFrom(3), knowsPriority: isFrom(4), knowsLite: isFrom(5) }
}
