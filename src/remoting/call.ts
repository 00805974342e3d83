import { type Channel, type Metadata, type StatusObject, status } from '@grpc/grpc-js'

/** `WriteFlags.NoCompress` of gRPC: send this message as it is, even where the channel may compress. */
const NO_COMPRESS = 2

/** No deadline, for the telemetry stream. A far one would overflow timers instead. */
export const NO_DEADLINE = Number.POSITIVE_INFINITY

/** What happens on a call. */
export interface CallListener {
  onMessage(bytes: Buffer): void
  /** The last event of every call. */
  onEnd(end: StatusObject): void
}

/** A call in flight. */
export interface Call {
  /** Sends one message. */
  send(payload: Buffer, compress: boolean): void
  /** Says that no more messages follow. */
  endSending(): void
  /** Ends the call with CANCELLED. */
  cancel(): void
}

/**
 * Opens a call on a channel. All kinds of call go through here; it stands on `Channel.createCall`, which the
 * stubs of grpc-js stand on too, and saves their layers of closures and streams.
 *
 * @param deadline epoch milliseconds, or {@link NO_DEADLINE}
 */
export function openCall(
  channel: Channel,
  path: string,
  metadata: Metadata,
  deadline: number,
  listener: CallListener,
): Call {
  const call = channel.createCall(path, deadline, null, null, null)
  // Node.js holds an ended stream, and with it the call, until the next full collection.
  let hears: CallListener | undefined = listener
  call.start(metadata, {
    onReceiveMetadata: () => {},
    onReceiveMessage: (bytes: Buffer) => {
      hears?.onMessage(bytes)
      call.startRead()
    },
    onReceiveStatus: end => {
      const last = hears
      hears = undefined
      last?.onEnd(end)
    },
  })
  call.startRead()
  return {
    send: (payload, compress) => call.sendMessageWithContext(compress ? {} : { flags: NO_COMPRESS }, payload),
    endSending: () => call.halfClose(),
    cancel: () => call.cancelWithStatus(status.CANCELLED, 'cancelled by the client'),
  }
}
