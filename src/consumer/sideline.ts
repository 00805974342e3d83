/** What some kinds of consumer do beside receiving, between connecting and disconnecting. */
export interface Sideline {
  start(): Promise<void>
  stop(): Promise<void>
}

/** For consumers that do nothing beside. */
export const noSideline: Sideline = { start: async () => {}, stop: async () => {} }
