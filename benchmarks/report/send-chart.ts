import { type Results, valuesOf } from '../results.js'
import { median } from '../statistics.js'
import type { SendResult } from '../subjects/protocol.js'
import { FRAMES_FLOOR, SENDERS } from '../subjects.js'
import { lineChart, type Series, text } from './line-chart.js'

const WIDTH = 960
const HEIGHT = 480
const PANEL = { top: 70, width: 370, height: 310 }
const LEFT: readonly [number, number] = [80, 560]
const LEGEND_TOP = 460

/** A mark and the room after a name; the width of a letter, about. */
const LEGEND_GAP = 74
const LETTER_WIDTH = 6.2
const KIB = 1_024

/** The two floors are too near each other to be told apart in a picture. */
const DRAWN = SENDERS.filter(sender => sender !== FRAMES_FLOOR)

/** Readable on white and on black; the colours differ in lightness too, for those who see few of them. */
const STYLE = `
  svg { background: transparent; font: 13px system-ui, sans-serif }
  text { fill: #1f2328 } .title { font-size: 15px; font-weight: 600 } .label { font-size: 12px }
  .middle { text-anchor: middle } .end { text-anchor: end } .grid { stroke: #8886; stroke-width: 1 }
  path { fill: none; stroke-width: 2.2 }
  .s0 { stroke: #0550ae; fill: #0550ae } .s0 path { stroke-width: 3.5 }
  .s1 { stroke: #cf222e; fill: #cf222e } .s2 { stroke: #9a6700; fill: #9a6700 }
  .s3 { stroke: #1a7f37; fill: #1a7f37 } .s4 { stroke: #6e7781; fill: #6e7781 } .s4 path { stroke-dasharray: 6 4 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .s0 { stroke: #58a6ff; fill: #58a6ff } .s1 { stroke: #ff7b72; fill: #ff7b72 }
    .s2 { stroke: #e3b341; fill: #e3b341 } .s3 { stroke: #56d364; fill: #56d364 }
    .s4 { stroke: #9ea7b3; fill: #9ea7b3 }
  }`

/** Throughput and latency against callers, bodies of 1 KiB, as a standalone SVG. */
export function sendChart(results: Results): string {
  const throughput = {
    title: 'Messages a second',
    xLabel: 'callers, each awaits its send (bodies of 1 KiB)',
    series: series(results, run => run.rate),
    format: plain,
  }
  const latency = {
    title: 'Latency of a send, median, in ms',
    xLabel: 'callers, each awaits its send (bodies of 1 KiB)',
    series: series(results, run => run.p50Ms),
    format: plain,
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">`,
    '<title>Throughput and latency of sending, against the number of callers</title>',
    `<style>${STYLE}</style>`,
    lineChart(throughput, { ...PANEL, left: LEFT[0] }),
    lineChart(latency, { ...PANEL, left: LEFT[1] }),
    legend(throughput.series),
    '</svg>\n',
  ].join('\n')
}

function series({ send }: Results, read: (run: SendResult) => number): Series[] {
  return DRAWN.map(({ label }, index) => {
    const rows = send.filter(row => row.subject === label && row.load.bodyBytes === KIB)
    const points = rows.map(row => ({ x: row.load.callers, y: median(valuesOf(row, read)) }))
    return { name: label, style: `s${index}`, points: points.filter(point => point.y > 0) }
  })
}

/** The names in one line, each as far from the last as its text is long. */
function legend(all: readonly Series[]): string {
  let left = LEFT[0]
  return all
    .map(({ name, style }) => {
      const mark = `<g class="${style}"><path d="M${left} ${LEGEND_TOP}h26"/><circle cx="${left + 13}" cy="${LEGEND_TOP}" r="3"/></g>`
      const entry = mark + text(left + 32, LEGEND_TOP + 4, name, 'label')
      left += LEGEND_GAP + name.length * LETTER_WIDTH
      return entry
    })
    .join('\n')
}

function plain(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 })
}
