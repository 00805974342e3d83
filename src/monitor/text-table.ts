/** A column: its head, and whether its figures stand right. */
export interface Column<Row> {
  head: string
  cell(row: Row): string
  align?: 'left' | 'right'
}

/** Longest cell; names longer than this are cut in the middle, where they differ least. */
const MAX_WIDTH = 36

/**
 * Rows under heads, columns aligned, two spaces between. No trailing blanks.
 *
 * @param maxRows more rows than this are only counted
 */
export function textTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  maxRows: number,
): string[] {
  const shown = rows.slice(0, maxRows)
  const cells = [
    columns.map(column => column.head),
    ...shown.map(row => columns.map(column => shorten(column.cell(row)))),
  ]
  const widths = columns.map((_, index) => Math.max(...cells.map(line => line[index]?.length ?? 0)))
  const lines = cells.map(line =>
    line
      .map((cell, index) => {
        const width = widths[index] ?? 0
        return columns[index]?.align === 'left' ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('  ')
      .trimEnd(),
  )
  const rest = rows.length - shown.length
  return rest === 0 ? lines : [...lines, `… and ${rest} more`]
}

/** Control characters out, so that a name cannot move the cursor; the middle out, if it is long. */
export function shorten(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, '?')
  if (plain.length <= MAX_WIDTH) return plain
  const half = Math.floor((MAX_WIDTH - 1) / 2)
  return `${plain.slice(0, half)}…${plain.slice(-half)}`
}
