import { status } from '@grpc/grpc-js'
import type { HeaderField } from '../http2/hpack-table.js'
import type { CallEnd } from './connection.js'

/** Of what a server says in words, no more is taken. */
const MAX_TEXT = 4_096

/** Of a gateway's page, no more is shown. */
export const MAX_PAGE_BYTES = 512

/** Retry-After is taken at its word up to an hour. */
const LONGEST_RETRY_AFTER_MS = 3_600_000

/** What gRPC makes of an HTTP status that is not 200. */
const HTTP_CODES: Readonly<Record<number, status>> = {
  400: status.INTERNAL,
  401: status.UNAUTHENTICATED,
  403: status.PERMISSION_DENIED,
  404: status.UNIMPLEMENTED,
  429: status.UNAVAILABLE,
  502: status.UNAVAILABLE,
  503: status.UNAVAILABLE,
  504: status.UNAVAILABLE,
}

/** The head of an answer that is not gRPC's: something between has answered instead of the server. */
export interface GatewayHead {
  readonly status: number
  readonly contentType: string
  readonly retryAfterMs: number | undefined
}

/** The head of an answer if it is not gRPC's. */
export function gatewayHeadOf(fields: readonly HeaderField[]): GatewayHead | undefined {
  const code = Number(fieldValue(fields, ':status'))
  const contentType = fieldValue(fields, 'content-type') ?? ''
  if (code === 200 && contentType.startsWith('application/grpc')) return undefined
  if (fieldValue(fields, 'grpc-status') !== undefined) return undefined
  return { status: code, contentType, retryAfterMs: retryAfter(fieldValue(fields, 'retry-after')) }
}

/** How a call ended that a gateway answered. @param page how its text begins */
export function gatewayEnd(head: GatewayHead, page: string): CallEnd {
  const kind = head.contentType === '' ? '' : ` (${printable(head.contentType).slice(0, 80)})`
  const text = printable(page).replaceAll(/\s+/g, ' ').trim()
  return {
    code: HTTP_CODES[head.status] ?? status.UNKNOWN,
    details: `HTTP status ${head.status}${kind} in place of gRPC${text === '' ? '' : `: ${text}`}`,
    http: { status: head.status, retryAfterMs: head.retryAfterMs },
  }
}

/** How a call ended by its trailers; without a status of gRPC if they have none. */
export function trailersEnd(fields: readonly HeaderField[]): CallEnd | undefined {
  const text = fieldValue(fields, 'grpc-status')
  if (text === undefined) return undefined
  const message = fieldValue(fields, 'grpc-message')
  return {
    code: /^\d{1,2}$/.test(text) ? Number(text) : status.UNKNOWN,
    details: message === undefined ? '' : percentDecoded(message.slice(0, MAX_TEXT)),
  }
}

export function fieldValue(fields: readonly HeaderField[], name: string): string | undefined {
  for (const field of fields) if (field.name === name) return field.value
  return undefined
}

/** Undoes the percent signs of gRPC; what is not well formed stays as it is. */
function percentDecoded(text: string): string {
  if (!text.includes('%')) return text
  const bytes = text.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(parseInt(digits, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e\s]/g, '?')
}

function retryAfter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now()
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_RETRY_AFTER_MS)
}
