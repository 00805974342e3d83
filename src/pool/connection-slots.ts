/** A stream's place, as generic-pool keeps it: on one connection, from its first lease until it is destroyed. */
export class Slot<C> {
  carrier: Carrier<C> | undefined = undefined
}

/** What is needed to open and close connections. */
export interface ConnectionFactory<C> {
  connect(): C | Promise<C>
  disconnect(connection: C, reason: string): void | Promise<void>
  isUsable?: ((connection: C) => boolean) | undefined
  streamsOf?: ((connection: C) => number) | undefined
}

/** The most there may be. */
export interface SlotLimits {
  readonly maxConnections: number
  readonly streamsPerConnection: number
}

/** One connection, and the slots on it. */
interface Carrier<C> {
  readonly opening: Promise<C>
  connection: C | undefined
  /** Slots on it, leased or not. */
  slots: number
  leases: number
  /** Takes no new slots, because it broke, was closed or never opened. */
  retired: boolean
}

/**
 * What generic-pool creates, validates and destroys: slots. A new slot has no connection yet, so creating one
 * cannot fail (generic-pool would try again at once, for ever); it gets one with its first lease, the first that
 * has room, and a connection without slots is closed.
 */
export class ConnectionSlots<C> {
  readonly #factory: ConnectionFactory<C>
  readonly #limits: SlotLimits
  /** In the order they were opened. */
  readonly #carriers = new Set<Carrier<C>>()
  #discarded = 0

  constructor(factory: ConnectionFactory<C>, limits: SlotLimits) {
    this.#factory = factory
    this.#limits = limits
  }

  create(): Promise<Slot<C>> {
    return Promise.resolve(new Slot())
  }

  /** Must not reject: generic-pool would lose the slot. */
  validate({ carrier }: Slot<C>): Promise<boolean> {
    return Promise.resolve(carrier === undefined || this.#isUsable(carrier))
  }

  destroy(slot: Slot<C>): Promise<void> {
    const { carrier } = slot
    slot.carrier = undefined
    if (carrier !== undefined) {
      carrier.slots -= 1
      if (carrier.slots === 0) this.#discard(carrier, 'it was idle')
    }
    return Promise.resolve()
  }

  /** Connections that are open or being opened. */
  get open(): number {
    return this.#carriers.size
  }

  /** Streams that could be leased without another connection. */
  get free(): number {
    let free = 0
    for (const carrier of this.#carriers) free += Math.max(0, this.#streams(carrier) - carrier.leases)
    return free
  }

  /** Connections closed because they broke or fell idle. */
  get discarded(): number {
    return this.#discarded
  }

  /**
   * Gives a slot its connection, the one it is on or the first with room. Where the peer takes fewer streams than
   * there are slots, the connection with the fewest leases gets one too many, which has to wait there.
   *
   * @returns whether no connection had to be opened for it; one opening serves all who come meanwhile
   * @throws what `connect` throws
   */
  async attach(slot: Slot<C>): Promise<{ connection: C; hit: boolean }> {
    const opened = this.#place(slot)
    const carrier = slot.carrier as Carrier<C>
    carrier.leases += 1
    return { connection: carrier.connection ?? (await carrier.opening), hit: !opened }
  }

  /** The lease is over, or never came about; the slot stays where it is. Says whether it can be leased again. */
  detach({ carrier }: Slot<C>): boolean {
    if (carrier === undefined) return true
    carrier.leases -= 1
    return !carrier.retired
  }

  /** Closes a connection that is broken, at once; its leases end by themselves. */
  retire(connection: C, reason: string): void {
    for (const carrier of this.#carriers) {
      if (carrier.connection === connection) this.#discard(carrier, reason)
    }
  }

  /** Closes all. What is still being opened is closed as soon as it is open, which is not waited for. */
  async close(): Promise<void> {
    const closing: Promise<void>[] = []
    for (const carrier of this.#carriers) {
      const closed = this.#retire(carrier, 'the pool was closed')
      if (carrier.connection !== undefined) closing.push(closed)
    }
    await Promise.all(closing)
  }

  /** Finds room for a slot; says whether a connection is opened for it. */
  #place(slot: Slot<C>): boolean {
    const { carrier } = slot
    if (carrier !== undefined) {
      if (carrier.leases < this.#streams(carrier)) return false
      carrier.slots -= 1
    }
    const room = this.#withRoom()
    if (room !== undefined) room.slots += 1
    slot.carrier = room ?? this.#openOne()
    return room === undefined
  }

  /** The first connection that has room; where none has and no more may be opened, the one with the fewest leases. */
  #withRoom(): Carrier<C> | undefined {
    let least: Carrier<C> | undefined
    for (const carrier of this.#carriers) {
      if (carrier.slots >= this.#limits.streamsPerConnection || !this.#isUsable(carrier)) continue
      if (carrier.leases < this.#streams(carrier)) return carrier
      if (least === undefined || carrier.leases < least.leases) least = carrier
    }
    return this.#carriers.size < this.#limits.maxConnections ? undefined : least
  }

  /** Streams at once on a connection: as many as the peer takes, which is known only once it stands. */
  #streams({ connection }: Carrier<C>): number {
    const { streamsPerConnection } = this.#limits
    if (connection === undefined || this.#factory.streamsOf === undefined) return streamsPerConnection
    return Math.max(1, Math.min(streamsPerConnection, this.#factory.streamsOf(connection)))
  }

  #openOne(): Carrier<C> {
    const opening = this.#connect()
    const carrier: Carrier<C> = { opening, connection: undefined, slots: 1, leases: 0, retired: false }
    this.#carriers.add(carrier)
    opening.then(
      connection => {
        carrier.connection = connection
      },
      () => {
        carrier.retired = true
        this.#carriers.delete(carrier)
      },
    )
    return carrier
  }

  /** Makes a rejection of what `connect` throws. */
  async #connect(): Promise<C> {
    return this.#factory.connect()
  }

  #isUsable(carrier: Carrier<C>): boolean {
    if (carrier.retired) return false
    if (carrier.connection === undefined) return true
    try {
      if (this.#factory.isUsable?.(carrier.connection) !== false) return true
    } catch {
      // generic-pool would lose the slot, and this connection is not known to be good.
    }
    this.#discard(carrier, 'it was no longer usable')
    return false
  }

  #discard(carrier: Carrier<C>, reason: string): void {
    if (carrier.retired) return
    this.#discarded += 1
    void this.#retire(carrier, reason)
  }

  async #retire(carrier: Carrier<C>, reason: string): Promise<void> {
    carrier.retired = true
    this.#carriers.delete(carrier)
    try {
      await this.#factory.disconnect(await carrier.opening, reason)
    } catch {
      // It never opened, or fails to close: either way it is not used again.
    }
  }
}
