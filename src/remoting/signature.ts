import { createHmac } from 'node:crypto'

/** An access key and its secret, as the server knows them. */
export interface Credentials {
  accessKey: string
  secretKey: string
  /** Token of a temporary credential, sent as `x-mq-session-token`. */
  securityToken?: string | undefined
}

/** Credentials, or where to get them: called at the start and again about once a minute. */
export type CredentialsSource = Credentials | (() => Credentials | Promise<Credentials>)

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
