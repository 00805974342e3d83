import { createHmac, timingSafeEqual } from 'node:crypto'
import { header } from './call-context.js'
import type { GrpcCall } from './grpc-call.js'
import { refusal } from './refusal.js'

/** What a user may do with some topics or groups. */
export interface Permission {
  /** `Topic:orders`, `Group:workers`, with a trailing `*` for all that begin so: `Topic:pre*`, `Group:*`. */
  resource: string
  /** `Pub` is to send, `Sub` to consume. */
  actions: readonly ('Pub' | 'Sub')[]
}

/** A user of the proxy. */
export interface User {
  accessKey: string
  secretKey: string
  /** What it may do. Default: everything. */
  permissions?: readonly Permission[]
}

/** What a call needs: any of these actions, on this resource. */
export interface Need {
  readonly resource: string
  readonly actions: readonly ('Pub' | 'Sub')[]
}

/** Checks who calls and what they may do. Without users everybody may do everything. */
export class AccessControl {
  readonly #users: ReadonlyMap<string, User> | undefined

  constructor(users: readonly User[] | undefined) {
    this.#users = users && new Map(users.map(user => [user.accessKey, user]))
  }

  /** Refuses a call that lacks a valid signature, or any of the permissions it needs. */
  check(call: GrpcCall, needs: () => readonly Need[]): void {
    if (this.#users === undefined) return
    const user = this.#authenticate(call, this.#users)
    if (user.permissions === undefined) return
    for (const need of needs()) {
      if (user.permissions.some(permission => grants(permission, need))) continue
      throw refusal('UNAUTHORIZED', `User:${user.accessKey} has no permission to access ${need.resource}`)
    }
  }

  #authenticate(call: GrpcCall, users: ReadonlyMap<string, User>): User {
    const authorization = header(call, 'authorization') ?? ''
    const accessKey = /Credential=([^,/\s]+)/.exec(authorization)?.[1]
    const signature = /Signature=([0-9a-fA-F]+)/.exec(authorization)?.[1]
    if (accessKey === undefined) throw refusal('UNAUTHORIZED', 'username cannot be null.')
    const user = users.get(accessKey)
    if (user === undefined) throw refusal('UNAUTHORIZED', `User:${accessKey} is not found.`)
    const hmac = createHmac('sha1', user.secretKey)
      .update(header(call, 'x-mq-date-time') ?? '')
      .digest()
    const given = Buffer.from(signature ?? '', 'hex')
    if (given.length !== hmac.length || !timingSafeEqual(given, hmac)) {
      throw refusal('UNAUTHORIZED', 'check signature failed.')
    }
    return user
  }
}

function grants(permission: Permission, need: Need): boolean {
  const { resource } = permission
  const matches = resource.endsWith('*')
    ? need.resource.startsWith(resource.slice(0, -1))
    : need.resource === resource
  return matches && need.actions.some(action => permission.actions.includes(action))
}
