import { randomBytes } from 'node:crypto'
import { OptionCheck } from '../../options/option-check.js'
import { checkMaxTopics } from '../prometheus/topic-slots.js'

/** Where and for whom a monitor serves its page. */
export interface ServeOptions {
  /**
   * TCP port; 0 takes a free one, which `url` names. Default 8077, where `rocketmq-jet top` looks, or a free one if
   * that is taken.
   */
  port?: number | undefined
  /** Address or host name to listen on. Default `127.0.0.1`: this machine alone. */
  host?: string | undefined
  /**
   * What a caller must know: at least 16 characters. Asked for wherever it is given; a random one is made where
   * `host` is not a loopback address, and `url` contains it.
   */
  token?: string | undefined
  /**
   * Most topics with a label of their own under `/metrics`, as for a `PrometheusExporter`: the others share
   * `topic="other"`. Default 50.
   */
  maxTopics?: number | undefined
}

/** {@link ServeOptions}, checked and complete. */
export interface ServeSettings {
  /** Ports to try in turn. */
  readonly ports: readonly number[]
  readonly host: string
  readonly token: string | undefined
  readonly maxTopics: number
}

const DEFAULT_PORT = 8077

/** @throws RocketMQError CONFIGURATION */
export function parseServeOptions(options: ServeOptions): ServeSettings {
  const check = new OptionCheck('Monitor.serve()')
  const {
    host = '127.0.0.1',
    token,
    port: wanted,
  } = check.options('', options, ['port', 'host', 'token', 'maxTopics'])
  const port = check.number('port', wanted, DEFAULT_PORT, { min: 0, max: 65_535 })
  const maxTopics = checkMaxTopics(check, options.maxTopics)
  const ports = wanted === undefined ? [port, 0] : [port]
  if (typeof host !== 'string' || host === '') check.complain('host must be an address or a host name')
  if (token !== undefined && !(typeof token === 'string' && /^[\x21-\x7e]{16,}$/.test(token)))
    check.complain('token must be at least 16 printable characters without blanks')
  check.done()
  if (token !== undefined || isLoopback(host)) return { ports, host, token, maxTopics }
  return { ports, host, token: randomBytes(24).toString('base64url'), maxTopics }
}

/** Whether only this machine is meant. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
