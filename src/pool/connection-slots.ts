/** A stream's place, as generic-pool keeps it. Each must be an object of its own. */
export interface Slot {
  readonly id: symbol
}

/** What is needed to open and close connections. */
export interface ConnectionFactory<C> {
  connect(): C | Promise<C>
  disconnect(connection: C): void | Promise<void>
  isUsable?: ((connection: C) => boolean) | undefined
  streamsPerConnection: number
  idleTimeoutMs: number
}

/** One connection, and how many streams it carries. */
interface Carrier<C> {
  opening: Promise<C>
  connection: C | undefined
  streams: number
  idleTimer: NodeJS.Timeout | undefined
}

/** Puts slots on connections: the first with room takes the next, so that others fall idle and close. */
export class ConnectionSlots<C> {
  readonly #factory: ConnectionFactory<C>
  readonly #carriers: Carrier<C>[] = []
  readonly #bySlot = new Map<Slot, Carrier<C>>()
  #discarded = 0
  #waiters: (() => void)[] = []

  constructor(factory: ConnectionFactory<C>) {
    this.#factory = factory
  }

  get open(): number {
    return this.#carriers.length
  }

  /** Connections closed because they broke or fell idle. */
  get discarded(): number {
    return this.#discarded
  }

  /** Finds or opens a connection for a slot; `hit` if it was open. One opening is shared by all who need it. */
  async attach(slot: Slot): Promise<{ connection: C; hit: boolean }> {
    this.#sweep()
    let carrier = this.#carriers.find(each => each.streams < this.#factory.streamsPerConnection)
    const hit = carrier?.connection !== undefined
    carrier ??= this.#openOne()
    carrier.streams += 1
    clearTimeout(carrier.idleTimer)
    this.#bySlot.set(slot, carrier)
    if (carrier.connection !== undefined) return { connection: carrier.connection, hit }
    try {
      return { connection: await carrier.opening, hit }
    } catch (error) {
      this.detach(slot)
      throw error
    }
  }

  detach(slot: Slot): void {
    const carrier = this.#bySlot.get(slot)
    if (carrier === undefined) return
    this.#bySlot.delete(slot)
    carrier.streams -= 1
    if (carrier.streams === 0) this.#onIdle(carrier)
    if (this.#bySlot.size === 0) this.#wake()
  }

  /** Closes a connection at once; its leases end by themselves. */
  discard(connection: C): void {
    const carrier = this.#carriers.find(each => each.connection === connection)
    if (carrier !== undefined) void this.#remove(carrier)
  }

  /** Settles when no slot is attached, or when the time is up. */
  idle(timeoutMs: number): Promise<void> {
    if (this.#bySlot.size === 0) return Promise.resolve()
    return new Promise(resolve => {
      const timer = setTimeout(resolve, timeoutMs)
      this.#waiters.push(() => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  async close(): Promise<void> {
    await Promise.all([...this.#carriers].map(carrier => this.#remove(carrier)))
  }

  #openOne(): Carrier<C> {
    const carrier: Carrier<C> = {
      opening: this.#connect(),
      connection: undefined,
      streams: 0,
      idleTimer: undefined,
    }
    this.#carriers.push(carrier)
    carrier.opening.then(
      connection => {
        carrier.connection = connection
      },
      () => this.#forget(carrier),
    )
    return carrier
  }

  async #connect(): Promise<C> {
    return this.#factory.connect()
  }

  /** Drops connections that broke while nobody looked. */
  #sweep(): void {
    const { isUsable } = this.#factory
    if (isUsable === undefined) return
    for (const carrier of [...this.#carriers]) {
      if (carrier.connection !== undefined && !isUsable(carrier.connection)) void this.#remove(carrier)
    }
  }

  #onIdle(carrier: Carrier<C>): void {
    carrier.idleTimer = setTimeout(() => void this.#remove(carrier), this.#factory.idleTimeoutMs)
    carrier.idleTimer.unref()
  }

  async #remove(carrier: Carrier<C>): Promise<void> {
    if (!this.#forget(carrier)) return
    clearTimeout(carrier.idleTimer)
    this.#discarded += 1
    try {
      await this.#factory.disconnect(await carrier.opening)
    } catch {
      // It never opened, or fails to close: either way it is not used again.
    }
  }

  #forget(carrier: Carrier<C>): boolean {
    const at = this.#carriers.indexOf(carrier)
    if (at >= 0) this.#carriers.splice(at, 1)
    return at >= 0
  }

  #wake(): void {
    const waiters = this.#waiters
    this.#waiters = []
    for (const wake of waiters) wake()
  }
}
