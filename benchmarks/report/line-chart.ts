/** One line of a chart: a point for every x it has a value for. */
export interface Series {
  readonly name: string
  /** CSS class of its colour: `s0` to `s5`. */
  readonly style: string
  readonly points: readonly { x: number; y: number }[]
}

/** What one panel shows. */
export interface Panel {
  readonly title: string
  readonly xLabel: string
  readonly series: readonly Series[]
  /** How values of the vertical axis are written. */
  readonly format: (value: number) => string
}

/** Where a panel is drawn. */
export interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const POINT_RADIUS = 3

/** A panel with logarithmic axes, as the inside of an SVG. */
export function lineChart(panel: Panel, frame: Frame): string {
  const all = panel.series.flatMap(each => each.points)
  if (all.length === 0) return text(frame.left, frame.top, panel.title, 'title')
  const x = logScale(
    all.map(point => point.x),
    frame.left,
    frame.left + frame.width,
  )
  const y = logScale(
    all.map(point => point.y),
    frame.top + frame.height,
    frame.top,
  )
  const xs = [...new Set(all.map(point => point.x))]
  return [
    text(frame.left, frame.top - 16, panel.title, 'title'),
    ...y.ticks.map(tick => horizontal(frame, y.at(tick), panel.format(tick))),
    ...xs.map(tick =>
      text(x.at(tick), frame.top + frame.height + 18, tick.toLocaleString('en'), 'label middle'),
    ),
    text(frame.left + frame.width / 2, frame.top + frame.height + 38, panel.xLabel, 'label middle'),
    ...panel.series.map(each => line(each, x.at, y.at)),
  ].join('\n')
}

/** Maps values to places, by their logarithm; the ends are whole powers of ten on the value's side. */
export function logScale(values: readonly number[], from: number, to: number) {
  const positive = values.filter(value => value > 0)
  const low = Math.log10(Math.min(...positive))
  const high = Math.log10(Math.max(...positive))
  const margin = (high - low) * 0.06 || 0.5
  const at = (value: number) =>
    from + ((Math.log10(value) - low + margin) / (high - low + 2 * margin)) * (to - from)
  const ticks: number[] = []
  for (let power = Math.ceil(low - margin); power <= high + margin; power++) ticks.push(10 ** power)
  return { at, ticks: ticks.length > 1 ? ticks : withHalves(low - margin, high + margin) }
}

/** For less than two decades: 1, 2 and 5 of each. */
function withHalves(low: number, high: number): number[] {
  const ticks: number[] = []
  for (let power = Math.floor(low); power <= high; power++) {
    for (const digit of [1, 2, 5]) {
      const value = digit * 10 ** power
      if (Math.log10(value) >= low && Math.log10(value) <= high) ticks.push(value)
    }
  }
  return ticks
}

function line({ style, points }: Series, x: (value: number) => number, y: (value: number) => number): string {
  const places = points.filter(point => point.y > 0).map(point => [round(x(point.x)), round(y(point.y))])
  const path = places.map(([left, top], index) => `${index === 0 ? 'M' : 'L'}${left} ${top}`).join(' ')
  const dots = places.map(([left, top]) => `<circle cx="${left}" cy="${top}" r="${POINT_RADIUS}"/>`).join('')
  return `<g class="${style}"><path d="${path}"/>${dots}</g>`
}

function horizontal({ left, width }: Frame, top: number, label: string): string {
  const y = round(top)
  return (
    `<line class="grid" x1="${left}" y1="${y}" x2="${left + width}" y2="${y}"/>` +
    text(left - 8, y + 4, label, 'label end')
  )
}

/** Text at a place. */
export function text(x: number, y: number, content: string, style: string): string {
  return `<text class="${style}" x="${round(x)}" y="${round(y)}">${escaped(content)}</text>`
}

/** Text as it must stand in an SVG. */
export function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
