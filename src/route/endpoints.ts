import { isIPv4, isIPv6 } from 'node:net'
import { HIDDEN, RocketMQError, withoutUserInfo } from '../errors.js'

/** How the addresses of endpoints are written. */
export type AddressScheme = 'IPv4' | 'IPv6' | 'DOMAIN_NAME'

/** One address of a server. */
export interface Address {
  readonly host: string
  readonly port: number
}

/** Endpoints in use, as shared objects. Those that nobody has any more are forgotten: pods come and go. */
const interned = new Map<string, WeakRef<Endpoints>>()
const unused = new FinalizationRegistry<string>(key => {
  if (interned.get(key)?.deref() === undefined) interned.delete(key)
})

/**
 * Where a server, or several equal ones, can be reached. Equal endpoints are one object with one `key`, so that
 * connections and sessions can be kept by it.
 */
export class Endpoints {
  readonly scheme: AddressScheme
  readonly addresses: readonly Address[]
  /** Identity, and what messages show: `host:port`, several joined by `;`. */
  readonly key: string
  /** The same as gRPC wants it. */
  readonly target: string
  /** Host and port of the first address, for the `:authority` header. */
  readonly authority: string

  private constructor(scheme: AddressScheme, addresses: readonly Address[], key: string) {
    this.scheme = scheme
    this.addresses = addresses
    this.key = key
    this.authority = formatAddress(addresses[0] as Address)
    this.target = toTarget(scheme, addresses)
  }

  /**
   * Reads what users write: `host:port`, several IP addresses joined by `;` or `,`, `[IPv6]:port`, or one domain
   * name. A leading `http://` or `https://` is dropped.
   *
   * @throws RocketMQError CONFIGURATION
   */
  static parse(text: string): Endpoints {
    if (withoutUserInfo(String(text)).includes(`${HIDDEN}@`))
      throw illegal(text, 'an address cannot contain a user: give access key and secret as credentials')
    const parts = String(text)
      .replace(/^\s*https?:\/\//i, '')
      .replace(/\/\s*$/, '')
      .split(/[;,]/)
      .map(part => part.trim())
      .filter(part => part !== '')
    if (parts.length === 0) throw illegal(text, 'it names no address')
    const addresses = parts.map(part => parseAddress(part.replace(/^https?:\/\//i, ''), text))
    const schemes = new Set(addresses.map(({ host }) => schemeOf(host)))
    const [scheme] = schemes
    if (scheme === undefined || schemes.size > 1) {
      throw illegal(text, 'several addresses must all be IPv4 or all IPv6')
    }
    if (scheme === 'DOMAIN_NAME' && addresses.length > 1)
      throw illegal(text, 'only one domain name is possible')
    return Endpoints.fromAddresses(scheme, distinct(addresses))
  }

  /** Endpoints from addresses that are known to fit the scheme, such as a server's answer. */
  static fromAddresses(scheme: AddressScheme, addresses: readonly Address[]): Endpoints {
    const key = addresses.map(formatAddress).join(';')
    let endpoints = interned.get(key)?.deref()
    if (endpoints === undefined) {
      endpoints = new Endpoints(scheme, addresses, key)
      interned.set(key, new WeakRef(endpoints))
      unused.register(endpoints, key)
    }
    return endpoints
  }

  toString(): string {
    return this.key
  }
}

function parseAddress(part: string, text: string): Address {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(part)
  if (match === null) {
    throw illegal(text, howToWrite(part))
  }
  const [, bracketed, plain, digits] = match
  const port = Number(digits)
  if (port < 1 || port > 65_535) throw illegal(text, `port ${digits} is not from 1 to 65535`)
  if (bracketed !== undefined && !isIPv6(bracketed))
    throw illegal(text, `[${bracketed}] is not a valid IPv6 address`)
  const host = (bracketed ?? (plain as string)).toLowerCase()
  if (bracketed === undefined && !isIPv4(host) && !isHostName(host))
    throw illegal(text, `'${withoutUserInfo(host)}' is not a valid host name`)
  return { host, port }
}

/** What a user probably meant. What looks like an IPv6 address may be one with its port behind it. */
function howToWrite(part: string): string {
  const [, host = '', port] = /^(.*):(\d+)$/.exec(part) ?? []
  if (isIPv6(host)) return `write an IPv6 address in brackets: [${host}]:${port}`
  if (isIPv6(part)) return `write an IPv6 address in brackets: [${part}]:8081`
  return 'write host:port, such as 127.0.0.1:8081'
}

/** Whether a server can be dialled there: a host or an IP that fits the scheme, and a port. */
export function isAddress(scheme: AddressScheme, { host, port }: Address): boolean {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return false
  if (scheme === 'IPv4') return isIPv4(host)
  if (scheme === 'IPv6') return isIPv6(host)
  return isIPv4(host) || isIPv6(host) || isHostName(host)
}

function distinct(addresses: readonly Address[]): Address[] {
  return [...new Map(addresses.map(address => [formatAddress(address), address])).values()]
}

function isHostName(host: string): boolean {
  // Four numbers that are no IPv4 address are a mistake, not a name.
  if (/^[\d.]+$/.test(host)) return false
  return (
    host.length <= 253 &&
    /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i.test(host)
  )
}

function schemeOf(host: string): AddressScheme {
  if (isIPv4(host)) return 'IPv4'
  return isIPv6(host) ? 'IPv6' : 'DOMAIN_NAME'
}

function formatAddress({ host, port }: Address): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`
}

function toTarget(scheme: AddressScheme, addresses: readonly Address[]): string {
  const list = addresses.map(formatAddress).join(',')
  if (scheme === 'DOMAIN_NAME') return `dns:///${list}`
  return scheme === 'IPv6' ? `ipv6:${list}` : `ipv4:${list}`
}

function illegal(text: string, why: string): RocketMQError {
  return new RocketMQError('CONFIGURATION', `endpoints '${withoutUserInfo(String(text))}': ${why}`)
}
