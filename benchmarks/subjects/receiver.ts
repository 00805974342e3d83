/** A client that consumes. */
export interface Receiver {
  /** Starts to hand bodies over; resolves when it listens. */
  start(onBody: (body: Uint8Array) => void): Promise<void>
  close(): Promise<void>
}
