/** How fast the mean size of messages follows when they become smaller; it grows at once. */
const SHRINKING = 1 / 8

/** For how long a new queue may turn out to have something to fetch, in milliseconds. */
const UNKNOWN_MS = 1_000

/** Queues that hold something, wait, and are looked at when another one's message is done. */
const LOOKS = 2

/** What one queue holds, and what its polls that are out may bring. */
export class CacheShare {
  messages = 0
  bytes = 0
  reservedMessages = 0
  reservedBytes = 0
  /** Mean size of messages of late. */
  meanBytes = 0
  /** Whether its last poll brought something. */
  busy = false
  closed = false
  readonly waiters: Waiter[] = []

  /** Messages that it holds, or that its polls may bring. */
  get taken(): number {
    return this.messages + this.reservedMessages
  }

  /** The bytes of these. */
  get takenBytes(): number {
    return this.bytes + this.reservedBytes
  }

  learn(meanBytes: number): void {
    const step = meanBytes - this.meanBytes
    this.meanBytes += step > 0 ? step : step * SHRINKING
  }
}

/** A poll that waits for room; told `undefined` when its wait is over without any. */
interface Waiter {
  readonly wanted: number
  readonly resolve: (space: PollSpace | undefined) => void
}

/** One bounded quantity, messages or bytes, and how it is divided among queues. */
class Quota {
  readonly #total: number
  /** What each queue may count on. */
  guarantee = 0
  /** Most for a queue that has something to fetch. */
  fairShare = 0
  /** What is taken, or kept for those who may count on it. */
  #claimed = 0

  /** @param total may be `Infinity`, with which nothing can be divided */
  constructor(total: number) {
    this.#total = Math.min(total, Number.MAX_SAFE_INTEGER)
  }

  /** Half is kept for all alike, the other half for those that have something to fetch. */
  divide(shares: Iterable<CacheShare>, queues: number, takenOf: (share: CacheShare) => number): void {
    this.guarantee = queues === 1 ? this.#total : Math.floor(this.#total / 2 / Math.max(1, queues))
    this.#claimed = 0
    for (const share of shares) this.#claimed += this.#claim(share, takenOf(share))
  }

  balance(queues: number, busy: number): void {
    const left = this.#total - (queues - busy) * this.guarantee
    this.fairShare = Math.max(1, Math.floor(left / Math.max(1, busy)))
  }

  move(share: CacheShare, before: number, after: number): void {
    this.#claimed += this.#claim(share, after) - this.#claim(share, before)
  }

  /** What a queue that has taken so much may take in addition, be that fair or not. */
  free(share: CacheShare, taken: number): number {
    return this.#total - (this.#claimed - this.#claim(share, taken)) - taken
  }

  /** What it may have at most in the end. */
  most(share: CacheShare): number {
    return share.busy ? this.fairShare : Math.max(1, this.guarantee)
  }

  #claim(share: CacheShare, taken: number): number {
    return share.closed ? taken : Math.max(taken, this.guarantee)
  }
}

/**
 * Bounds what a consumer holds, in messages and in bytes, over all of its queues. A poll reserves room for what it
 * asks for before it starts, so the bounds hold even if every poll comes back full; bytes are reserved by the mean
 * size of late, and a message for which there is no room after all is refused as it arrives.
 *
 * Room is divided fairly. Half of it is guaranteed, the same part to each queue, so that a topic that is slow
 * never keeps another one from being fetched. The rest goes, in equal parts, to the queues that have something to
 * fetch, so that many idle subscriptions do not make the polls of a busy one small.
 */
export class MessageCache {
  readonly #messages: Quota
  readonly #bytes: Quota
  readonly #shares = new Set<CacheShare>()
  /** Queues whose polls wait for room though they hold some: what they hold will be done with, and wakes them. */
  readonly #line = new Set<CacheShare>()
  /** Queues that hold nothing and wait, in the order they came: any room there is, is enough for them. */
  readonly #emptyLine = new Set<CacheShare>()
  /** New queues of which no poll came back yet: they count as busy for a moment. */
  readonly #unknown = new Set<CacheShare>()
  #unknownUntil = 0
  #queues = 0
  #busy = 0

  constructor(maxMessages: number, maxBytes: number) {
    this.#messages = new Quota(maxMessages)
    this.#bytes = new Quota(maxBytes)
  }

