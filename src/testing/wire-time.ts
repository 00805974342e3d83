import type { google } from '../wire/generated/protocol.js'

/** Milliseconds of a duration or timestamp; `undefined` if it is absent. */
export function toMs(
  value: google.protobuf.ITimestamp | google.protobuf.IDuration | null | undefined,
): number | undefined {
  if (value == null) return undefined
  return Number(value.seconds ?? 0) * 1000 + Math.floor((value.nanos ?? 0) / 1e6)
}

/** A duration or timestamp of whole milliseconds. */
export function fromMs(milliseconds: number): { seconds: number; nanos: number } {
  const seconds = Math.floor(milliseconds / 1000)
  return { seconds, nanos: (milliseconds - seconds * 1000) * 1e6 }
}
