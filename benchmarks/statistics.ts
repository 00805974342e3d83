/** The middle of the values: half are at most this. NaN of none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[middle] as number
  return ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** How far the values lie apart, as a share of their median: 0.1 is ten percent between least and most. */
export function spread(values: readonly number[]): number {
  if (values.length < 2) return 0
  return (Math.max(...values) - Math.min(...values)) / median(values)
}

/**
 * The median of the ratios round by round. Rounds are run side by side, so what slowed the machine in one of them
 * slowed both; the ratio of two medians would compare different moments. Rounds that one of both lacks are left out.
 */
export function pairedRatio(
  values: readonly (number | undefined)[],
  others: readonly (number | undefined)[],
): number {
  const ratios: number[] = []
  for (const [round, value] of values.entries()) {
    const other = others[round]
    if (value !== undefined && other !== undefined) ratios.push(value / other)
  }
  return median(ratios)
}
