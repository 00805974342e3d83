import { escaped, text } from './line-chart.js'
import { percent } from './numbers.js'
import type { Frame } from './profile-tree.js'

const WIDTH = 1_200
const ROW = 17
const TOP = 62

/** Narrower ones cannot be seen. */
const LEAST_WIDTH = 0.7

/** A letter's width, about, and the room a name needs to be worth writing. */
const LETTER = 6
const LEAST_LETTERS = 4

/** Who is drawn how; the first whose name the place begins with. */
const KINDS = [
  ['rocketmq-jet', 'own', 'this library'],
  ['@grpc/grpc-js', 'grpc', '@grpc/grpc-js'],
  ['protobufjs', 'proto', 'protobufjs'],
  ['generic-pool', 'pool', 'generic-pool'],
  ['Node.js', 'node', 'Node.js'],
  ['garbage collection', 'gc', 'garbage collection'],
  ['', 'rest', 'V8 and the caller'],
] as const

const STYLE = `
  svg { background: transparent; font: 11px system-ui, sans-serif }
  .title { font-size: 15px; font-weight: 600 } .title, .label { fill: #1f2328 } .frame { fill: #000 }
  rect { stroke: #fff; stroke-width: .5 }
  .own { fill: #79b8ff } .grpc { fill: #ffab70 } .proto { fill: #b392f0 } .pool { fill: #f692ce }
  .node { fill: #85e89d } .gc { fill: #f97583 } .rest { fill: #d1d5da }
  @media (prefers-color-scheme: dark) { .title, .label { fill: #e6edf3 } rect { stroke: #0d1117 } }`

/** Who called whom, and for how long, as a standalone SVG: callers above what they called, as wide as their time. */
export function flameGraph(root: Frame, title: string): string {
  const rows: string[] = []
  const depth = draw(rows, root, { left: 0, depth: 0, scale: WIDTH / root.micros, all: root.micros })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${TOP + depth * ROW + 4}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    text(0, 18, title, 'title'),
    legend(),
    ...rows,
    '</svg>\n',
  ].join('\n')
}

interface Place {
  readonly left: number
  readonly depth: number
  readonly scale: number
  readonly all: number
}

/** Draws what a frame called, the widest first; gives the depth that was reached. */
function draw(rows: string[], frame: Frame, place: Place): number {
  let { left } = place
  let deepest = place.depth
  const children = [...frame.children.values()].sort((a, b) => b.micros - a.micros)
  for (const child of children) {
    const width = child.micros * place.scale
    if (width < LEAST_WIDTH) break
    rows.push(box(child, left, width, place))
    deepest = Math.max(deepest, draw(rows, child, { ...place, left, depth: place.depth + 1 }))
    left += width
  }
  return children.length > 0 ? Math.max(deepest, place.depth + 1) : deepest
}

function box({ name, place, micros }: Frame, left: number, width: number, { depth, all }: Place): string {
  const top = TOP + depth * ROW
  const [, style] = KINDS.find(([begin]) => place.startsWith(begin)) as (typeof KINDS)[number]
  const room = Math.floor((width - 4) / LETTER)
  const label = room < LEAST_LETTERS ? '' : text(left + 2, top + 12, name.slice(0, room), 'frame')
  const shape = `<rect class="${style}" x="${left.toFixed(1)}" y="${top}" width="${width.toFixed(1)}" height="${ROW - 1}"/>`
  return `<g><title>${escaped(`${name} (${place}), ${percent(micros / all)}`)}</title>${shape}${label}</g>`
}

function legend(): string {
  let left = 0
  return KINDS.map(([, style, label]) => {
    const entry = `<rect class="${style}" x="${left}" y="32" width="12" height="12"/>${text(left + 17, 42, label, 'label')}`
    left += 40 + label.length * LETTER
    return entry
  }).join('\n')
}