  /** A new queue takes part. */
  open(): CacheShare {
    const share = new CacheShare()
    this.#shares.add(share)
    this.#queues += 1
    this.#unknown.add(share)
    this.#unknownUntil = performance.now() + UNKNOWN_MS
    this.#divide()
    return share
  }

  /** A queue polls no more; what it holds still counts until it is evicted. */
  close(share: CacheShare): void {
    if (share.closed) return
    this.setBusy(share, false)
    share.closed = true
    this.#queues -= 1
    this.wake(share)
    this.#divide()
    this.#serveAll()
  }

  /** Whether a queue has something to fetch: its last poll brought messages. */
  setBusy(share: CacheShare, busy: boolean): void {
    const known = !this.#unknown.delete(share)
    if ((share.busy === busy && known) || share.closed) return
    if (share.busy !== busy) this.#busy += busy ? 1 : -1
    share.busy = busy
    this.#balance()
    this.#serveAll()
  }

  /** Room for a poll of up to `wanted` messages; `undefined` if there is too little to be worth one. */
  reserve(share: CacheShare, wanted: number): PollSpace | undefined {
    const messages = this.#room(share, wanted)
    if (messages <= 0) return undefined
    const bytes = Math.round(messages * share.meanBytes)
    this.change(share, 0, 0, messages, bytes)
    return new PollSpace(this, share, messages, bytes)
  }

  /** As {@link MessageCache.reserve}, when its turn comes; `undefined` at {@link MessageCache.wake}. */
  turn(share: CacheShare, wanted: number): Promise<PollSpace | undefined> {
    return new Promise(resolve => {
      share.waiters.push({ wanted, resolve })
      this.#lineUp(share)
    })
  }

  /** Ends the waits of one queue. */
  wake(share: CacheShare): void {
    this.#leave(share)
    for (const { resolve } of share.waiters.splice(0)) resolve(undefined)
  }

  /** A message is done with. */
  evict(share: CacheShare, bytes: number): void {
    this.change(share, -1, -bytes, 0, 0)
    this.roomMade(share)
  }

