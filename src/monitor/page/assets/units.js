/**
 * Figures for people, each with its unit. The live page loads this file as it is, and the report and the alerts import
 * it, so that all of them write a figure alike.
 */

/** `1,234`, and from a hundred thousand up `123 k`, `1.23 M`. */
export function formatCount(value) {
  if (value >= 1e9) return `${significant(value / 1e9)} G`
  if (value >= 1e6) return `${significant(value / 1e6)} M`
  if (value >= 1e5) return `${significant(value / 1e3)} k`
  return Math.round(value).toLocaleString('en-US')
}

/** A mean of whole things. */
export function formatMean(value) {
  return value >= 100 ? formatCount(value) : significant(value)
}

/** `12.5/s`. */
export function formatRate(value) {
  return `${value > 0 && value < 10 ? significant(value) : formatCount(value)}/s`
}

/** `512 B`, `1.25 MiB`. */
export function formatBytes(value) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let size = value
  let unit = 0
  while (Math.abs(size) >= 1024 && unit < units.length - 1) {
    size /= 1024
    unit += 1
  }
  return `${unit === 0 ? Math.round(size) : significant(size)} ${units[unit]}`
}

/** `0.25 ms`, `12.5 s`, `3.2 min`. */
export function formatMs(value) {
  if (value >= 60_000) return `${significant(value / 60_000)} min`
  if (value >= 1_000) return `${significant(value / 1_000)} s`
  return `${significant(value)} ms`
}

/** A share of 0 to 1 as `99.5 %`; a dash for `null`. */
export function formatShare(value) {
  return value === null ? '-' : `${significant(value * 100)} %`
}

/** Counts by name, the most frequent first, without those of 0: `size 12, flush 3`. */
export function formatCounts(counts) {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${formatCount(count)}`)
    .join(', ')
}

/** A length of time in its two largest units: `3 h 12 min`. */
export function formatDuration(milliseconds) {
  const parts = [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
    ['s', 1],
  ]
  let rest = Math.round(milliseconds / 1000)
  const words = []
  for (const [unit, size] of parts) {
    const whole = Math.floor(rest / size)
    rest -= whole * size
    if (whole > 0 || (unit === 's' && words.length === 0)) words.push(`${whole} ${unit}`)
  }
  return words.slice(0, 2).join(' ')
}

/** The three leading digits. */
function significant(value) {
  const size = Math.abs(value)
  if (size < 0.005) return '0'
  const decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2
  return String(Number(value.toFixed(decimals)))
}
