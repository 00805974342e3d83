import { Channel, type ChannelCredentials, type ChannelOptions } from '@grpc/grpc-js'
import type { Endpoints } from '../route/endpoints.js'
import { LIBRARY } from '../wire/library.js'
import { MAX_RECEIVE_BYTES } from './direct-call.js'

/** Pings no oftener than the server permits (five minutes), or it answers GOAWAY "too_many_pings". */
const KEEPALIVE_MS = 300_000

/** Read window: the default of 64 KiB would cap one connection at 64 KiB per round trip. */
const FLOW_CONTROL_WINDOW = 4 * 1024 * 1024

/**
 * The one place where channel options are made: grpc-js ignores misspelt ones silently.
 *
 * Reconnecting is quick (0.1 to 0.5 s) because a broker's restart is a normal event, and so is looking its name up
 * again, behind which it may have moved; environment proxies
 * are off because grpc-js would apply them even to loopback addresses.
 */
function channelOptions(serverName: string | undefined, authority: string): ChannelOptions {
  return {
    'grpc.use_local_subchannel_pool': 1,
    'grpc.primary_user_agent': LIBRARY,
    'grpc.max_send_message_length': -1,
    'grpc.max_receive_message_length': MAX_RECEIVE_BYTES,
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 500,
    'grpc.dns_min_time_between_resolutions_ms': 1_000,
    'grpc.keepalive_time_ms': KEEPALIVE_MS,
    'grpc.keepalive_timeout_ms': 20_000,
    'grpc.enable_retries': 0,
    'grpc.enable_http_proxy': 0,
    'grpc.enable_channelz': 0,
    'grpc.service_config_disable_resolution': 1,
    'grpc-node.flow_control_window': FLOW_CONTROL_WINDOW,
    'grpc.default_authority': authority,
    ...(serverName === undefined ? {} : { 'grpc.ssl_target_name_override': serverName }),
  }
}

/** What a channel is made with. */
export interface ChannelSettings {
  credentials: ChannelCredentials
  /** Name expected in the server's certificate; only with TLS. */
  serverName?: string | undefined
  /** Let single calls compress their request with gzip. */
  gzip: boolean
}

/** Makes a channel of its own socket to `endpoints`. Nothing is dialled until the first call. */
export function createChannel(endpoints: Endpoints, settings: ChannelSettings): Channel {
  const options = channelOptions(settings.serverName, endpoints.authority)
  if (settings.gzip) options['grpc.default_compression_algorithm'] = 2
  return new Channel(endpoints.target, settings.credentials, options)
}
