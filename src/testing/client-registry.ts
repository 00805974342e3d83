import { type Clock, SystemClock } from './clock.js'
import type { GrpcCall } from './grpc-call.js'
import { v2 } from './protocol.js'

/** A client that sent its Settings. */
export interface RegisteredClient {
  readonly id: string
  readonly settings: v2.ISettings
  /** The telemetry stream its Settings came on last. */
  readonly stream: GrpcCall
  lastSeen: number
}

/** After how long without a request a client counts as gone. */
const EXPIRY_MS = 120_000
const SWEEP_MS = 5000

/**
 * The clients of one proxy, by client id: a second process with the same id takes the first one's place. They
 * are gone by the machine's time, whatever clock the proxy has, because their heartbeats come in that.
 */
export class ClientRegistry {
  readonly #clock: Clock = new SystemClock()
  readonly #onGone: (clientId: string) => void
  readonly #clients = new Map<string, RegisteredClient>()
  #cancelSweep: (() => void) | undefined
  #turn = 0

  /** @param onGone called when a client leaves or is not heard of any more. */
  constructor(onGone: (clientId: string) => void) {
    this.#onGone = onGone
  }

  /** The ids of all clients. */
  get ids(): string[] {
    return [...this.#clients.keys()]
  }

  register(id: string, settings: v2.ISettings, stream: GrpcCall): void {
    this.#clients.set(id, { id, settings, stream, lastSeen: this.#clock.now() })
    this.#sweepLater()
  }

  get(id: string): RegisteredClient | undefined {
    return this.#clients.get(id)
  }

  /** Notes that a client lives. */
  touch(client: RegisteredClient): void {
    client.lastSeen = this.#clock.now()
  }

  remove(id: string): void {
    if (this.#clients.delete(id)) this.#onGone(id)
  }

  /** Sends a command to a client. Returns whether there is such a client, with a stream that is open. */
  send(id: string, command: v2.ITelemetryCommand): boolean {
    const client = this.#clients.get(id)
    if (client === undefined || client.stream.isOver) return false
    client.stream.send(v2.TelemetryCommand.encode(command).finish())
    return true
  }

  /** Sends a command to one of a topic's producers, a different one each time. */
  sendToProducer(topic: string, command: v2.ITelemetryCommand): boolean {
    const producers = [...this.#clients.values()].filter(({ settings, stream }) => {
      const topics = settings.publishing?.topics ?? []
      return !stream.isOver && topics.some(({ name }) => name === topic)
    })
    const producer = producers[this.#turn++ % Math.max(1, producers.length)]
    return producer !== undefined && this.send(producer.id, command)
  }

  /** Forgets everybody. */
  clear(): void {
    this.#cancelSweep?.()
    this.#cancelSweep = undefined
    for (const id of this.ids) this.remove(id)
  }

  #sweepLater(): void {
    this.#cancelSweep ??= this.#clock.after(SWEEP_MS, () => {
      this.#cancelSweep = undefined
      const dead = this.#clock.now() - EXPIRY_MS
      for (const { id, lastSeen } of this.#clients.values()) {
        if (lastSeen < dead) this.remove(id)
      }
      if (this.#clients.size > 0) this.#sweepLater()
    })
  }
}
