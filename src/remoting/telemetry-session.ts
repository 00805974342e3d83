import { RocketMQError } from '../errors.js'
import { channels } from '../monitor/channels.js'
import type { Endpoints } from '../route/endpoints.js'
import type { apache } from './generated/protocol.js'
import { exponentialBackoff, jitter } from './retry-policy.js'
import type { Duplex, RpcClient } from './rpc-client.js'
import { rpcs } from './rpc-table.js'
import { readSettings, type ServerSettings } from './settings.js'
import { isOk, statusError } from './status-table.js'

type Command = apache.rocketmq.v2.ITelemetryCommand
type SettingsMessage = apache.rocketmq.v2.ISettings

/** `connecting` until the first settings came back, `ready` while the stream stands, `waiting` between attempts. */
export type TelemetryState = 'idle' | 'connecting' | 'ready' | 'waiting' | 'closed'

/** What a session needs of its client. */
export interface TelemetryOwner {
  readonly clientId: string
  /** The client's settings as they are now. */
  settings(): SettingsMessage
  onSettings(settings: ServerSettings, endpoints: Endpoints): void
  /** A command of the server; answers go through `session.send`. */
  onCommand(command: Command, session: TelemetrySession): void
  /** The stream stands again after it was lost: the server behind it may be another one. */
  onReconnected(endpoints: Endpoints): void
  /** The stream was lost, or an attempt to bring it back failed. */
  onLost(endpoints: Endpoints, error: RocketMQError): void
}

const RECONNECT = exponentialBackoff(Number.POSITIVE_INFINITY, 200, 5_000, 2)

/**
 * The telemetry stream to one endpoint: settings go up, the server's come back, commands come down. Once it
 * was started it is brought back for as long as it is not closed.
 */
export class TelemetrySession {
  readonly endpoints: Endpoints
  readonly #client: RpcClient
  readonly #owner: TelemetryOwner
  readonly #lifetime = new AbortController()
  #stream: Duplex<Command> | undefined
  #state: TelemetryState = 'idle'
  #attempt = 0
  #timer: NodeJS.Timeout | undefined
  #settled: ((error?: RocketMQError) => void) | undefined
  #wasReady = false

  constructor(client: RpcClient, endpoints: Endpoints, owner: TelemetryOwner) {
    this.#client = client
    this.endpoints = endpoints
    this.#owner = owner
  }

  get state(): TelemetryState {
    return this.#state
  }

  /**
   * Opens the stream and waits until the server answered the settings. A refusal rejects at once, with the
   * server's reason, and closes the session. A failure that may pass is tried again; when `timeoutMs` is over
   * the promise rejects, but the session goes on trying until it is closed.
   */
  start(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs
    return new Promise((resolve, reject) => {
      let last: RocketMQError | undefined
      const timer = setTimeout(() => {
        this.#settled = undefined
        reject(last ?? noSettings(this.endpoints, timeoutMs))
      }, timeoutMs)
      this.#settled = error => {
        if (error?.retryable && performance.now() < deadline) {
          last = error
          return
        }
        clearTimeout(timer)
        this.#settled = undefined
        if (error === undefined) resolve()
        else {
          this.close()
          reject(error)
        }
      }
      this.#connect()
    })
  }

  /** Sends a command, or drops it where the stream is down: the server asks again. */
  send(command: Command): void {
    this.#stream?.send(command)
  }

  /** Sends the client's settings as they are now. */
  syncSettings(): void {
    this.send({ settings: this.#owner.settings() })
  }

  /** Ends the stream and every attempt to bring it back. */
  close(): void {
    if (this.#state === 'closed') return
    this.#enter('closed', undefined)
    clearTimeout(this.#timer)
    this.#lifetime.abort()
    this.#stream?.close()
    this.#stream = undefined
    this.#settled?.(new RocketMQError('CLOSED', 'the client was closed while it started'))
  }

  /** Drops the stream and opens it anew, as the server may ask. */
  reconnect(): void {
    this.#stream?.close()
  }

  #connect(): void {
    this.#enter('connecting', undefined)
    this.#open().catch((error: unknown) => this.#lost(RocketMQError.from(error)))
  }

  async #open(): Promise<void> {
    let current = true
    const stream = await this.#client.duplex<Command, Command>(
      this.endpoints,
      rpcs.telemetry,
      {
        onMessage: command => {
          if (current) this.#onCommand(command)
        },
        onEnd: error => {
          if (!current) return
          current = false
          this.#lost(error)
        },
      },
      this.#lifetime.signal,
    )
    if (this.#state === 'closed') {
      current = false
      stream.close()
      return
    }
    if (!current) return
    this.#stream = stream
    this.syncSettings()
  }

  #onCommand(command: Command): void {
    if (command.status != null && !isOk(command.status)) {
      const error = statusError(command.status, `settings at ${this.endpoints.key}`, {
        endpoint: this.endpoints.key,
      })
      this.#settled?.(error)
      return
    }
    if (command.settings == null) {
      this.#owner.onCommand(command, this)
      return
    }
    this.#attempt = 0
    this.#owner.onSettings(readSettings(command.settings), this.endpoints)
    if (this.#state === 'ready') return
    this.#enter('ready', undefined)
    this.#settled?.()
    if (this.#wasReady) this.#owner.onReconnected(this.endpoints)
    this.#wasReady = true
  }

  #lost(error: RocketMQError): void {
    this.#stream = undefined
    if (this.#state === 'closed') return
    this.#enter('waiting', error)
    this.#settled?.(error)
    if ((this.#state as TelemetryState) === 'closed') return
    this.#owner.onLost(this.endpoints, error)
    this.#attempt += 1
    this.#timer = setTimeout(() => this.#connect(), jitter(RECONNECT.delayMs(this.#attempt)))
    this.#timer.unref()
  }

  #enter(state: TelemetryState, error: RocketMQError | undefined): void {
    this.#state = state
    if (channels.telemetryState.hasSubscribers) {
      const { clientId } = this.#owner
      channels.telemetryState.publish({ clientId, endpoint: this.endpoints.key, state, error })
    }
  }
}

function noSettings(endpoints: Endpoints, timeoutMs: number): RocketMQError {
  return new RocketMQError(
    'TIMEOUT',
    `the server at ${endpoints.key} sent no settings within ${timeoutMs} ms`,
    {
      retryable: true,
      endpoint: endpoints.key,
    },
  )
}
