import { RocketMQError } from '../errors.js'
import type { Endpoints } from '../route/endpoints.js'
import { channels } from '../stats/channels.js'
import { exponentialBackoff, jitter } from '../waiting/backoff.js'
import { Deadline } from '../waiting/deadline.js'
import type { apache } from '../wire/generated/protocol.js'
import { isOk } from '../wire/reply-reader.js'
import { rpcs } from '../wire/rpc-table.js'
import { readCommand, type ServerCommand } from '../wire/server-command.js'
import { type ClientSettings, readSettings, type ServerSettings, settingsMessage } from '../wire/settings.js'
import { statusError } from '../wire/status-table.js'
import type { Duplex, RpcClient } from './rpc-client.js'

type Command = apache.rocketmq.v2.ITelemetryCommand

/** `connecting` until the first settings came back, `ready` while the stream stands, `waiting` between attempts. */
type TelemetryState = 'idle' | 'connecting' | 'ready' | 'waiting' | 'closed'

/** What a session needs of its client. */
export interface TelemetryOwner {
  readonly clientId: string
  /** The client's settings as they are now. */
  settings(): ClientSettings
  onSettings(settings: ServerSettings, endpoints: Endpoints): void
  /** A command of the server other than settings and reconnect. */
  onCommand(command: ServerCommand, endpoints: Endpoints): void
  /** The stream stands again after it was lost: the server behind it may be another one. */
  onReconnected(endpoints: Endpoints): void
  /**
   * The stream was lost, or an attempt to bring it back failed.
   *
   * @param attempt 1 when it was lost, counting up until it stands again
   */
  onLost(endpoints: Endpoints, error: RocketMQError, attempt: number): void
  /** Whether the server has the client's settings is another than it was. */
  onKnown?(endpoints: Endpoints, known: boolean): void
}

/** Quick, because a consumer gets nothing from a server that does not know its settings. */
const RECONNECT = exponentialBackoff(Number.POSITIVE_INFINITY, 100, 400, 2)

/**
 * The telemetry stream to one endpoint: settings go up, the server's come back, commands come down. Once it
 * was started it is brought back for as long as it is not closed.
 */
export class TelemetrySession {
  readonly endpoints: Endpoints
  readonly #client: RpcClient
  readonly #owner: TelemetryOwner
  readonly #prepare: () => Promise<void>
  readonly #lifetime = new AbortController()
  #stream: Duplex<Command> | undefined
  #state: TelemetryState = 'idle'
  #attempt = 0
  /** Until the next attempt. */
  #timer: NodeJS.Timeout | undefined
  /** Until the settings count as missing. */
  #overdue: Deadline | undefined
  #settled: ((error?: RocketMQError) => void) | undefined
  #wasReady = false
  /** Whether the provider of credentials was asked again since the stream stood last. */
  #renewed = false
  #patienceMs = 0
  /** Why the stream is about to end, where its end itself does not say. */
  #reason: RocketMQError | undefined

  /** @param prepare done before each attempt: learning what the server there understands. Never rejects. */
  constructor(
    client: RpcClient,
    endpoints: Endpoints,
    owner: TelemetryOwner,
    prepare: () => Promise<void> = async () => {},
  ) {
    this.#client = client
    this.endpoints = endpoints
    this.#owner = owner
    this.#prepare = prepare
  }

  get state(): TelemetryState {
    return this.#state
  }

  /** Whether the server has the client's settings; also once the session is closed, when nothing is to wait for it. */
  get known(): boolean {
    return this.#state === 'ready' || this.#state === 'closed'
  }

