import type { AccessControl } from './access-control.js'
import { type CallContext, contextOf } from './call-context.js'
import type { Fault } from './faults.js'
import { failBefore, GARBAGE } from './faulty-exchange.js'
import { type GrpcCall, GrpcStatus } from './grpc-call.js'
import { v2 } from './protocol.js'
import { statusOf } from './refusal.js'
import { needsOfSettings } from './rpc-list.js'
import type { TelemetryService } from './telemetry-service.js'

/** One telemetry stream of a client. */
export class TelemetryStream {
  readonly #call: GrpcCall
  readonly #service: TelemetryService
  readonly #accessControl: AccessControl
  readonly #note: (command: v2.ITelemetryCommand) => Fault | undefined

  /** @param note records a command and finds the fault it meets. */
  constructor(
    call: GrpcCall,
    service: TelemetryService,
    accessControl: AccessControl,
    note: (command: v2.ITelemetryCommand) => Fault | undefined,
  ) {
    this.#call = call
    this.#service = service
    this.#accessControl = accessControl
    this.#note = note
  }

  /** Takes one command of the client. */
  async receive(bytes: Uint8Array): Promise<void> {
    let command: v2.TelemetryCommand
    try {
      command = v2.TelemetryCommand.decode(bytes)
    } catch {
      this.#call.finish(GrpcStatus.UNKNOWN)
      return
    }
    const fault = this.#note(command)
    const before = fault === undefined ? 'go on' : await failBefore(fault, this.#call)
    if (before === 'stop') return
    try {
      if (before !== 'go on') throw before.answer
      const context = this.#admit(command)
      const answer = context && this.#service.answer(command, context)
      if (answer !== undefined) this.#send(answer, fault)
    } catch (error) {
      this.#refuse(error)
    }
  }

  /** Who sent the command; `undefined` if it was refused for its headers or for what the sender may not do. */
  #admit({ settings }: v2.ITelemetryCommand): CallContext | undefined {
    try {
      this.#accessControl.check(this.#call, () => (settings == null ? [] : needsOfSettings(settings)))
      return contextOf(this.#call)
    } catch (error) {
      this.#tell(statusOf(error))
      return undefined
    }
  }

  /** Answers with the status of a refusal, and ends the stream as if all were well. */
  #tell(status: v2.IStatus): void {
    this.#call.send(v2.TelemetryCommand.encode({ status }).finish())
    this.#call.finish()
  }

  #send(answer: v2.ITelemetryCommand, fault: Fault | undefined): void {
    const encoded = (): Uint8Array => v2.TelemetryCommand.encode(fault?.change?.(answer) ?? answer).finish()
    if (fault?.drop === 'reply') return
    if (fault?.cut !== undefined) this.#call.connection.cut()
    else if (fault?.garbage) this.#call.send(GARBAGE)
    else if (fault?.oversize !== undefined) this.#call.send(Buffer.alloc(fault.oversize))
    else this.#call.send(encoded())
  }

  /** Errors of the client's end the stream as INVALID_ARGUMENT, others as INTERNAL; only those of headers are
   * told. */
  #refuse(error: unknown): void {
    const status = statusOf(error)
    if (status.code === v2.Code.UNAUTHORIZED || status.code === v2.Code.CLIENT_ID_REQUIRED) {
      this.#tell(status)
      return
    }
    const details = `process client telemetryCommand failed. ${status.message}`
    const isClients = (status.code ?? 0) >= 40_000 && (status.code ?? 0) < 50_000
    this.#call.finish(isClients ? GrpcStatus.INVALID_ARGUMENT : GrpcStatus.INTERNAL, details)
  }
}
