/** Upper bounds of the buckets in which durations are told to others, in milliseconds. */
export const DURATION_BOUNDS_MS = [
  0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000,
] as const

/** The same of counts and bytes: powers of four up to the 4 MiB that a request may have. */
export const SIZE_BOUNDS = [
  1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304,
] as const
