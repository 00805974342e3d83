/** What a message id says. */
export interface MessageIdParts {
  /** MAC address of the sender's host, 12 hex digits. */
  mac: string
  /** Lower 16 bits of the sender's process id. */
  processId: number
  /** Seconds since 2021-01-01T00:00:00Z. */
  seconds: number
  /** Counts the ids of one sender. */
  sequence: number
}

/** Reads an id of version 01; throws if it is another text. */
export function parseMessageId(id: string): MessageIdParts {
  if (!/^01[0-9A-F]{32}$/.test(id)) throw new Error(`'${id}' is not a message id of version 01`)
  return {
    mac: id.slice(2, 14),
    processId: Number.parseInt(id.slice(14, 18), 16),
    seconds: Number.parseInt(id.slice(18, 26), 16),
    sequence: Number.parseInt(id.slice(26), 16),
  }
}
