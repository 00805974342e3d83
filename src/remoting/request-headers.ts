import { randomUUID } from 'node:crypto'
import { plainWords, RocketMQError, reasonOf, withoutSecrets } from '../errors.js'
import { settles } from '../waiting/pause.js'
import { PROTOCOL_VERSION } from '../wire/library.js'
import { type Credentials, type CredentialsSource, formatDateTime, sign } from './signature.js'

/** How long credentials of a provider are used before it is asked again. */
const CREDENTIALS_TTL_MS = 60_000

/** Refusals make no more than one question to the provider in this time: most of them are about permissions. */
const RENEWAL_PAUSE_MS = 1_000

/**
 * Values the `x-mq-language` header may have. Servers before 5.3.2 do not know `NODE_JS` and answer it with an
 * internal error; `HTTP` is known to all.
 */
export type LanguageHeader = 'NODE_JS' | 'HTTP'

/** Names and values of headers, in the order they travel. Lists are never changed, so that equal ones can be told by identity. */
export type HeaderList = readonly (readonly [name: string, value: string])[]

/** Headers of one call. */
export interface RequestHeaders {
  /** Who calls: the same list for all calls in one language. */
  readonly constant: HeaderList
  /** The signature: the same list for all calls of a second. */
  readonly signed: HeaderList
  /** Travels as `x-mq-request-id`. */
  readonly requestId: string
  /** What they are signed with. */
  readonly credentials: Credentials | undefined
}

const UNSIGNED: HeaderList = []

/** Builds the headers of calls; all but the request id is made once, or once a second. */
export class RequestHeadersFactory {
  readonly #clientId: string
  readonly #namespace: string
  readonly #source: CredentialsSource | undefined
  readonly #providerTimeoutMs: number
  #credentials: Credentials | undefined
  #credentialsUntil = 0
  #renewedAt = Number.NEGATIVE_INFINITY
  #refreshing: Promise<void> | undefined
  readonly #constants = new Map<LanguageHeader, HeaderList>()
  #signed = UNSIGNED
  #second = -1
  readonly #requestIdPrefix = randomUUID().slice(0, -12)
  #requests = 0

  /** @param providerTimeoutMs how long a credentials provider may take */
  constructor(
    clientId: string,
    namespace: string,
    source: CredentialsSource | undefined,
    providerTimeoutMs: number,
  ) {
    this.#clientId = clientId
    this.#namespace = namespace
    this.#source = source
    this.#providerTimeoutMs = providerTimeoutMs
    if (typeof source === 'object') {
      this.#credentials = source
      this.#credentialsUntil = Number.POSITIVE_INFINITY
    }
  }

