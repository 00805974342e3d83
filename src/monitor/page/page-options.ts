import { randomBytes } from 'node:crypto'
import { RocketMQError } from '../../errors.js'
import { numberBetween } from '../number-option.js'

/** Where and for whom a monitor serves its page. */
export interface ServeOptions {
  /** TCP port. Default 0: a free one, which `url` names. */
  port?: number | undefined
  /** Address or host name to listen on. Default `127.0.0.1`: this machine alone. */
  host?: string | undefined
  /**
   * What a caller must know: at least 16 characters. Asked for wherever it is given; a random one is made where
   * `host` is not a loopback address, and `url` contains it.
   */
  token?: string | undefined
}

/** {@link ServeOptions}, checked and complete. */
export interface ServeSettings {
  readonly port: number
  readonly host: string
  readonly token: string | undefined
}

/** @throws RocketMQError CONFIGURATION */
export function parseServeOptions(options: ServeOptions): ServeSettings {
  const { host = '127.0.0.1', token } = options
  const port = Math.floor(numberBetween('serve port', options.port, 0, 0, 65_535))
  if (typeof host !== 'string' || host === '') refuse('serve host must be an address or a host name')
  if (token !== undefined && !(typeof token === 'string' && /^[\x21-\x7e]{16,}$/.test(token)))
    refuse('serve token must be at least 16 printable characters without blanks')
  if (token !== undefined || isLoopback(host)) return { port, host, token }
  return { port, host, token: randomBytes(24).toString('base64url') }
}

/** Whether only this machine is meant. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function refuse(complaint: string): never {
  throw new RocketMQError('CONFIGURATION', `Monitor: ${complaint}`)
}
