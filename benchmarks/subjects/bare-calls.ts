/** Calls of the protocol and nothing around them; messages go in and out as bytes. */
export interface BareCalls {
  /** One request; answers the messages of the reply. */
  call(method: string, payload: Uint8Array): Promise<Buffer[]>
  /** Opens a stream in both directions and waits for the first answer. */
  converse(method: string, payload: Uint8Array): Promise<void>
  close(): void
}