  /** The headers, at once unless a credentials provider must be asked first. */
  next(language: LanguageHeader): RequestHeaders | Promise<RequestHeaders> {
    const now = Date.now()
    if (this.#source !== undefined && now >= this.#credentialsUntil) {
      const refreshed = this.#refresh()
      if (this.#credentials === undefined) return refreshed.then(() => this.#build(language, Date.now()))
      // The old ones still serve while new ones are fetched; a failure shows when the server refuses.
      refreshed.catch(() => {})
    }
    return this.#build(language, now)
  }

  /**
   * The server refused what was signed with `refused`: asks the provider again. Resolves to whether there are
   * other credentials now; never rejects.
   */
  async renew(refused: Credentials | undefined): Promise<boolean> {
    if (typeof this.#source !== 'function') return false
    if (this.#credentials === refused) {
      const asked = performance.now()
      if (this.#refreshing === undefined && asked < this.#renewedAt + RENEWAL_PAUSE_MS) return false
      this.#renewedAt = asked
      await this.#refresh().catch(() => {})
    }
    const now = this.#credentials
    return (
      now?.accessKey !== refused?.accessKey ||
      now?.secretKey !== refused?.secretKey ||
      now?.securityToken !== refused?.securityToken
    )
  }

  #refresh(): Promise<void> {
    this.#refreshing ??= this.#fetch().finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }

  async #fetch(): Promise<void> {
    const provided = await this.#ask()
    // A copy, for a provider that gives the same object again after changing it.
    this.#credentials = { ...validCredentials(provided) }
    this.#credentialsUntil = Date.now() + CREDENTIALS_TTL_MS
    this.#second = -1
  }

  async #ask(): Promise<Credentials> {
    const provider = this.#source as () => Credentials | Promise<Credentials>
    const given = (async () => provider())().catch((error: unknown) => {
      // What it threw is no cause of the error either: it is printed with it.
      const { accessKey, secretKey, securityToken } = this.#credentials ?? {}
      throw providerFailure(
        plainWords(withoutSecrets(reasonOf(error), [secretKey, securityToken, accessKey])),
      )
    })
    if (!(await settles(given, this.#providerTimeoutMs)))
      throw providerFailure(`it gave nothing within ${this.#providerTimeoutMs} ms`)
    return given
  }

  #build(language: LanguageHeader, now: number): RequestHeaders {
    let constant = this.#constants.get(language)
    if (constant === undefined) {
      constant = this.#constant(language)
      this.#constants.set(language, constant)
    }
    if (this.#credentials !== undefined) this.#sign(this.#credentials, now)
    return {
      constant,
      signed: this.#signed,
      requestId: this.#nextRequestId(),
      credentials: this.#credentials,
    }
  }

  #constant(language: LanguageHeader): HeaderList {
    const headers: [string, string][] = [
      ['x-mq-language', language],
      ['x-mq-protocol', 'v2'],
      ['x-mq-client-version', PROTOCOL_VERSION],
      ['x-mq-client-id', this.#clientId],
    ]
    if (this.#namespace !== '') headers.push(['x-mq-namespace', this.#namespace])
    return headers
  }

  #sign(credentials: Credentials, now: number): void {
    const second = Math.floor(now / 1000)
    if (second === this.#second) return
    this.#second = second
    const { dateTime, authorization } = sign(credentials, formatDateTime(now))
    const { securityToken } = credentials
    this.#signed = [
      ['x-mq-date-time', dateTime],
      ['authorization', authorization],
      ...(securityToken === undefined ? [] : [['x-mq-session-token', securityToken] as const]),
    ]
  }

  /** Counted: a random one for each call would cost more than all its other headers. */
  #nextRequestId(): string {
    this.#requests += 1
    return this.#requestIdPrefix + this.#requests.toString(16).padStart(12, '0')
  }
}

function providerFailure(reason: string): RocketMQError {
  return new RocketMQError('CONFIGURATION', `the credentials provider failed: ${reason}`, { retryable: true })
}

/**
 * Checks credentials before they become headers, which refuse line breaks and other scripts.
 *
 * @throws RocketMQError CONFIGURATION naming all that is wrong
 */
export function validCredentials(credentials: Credentials): Credentials {
  const wrong = (['accessKey', 'secretKey'] as const)
    .filter(field => typeof credentials?.[field] !== 'string' || credentials[field] === '')
    .map(field => `credentials.${field} must be a non-empty string`)
  const { accessKey, securityToken } = credentials ?? {}
  // The server reads the key up to the first slash, and the header up to the first comma.
  if (typeof accessKey === 'string' && !/^[\x21-\x7e]*$/.test(accessKey.replaceAll(/[/,]/g, ' '))) {
    wrong.push('credentials.accessKey may hold printable ASCII without spaces, slashes and commas only')
  }
  if (
    securityToken !== undefined &&
    !(typeof securityToken === 'string' && /^[\x21-\x7e]+$/.test(securityToken))
  ) {
    wrong.push('credentials.securityToken may hold printable ASCII without spaces only')
  }
  if (wrong.length > 0) throw new RocketMQError('CONFIGURATION', wrong.join('; '))
  return credentials
}
