import { createHmac } from 'node:crypto'
import { plainWords, RocketMQError, reasonOf, withoutSecrets } from '../errors.js'
import type { FieldList } from '../http2/hpack.js'
import { settles } from '../waiting/pause.js'

/** An access key and its secret, as the server knows them. */
export interface Credentials {
  /** The user's name. It travels with every request. */
  accessKey: string
  /** What requests are signed with. It does not travel. */
  secretKey: string
  /** Token of a temporary credential, sent as `x-mq-session-token`. */
  securityToken?: string | undefined
}

/** Credentials, or where to get them: called at the start and again about once a minute. */
export type CredentialsSource = Credentials | (() => Credentials | Promise<Credentials>)

/** How long credentials of a provider are used before it is asked again. */
const CREDENTIALS_TTL_MS = 60_000

/** Refusals make no more than one question to the provider in this time: most of them are about permissions. */
const RENEWAL_PAUSE_MS = 1_000

/** By what calls show who makes them: the same object for all of a second. */
export interface Signature {
  readonly headers: FieldList
  /** What was signed with. */
  readonly credentials: Credentials
}

/** Signs calls, with credentials that it asks for where they may change. */
export class Signer {
  readonly #source: CredentialsSource
  readonly #providerTimeoutMs: number
  #credentials: Credentials | undefined
  #credentialsUntil = 0
  #renewedAt = Number.NEGATIVE_INFINITY
  #refreshing: Promise<void> | undefined
  #signature: Signature | undefined
  #second = -1

  /** @param providerTimeoutMs how long a credentials provider may take */
  constructor(source: CredentialsSource, providerTimeoutMs: number) {
    this.#source = source
    this.#providerTimeoutMs = providerTimeoutMs
    if (typeof source === 'object') {
      this.#credentials = source
      this.#credentialsUntil = Number.POSITIVE_INFINITY
    }
  }

  /** The signature of now, at once unless a credentials provider must be asked first. */
  next(): Signature | Promise<Signature> {
    const now = Date.now()
    if (now >= this.#credentialsUntil) {
      const refreshed = this.#refresh()
      if (this.#credentials === undefined) return refreshed.then(() => this.next())
      // The old ones still serve while new ones are fetched; a failure shows when the server refuses.
      refreshed.catch(() => {})
    }
    return this.#sign(this.#credentials as Credentials, now)
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
    this.#credentials = validCredentials(await this.#ask())
    this.#credentialsUntil = Date.now() + CREDENTIALS_TTL_MS
    this.#signature = undefined
  }

  async #ask(): Promise<Credentials> {
    const provider = this.#source as () => Credentials | Promise<Credentials>
    const given = (async () => copyOf(await provider()))().catch((error: unknown) => {
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

  #sign(credentials: Credentials, now: number): Signature {
    const second = Math.floor(now / 1000)
    if (this.#signature === undefined || second !== this.#second) {
      this.#second = second
      this.#signature = { headers: signatureHeaders(credentials, now), credentials }
    }
    return this.#signature
  }
}

/** For a provider that gives the same object again after changing it, or whose object has getters. */
function copyOf(given: Credentials): Credentials {
  if (typeof given !== 'object' || given === null) return given
  const { accessKey, secretKey, securityToken } = given
  return { accessKey, secretKey, securityToken }
}

function signatureHeaders(credentials: Credentials, now: number): FieldList {
  const { dateTime, authorization } = sign(credentials, formatDateTime(now))
  const { securityToken } = credentials
  return [
    ['x-mq-date-time', dateTime],
    ['authorization', authorization],
    ...(securityToken === undefined ? [] : [['x-mq-session-token', securityToken] as const]),
  ]
}

/** The two headers that prove who calls. */
export interface SignedHeaders {
  dateTime: string
  authorization: string
}

/** `yyyyMMdd'T'HHmmss'Z'` in UTC. The server signs the string as given and never reads it as a time. */
export function formatDateTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}

/**
 * `MQv2-HMAC-SHA1` over the date alone, as the server checks it. Because nothing of the request goes in,
 * one signature serves every call of a second.
 */
export function sign(credentials: Credentials, dateTime: string): SignedHeaders {
  const signature = createHmac('sha1', credentials.secretKey).update(dateTime).digest('hex').toUpperCase()
  const authorization =
    `MQv2-HMAC-SHA1 Credential=${credentials.accessKey}, SignedHeaders=x-mq-date-time, ` +
    `Signature=${signature}`
  return { dateTime, authorization }
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
