/** A client that consumes. */
export interface Receiver {
  /** Starts to hand bodies over; resolves when it listens. */
  start(onBody: (body: Uint8Array) => void): Promise<void>
  /** Calls so far, of every method, where the client itself has to say. */
  requests?(): number
  close(): Promise<void>
}