  /**
   * Opens the stream and waits until the server answered the settings. A refusal rejects with the server's reason,
   * and closes the session. After a failure that may pass, or when `timeoutMs` is over, the promise rejects too, but
   * the session goes on trying until it is closed.
   */
  start(timeoutMs: number): Promise<void> {
    if (this.#state === 'closed') return Promise.reject(closedWhileStarting())
    this.#patienceMs = timeoutMs
    return new Promise((resolve, reject) => {
      const patience = new Deadline(timeoutMs, () => {
        this.#settled = undefined
        this.#stream?.noteSilence()
        reject(this.#error('TIMEOUT', noSettings(this.endpoints, timeoutMs)))
      })
      this.#settled = error => {
        patience.clear()
        this.#settled = undefined
        if (error === undefined) resolve()
        else reject(error)
        if (error?.retryable === false) this.close()
      }
      this.#connect()
    })
  }

  /** Sends the client's settings as they are now. */
  syncSettings(): void {
    this.#send({ settings: settingsMessage(this.#owner.settings()) })
  }

  /** Ends the stream and every attempt to bring it back. */
  close(): void {
    if (this.#state === 'closed') return
    this.#enter('closed', undefined)
    clearTimeout(this.#timer)
    this.#overdue?.clear()
    this.#lifetime.abort()
    this.#stream?.close()
    this.#stream = undefined
    this.#settled?.(closedWhileStarting())
  }

  #connect(): void {
    this.#enter('connecting', undefined)
    this.#reason = undefined
    this.#open().catch((error: unknown) => this.#lost(RocketMQError.from(error)))
  }

  async #open(): Promise<void> {
    await this.#prepare()
    if (this.#state === 'closed') return
    let over = false
    const stream = await this.#client.duplex<Command, Command>(
      this.endpoints,
      rpcs.telemetry,
      {
        onMessage: command => {
          if (!over) this.#onCommand(command)
        },
        onEnd: error => {
          over = true
          this.#lost(this.#reason ?? error)
        },
      },
      this.#lifetime.signal,
    )
    if (this.#isClosed()) stream.close()
    if (over || this.#isClosed()) return
    this.#stream = stream
    this.#overdue = new Deadline(this.#patienceMs, () => {
      this.#stream?.noteSilence()
      this.#abandon('TIMEOUT', noSettings(this.endpoints, this.#patienceMs))
    }).unref()
    this.syncSettings()
  }

  #onCommand(command: Command): void {
    if (command.status != null && !isOk(command.status)) {
      const { key } = this.endpoints
      this.#reason = statusError(command.status, `settings at ${key}`, { endpoint: key })
      if (this.#reason.code === 'UNAUTHORIZED') this.#stream?.close()
      else this.#settled?.(this.#reason)
      return
    }
    if (command.settings != null) this.#onSettings(command.settings)
    else if (command.reconnectEndpointsCommand != null) {
      this.#abandon('UNAVAILABLE', `the server at ${this.endpoints.key} asked to connect anew`)
    } else {
      const read = readCommand(command, answer => this.#send(answer))
      if (read !== undefined) this.#owner.onCommand(read, this.endpoints)
    }
  }

  /** Drops it where the stream is down: the server asks again. */
  #send(command: Command): void {
    this.#stream?.send(command)
  }

  #onSettings(settings: apache.rocketmq.v2.ISettings): void {
    this.#owner.onSettings(readSettings(settings), this.endpoints)
    if (this.#state !== 'connecting') return
    this.#overdue?.clear()
    this.#attempt = 0
    this.#renewed = false
    this.#enter('ready', undefined)
    this.#settled?.()
    if (this.#wasReady) this.#owner.onReconnected(this.endpoints)
    this.#wasReady = true
  }

  /** Ends the stream for a reason of our own; a new attempt follows. */
  #abandon(code: 'TIMEOUT' | 'UNAVAILABLE', reason: string): void {
    this.#reason = this.#error(code, reason)
    this.#stream?.close()
  }

  #error(code: 'TIMEOUT' | 'UNAVAILABLE', message: string): RocketMQError {
    return new RocketMQError(code, message, { retryable: true, endpoint: this.endpoints.key })
  }

  #lost(error: RocketMQError): void {
    const stream = this.#stream
    this.#stream = undefined
    this.#overdue?.clear()
    if (this.#isClosed()) return
    if (error.code === 'UNAUTHORIZED' && stream !== undefined && !this.#renewed) {
      this.#renewed = true
      void this.#connectWithOthers(stream, error)
    } else this.#wait(error)
  }

  /** Credentials that a provider gave before may have run out meanwhile: it is asked once more, as for calls. */
  async #connectWithOthers(refused: Duplex<Command>, error: RocketMQError): Promise<void> {
    const others = await refused.renewCredentials()
    if (this.#isClosed()) return
    if (others) this.#connect()
    else this.#wait(error)
  }

  #wait(error: RocketMQError): void {
    this.#enter('waiting', error)
    this.#settled?.(error)
    if (this.#isClosed()) return
    this.#attempt += 1
    this.#owner.onLost(this.endpoints, error, this.#attempt)
    // It holds the process, as the stream does while it stands: a consumer must not end because its server is away.
    this.#timer = setTimeout(() => this.#connect(), jitter(RECONNECT.delayMs(this.#attempt)))
  }

  #isClosed(): boolean {
    return this.#state === 'closed'
  }

  #enter(state: TelemetryState, error: RocketMQError | undefined): void {
    const before = this.known
    this.#state = state
    if (this.known !== before) this.#owner.onKnown?.(this.endpoints, this.known)
    if (channels.telemetryState.hasSubscribers) {
      const { clientId } = this.#owner
      channels.telemetryState.publish({ clientId, endpoint: this.endpoints.key, state, error })
    }
  }
}

function noSettings(endpoints: Endpoints, timeoutMs: number): string {
  return `the server at ${endpoints.key} sent no settings within ${timeoutMs} ms`
}

function closedWhileStarting(): RocketMQError {
  return new RocketMQError('CLOSED', 'the client was closed while it started')
}
