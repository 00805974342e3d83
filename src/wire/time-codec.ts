import type Long from 'long'

/** A duration or a timestamp as protobuf carries it. */
export interface SecondsAndNanos {
  seconds?: number | Long | null
  nanos?: number | null
}

/** Splits milliseconds, fractions allowed, into whole seconds and nanoseconds. */
export function fromMs(milliseconds: number): { seconds: number; nanos: number } {
  const seconds = Math.floor(milliseconds / 1000)
  const nanos = Math.round((milliseconds - seconds * 1000) * 1e6)
  return nanos < 1e9 ? { seconds, nanos } : { seconds: seconds + 1, nanos: 0 }
}

/** Milliseconds of a duration or timestamp; `undefined` stays so. */
export function toMs(value: SecondsAndNanos | null | undefined): number | undefined {
  if (value == null) return undefined
  return toNumber(value.seconds) * 1000 + (value.nanos ?? 0) / 1e6
}

/** A protobuf int64 as a number. Offsets and seconds stay far below 2^53. */
export function toNumber(value: number | Long | null | undefined): number {
  if (value == null) return 0
  return typeof value === 'number' ? value : value.toNumber()
}