  /** Lets those who wait go on if there is room by now: the queue itself first, then the next of the others. */
  roomMade(share: CacheShare): void {
    if (this.#line.size === 0 && this.#emptyLine.size === 0) return
    const waits = share.waiters.length > 0
    // A queue that has become empty waits behind the empty ones that came before it.
    if (waits && (share.taken === 0 || !this.#serve(share))) this.#lineUp(share)
    for (const other of this.#emptyLine) if (!this.#serve(other)) break
    let looks = LOOKS
    for (const other of this.#line) {
      if (looks-- <= 0) return
      // One that cannot go on yet moves to the end of the line, so that all are looked at in turn.
      if (!this.#serve(other)) this.#lineUp(other)
    }
  }

  /** Whether so many more bytes fit, or it is the queue's only message, which must come through whatever its size. */
  fits(share: CacheShare, bytes: number, others: number): boolean {
    return bytes <= this.#bytes.free(share, share.takenBytes) || others === 0
  }

  /** Moves numbers of a share; what is taken in all follows. */
  change(
    share: CacheShare,
    messages: number,
    bytes: number,
    reservedMessages: number,
    reservedBytes: number,
  ) {
    const { taken, takenBytes } = share
    share.messages += messages
    share.bytes += bytes
    share.reservedMessages += reservedMessages
    share.reservedBytes += reservedBytes
    this.#messages.move(share, taken, share.taken)
    this.#bytes.move(share, takenBytes, share.takenBytes)
    if (share.closed && share.taken === 0) this.#shares.delete(share)
  }

  #room(share: CacheShare, wanted: number): number {
    if (this.#unknown.size > 0 && performance.now() > this.#unknownUntil) {
      this.#unknown.clear()
      this.#balance()
    }
    const { taken, takenBytes, meanBytes } = share
    const inBytes = (bytes: number) => (meanBytes > 0 ? bytes / meanBytes : Number.POSITIVE_INFINITY)
    const most = Math.min(this.#messages.most(share), inBytes(this.#bytes.most(share)))
    const room = Math.floor(
      Math.min(
        wanted,
        this.#messages.most(share) - taken,
        this.#messages.free(share, taken),
        inBytes(this.#bytes.most(share) - takenBytes),
        inBytes(this.#bytes.free(share, takenBytes)),
      ),
    )
    // A message larger than the bound must come through too, alone.
    if (taken === 0 && this.#messages.free(share, 0) >= 1) return Math.max(1, room)
    // Who has less than is guaranteed takes what there is; else a poll for every message that is evicted would
    // cost more than it brings.
    if (taken * 2 <= this.#messages.guarantee && takenBytes * 2 <= this.#bytes.guarantee) return room
    return room < Math.min(wanted, Math.max(1, Math.floor(most / 4))) ? 0 : room
  }

  /** Gives room to the first poll of a queue that waits. */
  #serve(share: CacheShare): boolean {
    const [waiter] = share.waiters
    if (waiter === undefined) return false
    const space = this.reserve(share, waiter.wanted)
    if (space === undefined) return false
    share.waiters.shift()
    if (share.waiters.length === 0) this.#leave(share)
    waiter.resolve(space)
    return true
  }

  #serveAll(): void {
    for (const share of [...this.#emptyLine, ...this.#line]) while (this.#serve(share));
  }

  /** At the end of the line for queues that hold nothing, or of that for the others. */
  #lineUp(share: CacheShare): void {
    this.#leave(share)
    const line = share.taken === 0 ? this.#emptyLine : this.#line
    line.add(share)
  }

  #leave(share: CacheShare): void {
    this.#line.delete(share)
    this.#emptyLine.delete(share)
  }

  #divide(): void {
    const { size } = this.#shares
    if (size === 0) return
    this.#messages.divide(this.#shares, this.#queues, each => each.taken)
    this.#bytes.divide(this.#shares, this.#queues, each => each.takenBytes)
    this.#balance()
  }

  #balance(): void {
    const busy = this.#busy + this.#unknown.size
    this.#messages.balance(this.#queues, busy)
    this.#bytes.balance(this.#queues, busy)
  }
}

/** The room that one poll reserved. What it brings is counted in message by message. */
export class PollSpace {
  /** How many messages it may bring. */
  readonly messages: number
  readonly #cache: MessageCache
  readonly #share: CacheShare
  #left: number
  #bytesLeft: number
  #full = false

  constructor(cache: MessageCache, share: CacheShare, messages: number, bytes: number) {
    this.#cache = cache
    this.#share = share
    this.messages = messages
    this.#left = messages
    this.#bytesLeft = bytes
  }

  /** Room for one poll that no queue makes. */
  static of(messages: number, bytes: number): PollSpace {
    const cache = new MessageCache(messages, bytes)
    return cache.reserve(cache.open(), messages) as PollSpace
  }

  /**
   * Counts a message in. `false` if it is more than was asked for, or larger than there is room for; then all that
   * follow it are refused too, so that their order is kept.
   */
  hold(bytes: number): boolean {
    const share = this.#share
    if (this.#full || this.#left === 0) return this.refuse()
    const reserved = Math.min(bytes, this.#bytesLeft)
    if (!this.#cache.fits(share, bytes - reserved, share.messages)) {
      share.learn(bytes)
      return this.refuse()
    }
    this.#left -= 1
    this.#bytesLeft -= reserved
    this.#cache.change(share, 1, bytes, -1, -reserved)
    return true
  }

  /** A message that was counted in becomes larger by so many bytes, as it does when it is unpacked. */
  grow(bytes: number, size: number): boolean {
    const share = this.#share
    if (bytes <= 0 || this.#cache.fits(share, bytes, share.messages - 1)) {
      this.#cache.change(share, 0, bytes, 0, 0)
      return true
    }
    share.learn(size)
    return this.refuse()
  }

  /** A message that was counted in is not kept. */
  drop(bytes: number): void {
    this.#cache.evict(this.#share, bytes)
  }

  /** No more is counted in. */
  refuse(): false {
    this.#full = true
    return false
  }

  /** The poll is over: what it did not bring is free again. */
  end(messages: number, bytes: number): void {
    const share = this.#share
    if (messages > 0 && !this.#full) share.learn(bytes / messages)
    this.#cache.change(share, 0, 0, -this.#left, -this.#bytesLeft)
    this.#left = 0
    this.#bytesLeft = 0
    this.#cache.roomMade(share)
  }
}
