import { randomUUID } from 'node:crypto'
import { Metadata } from '@grpc/grpc-js'
import { RocketMQError } from '../errors.js'
import { type Credentials, type CredentialsSource, formatDateTime, sign } from './signature.js'

/** How long credentials of a provider are used before it is asked again. */
const CREDENTIALS_TTL_MS = 60_000

/** The protocol client version announced; the server compares it as a string with 5.0.3 and later. */
export const CLIENT_VERSION = '5.2.0'

/**
 * Values the `x-mq-language` header may have. Servers before 5.3.2 do not know `NODE_JS` and answer it with an
 * internal error; `HTTP` is known to all.
 */
export type LanguageHeader = 'NODE_JS' | 'HTTP'

/** Headers of one call. */
export interface RequestHeaders {
  metadata: Metadata
  requestId: string
}

/** Builds the headers of calls; all but the request id is made once a second. */
export class RequestHeadersFactory {
  readonly #clientId: string
  readonly #namespace: string
  readonly #source: CredentialsSource | undefined
  #credentials: Credentials | undefined
  #credentialsUntil = 0
  #refreshing: Promise<void> | undefined
  #second = -1
  readonly #bases = new Map<LanguageHeader, Metadata>()

  constructor(clientId: string, namespace: string, source: CredentialsSource | undefined) {
    this.#clientId = clientId
    this.#namespace = namespace
    this.#source = source
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

  /** Forgets fetched credentials, because the server refused them. */
  expireCredentials(): void {
    if (typeof this.#source === 'function') this.#credentialsUntil = 0
  }

  #refresh(): Promise<void> {
    this.#refreshing ??= this.#fetch().finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }

  async #fetch(): Promise<void> {
    const provider = this.#source as () => Credentials | Promise<Credentials>
    try {
      this.#credentials = validCredentials(await provider())
    } catch (error) {
      throw new RocketMQError(
        'CONFIGURATION',
        `the credentials provider failed: ${(error as Error).message}`,
        {
          cause: error,
        },
      )
    }
    this.#credentialsUntil = Date.now() + CREDENTIALS_TTL_MS
    this.#second = -1
  }

  #build(language: LanguageHeader, now: number): RequestHeaders {
    const second = Math.floor(now / 1000)
    if (second !== this.#second) {
      this.#second = second
      this.#bases.clear()
    }
    let base = this.#bases.get(language)
    if (base === undefined) {
      base = this.#base(language, now)
      this.#bases.set(language, base)
    }
    const metadata = base.clone()
    const requestId = randomUUID()
    metadata.set('x-mq-request-id', requestId)
    return { metadata, requestId }
  }

  #base(language: LanguageHeader, now: number): Metadata {
    const metadata = new Metadata()
    metadata.set('x-mq-language', language)
    metadata.set('x-mq-protocol', 'v2')
    metadata.set('x-mq-client-version', CLIENT_VERSION)
    metadata.set('x-mq-client-id', this.#clientId)
    if (this.#namespace !== '') metadata.set('x-mq-namespace', this.#namespace)
    if (this.#credentials !== undefined) {
      const { dateTime, authorization } = sign(this.#credentials, formatDateTime(now))
      metadata.set('x-mq-date-time', dateTime)
      metadata.set('authorization', authorization)
      const token = this.#credentials.securityToken
      if (token !== undefined) metadata.set('x-mq-session-token', token)
    }
    return metadata
  }
}

/** Checks credentials before they become headers, which refuse line breaks and other scripts. */
export function validCredentials(credentials: Credentials): Credentials {
  for (const field of ['accessKey', 'secretKey'] as const) {
    if (typeof credentials?.[field] !== 'string' || credentials[field] === '') {
      throw new RocketMQError('CONFIGURATION', `credentials.${field} must be a non-empty string`)
    }
  }
  if (!/^[\x21-\x7e]+$/.test(credentials.accessKey)) {
    throw new RocketMQError(
      'CONFIGURATION',
      'credentials.accessKey may hold printable ASCII without spaces only',
    )
  }
  return credentials
}
