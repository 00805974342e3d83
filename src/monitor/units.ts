/** Figures for people. Each has a unit, or a suffix that is one. */

/** `1,234`, and from a hundred thousand up `123 k`, `1.23 M`. */
export function formatCount(value: number): string {
  if (value >= 1e9) return `${significant(value / 1e9)} G`
  if (value >= 1e6) return `${significant(value / 1e6)} M`
  if (value >= 1e5) return `${significant(value / 1e3)} k`
  return Math.round(value).toLocaleString('en-US')
}

/** `12.5/s`. */
export function formatRate(value: number): string {
  return `${value > 0 && value < 10 ? significant(value) : formatCount(value)}/s`
}

/** `512 B`, `1.25 MiB`. */
export function formatBytes(value: number): string {
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
export function formatMs(value: number): string {
  if (value >= 60_000) return `${significant(value / 60_000)} min`
  if (value >= 1_000) return `${significant(value / 1_000)} s`
  return `${significant(value)} ms`
}

/** A share of 0 to 1 as `99.5 %`; a dash for `null`. */
export function formatShare(value: number | null): string {
  return value === null ? '-' : `${significant(value * 100)} %`
}

/** Three digits that matter, no more. */
function significant(value: number): string {
  const size = Math.abs(value)
  if (size < 0.005) return '0'
  const decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2
  return String(Number(value.toFixed(decimals)))
}
