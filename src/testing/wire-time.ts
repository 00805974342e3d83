import { toMs as fractionsOfMs, type SecondsAndNanos } from '../wire/reply-reader.js'

export { fromMs } from '../wire/reply-reader.js'

/** Milliseconds of a duration or timestamp, as the server counts them: whole ones. `undefined` if it is absent. */
export function toMs(value: SecondsAndNanos | null | undefined): number | undefined {
  const milliseconds = fractionsOfMs(value)
  return milliseconds === undefined ? undefined : Math.floor(milliseconds)
}
