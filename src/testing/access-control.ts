import { createHmac, timingSafeEqual } from 'node:crypto'
import type { RocketMQError } from '../errors.js'
import type { GrpcCall } from './grpc-call.js'
import { refusal, type v2 } from './protocol.js'

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
  /** What it may do. Default: everything, as a super user. */
  permissions?: readonly Permission[]
}

/** What a call needs: any of these actions, on this topic or group. */
export interface Need {
  readonly kind: 'Topic' | 'Group'
  readonly name: string
  readonly actions: readonly ('Pub' | 'Sub')[]
}

/** What the headers say of the caller. */
interface Claim {
  accessKey: string | undefined
  signature: Buffer | undefined
  /** What was signed. */
  signed: string
}

/** Checks who calls and what they may do. Without users everybody may do everything. */
export class AccessControl {
  readonly #users: ReadonlyMap<string, User> | undefined

  constructor(users: readonly User[] | undefined) {
    this.#users = users && new Map(users.map(user => [user.accessKey, user]))
  }

  /**
   * Refuses a call that lacks a valid signature, or any of the permissions it needs.
   *
   * @param needs may refuse a call that does not name what it is about
   */
  check(call: GrpcCall, needs: () => readonly Need[]): void {
    if (this.#users === undefined) return
    const user = authenticate(claimOf(call), this.#users)
    const needed = needs()
    // Not even a super user may leave them out.
    for (const { kind, name } of needed) {
      if (name.trim() === '') throw unauthorized(`${kind.toLowerCase()} is null.`)
    }
    for (const need of needed) if (!may(user, need)) throw forbidden(user, need, call)
  }
}

type Named = v2.IResource | null | undefined

/** To send to a topic. */
export function needToPublish(topic: Named): Need {
  return { kind: 'Topic', name: topic?.name ?? '', actions: ['Pub'] }
}

/** To consume topics as a group. */
export function needsToSubscribe(group: Named, ...topics: Named[]): Need[] {
  const needed = topics.map(topic => ({ kind: 'Topic', name: topic?.name ?? '', actions: ['Sub'] }) as const)
  return [{ kind: 'Group', name: group?.name ?? '', actions: ['Sub'] }, ...needed]
}

/** What Settings need: to send to the topics they name, or to consume them. */
export function needsOfSettings({ publishing, subscription }: v2.ISettings): Need[] {
  if (subscription != null) {
    const topics = (subscription.subscriptions ?? []).map(({ topic }) => topic)
    return needsToSubscribe(subscription.group, ...topics)
  }
  if (publishing != null) return (publishing.topics ?? []).map(needToPublish)
  const text = "settings command doesn't have publishing or subscription."
  throw refusal('INTERNAL_SERVER_ERROR', text)
}

/** The refusal of a call that is not allowed, whatever the reason. */
export function unauthorized(message: string): RocketMQError {
  return refusal('UNAUTHORIZED', message)
}

function authenticate({ accessKey, signature, signed }: Claim, users: ReadonlyMap<string, User>): User {
  if (accessKey === undefined || accessKey === '') throw unauthorized('username cannot be null.')
  const user = users.get(accessKey)
  if (user === undefined) throw unauthorized(`User:${accessKey} is not found.`)
  const right = createHmac('sha1', user.secretKey).update(signed).digest()
  if (signature?.length !== right.length || !timingSafeEqual(signature, right)) {
    throw unauthorized('check signature failed.')
  }
  return user
}

/** Reads `MQv2-HMAC-SHA1 Credential=…, SignedHeaders=…, Signature=…`, of which the first word is not looked at. */
function claimOf(call: GrpcCall): Claim {
  const claim: Claim = { accessKey: undefined, signature: undefined, signed: '' }
  const authorization = call.header('authorization') ?? ''
  if (authorization === '') return claim
  claim.signed = call.header('x-mq-date-time') ?? ''
  if (claim.signed === '') throw unauthorized('datetime is null.')
  const space = authorization.indexOf(' ')
  if (space < 0) throw unauthorized('authentication header is incorrect.')
  for (const field of authorization.slice(space + 1).split(',')) {
    const [key, value] = field.trim().split(/=(.*)/s)
    if (value === undefined) {
      throw unauthorized('authentication keyValues length is incorrect, actual length=1.')
    }
    if (key === 'Credential') claim.accessKey = value.split('/')[0]
    if (key === 'Signature') claim.signature = bytesOf(value)
  }
  return claim
}

function bytesOf(hex: string): Buffer {
  if (!/^([0-9a-f]{2})*$/i.test(hex)) throw unauthorized('create authentication context error.')
  return Buffer.from(hex, 'hex')
}

function may({ permissions }: User, need: Need): boolean {
  return permissions === undefined || permissions.some(permission => grants(permission, need))
}

function grants({ resource, actions }: Permission, need: Need): boolean {
  const needed = `${need.kind}:${need.name}`
  const matches = resource.endsWith('*') ? needed.startsWith(resource.slice(0, -1)) : needed === resource
  return matches && need.actions.some(action => actions.includes(action))
}

function forbidden({ accessKey }: User, { kind, name }: Need, call: GrpcCall): RocketMQError {
  const host = call.connection.peer.replace(/:\d+$/, '')
  return unauthorized(
    `User:${accessKey} has no permission to access ${kind}:${name} from ${host}, no matched policies.`,
  )
}
