/** Whole numbers with separators. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en')
}

/** How many callers: "1 caller", "1,000 callers". */
export function callerCount(callers: number): string {
  return `${count(callers)} caller${callers === 1 ? '' : 's'}`
}

/** About three figures, however large or small. */
export function figure(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–'
  if (!Number.isFinite(value)) return '∞'
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 100) return count(value)
  return value.toFixed(size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 2 : 3)
}

/** A ratio, such as `7.2×`. */
export function times(ratio: number): string {
  return Number.isNaN(ratio) ? '–' : `${figure(ratio)}×`
}

/** A share, such as `82 %`. */
export function percent(share: number): string {
  if (Number.isNaN(share)) return '–'
  const value = share * 100
  return `${Math.abs(value) < 10 ? value.toFixed(1) : Math.round(value)} %`
}
