import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { OptionCheck } from '../../options/option-check.js'
import { checkMaxTopics } from '../prometheus/metric-labels.js'

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
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/** Why a request is refused. */
interface Refusal {
  status: 401 | 403
  reason: string
}

/**
 * Who may see the page. With a token: who knows it, by cookie, by `authorization: Bearer` or by `?token=`. Without
 * one: who is on this machine, unless another web site makes the browser ask.
 */
export class PageGuard {
  readonly #token: string | undefined
  readonly #cookie: string

  constructor(token: string | undefined, port: number) {
    this.#token = token
    // Cookies do not distinguish ports: without it, two pages of one machine would overwrite each other's.
    this.#cookie = `rocketmq-jet-${port}`
  }

  /** `undefined` if the request may go on. */
  check(request: IncomingMessage, url: URL): Refusal | undefined {
    if (this.#token !== undefined && !this.#isToken(this.#tokenOf(request, url)))
      return { status: 401, reason: 'a token is needed: open the URL that serve() returned' }
    // The name of an attacker's own host is refused, even if it resolves to this machine.
    if (this.#token === undefined && !isLoopback(hostOf(request)))
      return { status: 403, reason: 'without a token the page is served to loopback names only' }
    if (isFromElsewhere(request)) return { status: 403, reason: 'requests of other sites are refused' }
    return undefined
  }

  /** The cookie that keeps the token out of addresses, where a URL brought it. */
  cookieFor(url: URL): string | undefined {
    const token = url.searchParams.get('token')
    if (token === null || this.#token === undefined) return undefined
    return `${this.#cookie}=${encodeURIComponent(token)}; HttpOnly; SameSite=Strict; Path=/`
  }

  #tokenOf(request: IncomingMessage, url: URL): string {
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    return url.searchParams.get('token') ?? bearer ?? this.#cookieOf(request) ?? ''
  }

  #cookieOf(request: IncomingMessage): string | undefined {
    const pairs = (request.headers.cookie ?? '').split(/; */)
    const value = pairs.find(pair => pair.startsWith(`${this.#cookie}=`))?.slice(this.#cookie.length + 1)
    return value === undefined ? undefined : decoded(value)
  }

  /** Compares digests, so that the time it takes shows neither content nor length. */
  #isToken(candidate: string): boolean {
    const digest = (text: string) => createHash('sha256').update(text).digest()
    return timingSafeEqual(digest(candidate), digest(this.#token ?? ''))
  }
}

/** The name in the `Host` header, without port and brackets. */
function hostOf(request: IncomingMessage): string {
  const host = request.headers.host ?? ''
  return (/^\[(.+)\](?::\d+)?$/.exec(host)?.[1] ?? host.replace(/:\d+$/, '')).toLowerCase()
}

/** Browsers say where a request comes from. A link from another site may open a page, but nothing else. */
function isFromElsewhere({ headers, url = '' }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'none' || site === 'same-origin') return false
  const opensPage = headers['sec-fetch-dest'] === 'document' && /^\/(\?|$)/.test(url)
  return !opensPage
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
