import type { Profiler } from 'node:inspector'

/** What the processor was busy with, under what called it. */
export interface Frame {
  readonly name: string
  /** The package, or part of Node.js, that the function belongs to. */
  readonly place: string
  /** Microseconds in the function and in all that it called. */
  micros: number
  readonly children: Map<string, Frame>
}

type CallFrame = Profiler.ProfileNode['callFrame']

const IDLE = '(idle)'

/** Calls of one function from one place are one frame; idle time is left out. */
export function profileTree({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Frame {
  const parents = new Map<number, Profiler.ProfileNode>()
  const byId = new Map(nodes.map(node => [node.id, node]))
  for (const node of nodes) for (const child of node.children ?? []) parents.set(child, node)
  const root: Frame = { name: 'all', place: '', micros: 0, children: new Map() }
  for (const [index, id] of samples.entries()) {
    const stack = stackOf(byId.get(id), parents)
    if (stack[0]?.callFrame.functionName === IDLE) continue
    add(root, stack, timeDeltas[index] ?? 0)
  }
  return root
}

/** Microseconds by package, idle time too. */
export function selfTimes({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Map<string, number> {
  const places = new Map(nodes.map(node => [node.id, placeOf(node.callFrame)]))
  const times = new Map<string, number>()
  for (const [index, id] of samples.entries()) {
    const place = places.get(id) as string
    times.set(place, (times.get(place) ?? 0) + (timeDeltas[index] ?? 0))
  }
  return times
}

/** From the outermost call inwards, without the root that V8 gives every profile. */
function stackOf(
  node: Profiler.ProfileNode | undefined,
  parents: ReadonlyMap<number, Profiler.ProfileNode>,
): Profiler.ProfileNode[] {
  const stack: Profiler.ProfileNode[] = []
  for (let each = node; each !== undefined; each = parents.get(each.id)) stack.push(each)
  return stack.reverse().slice(1)
}

function add(root: Frame, stack: readonly Profiler.ProfileNode[], micros: number): void {
  root.micros += micros
  let frame = root
  for (const { callFrame } of stack) {
    frame = childOf(frame, callFrame)
    frame.micros += micros
  }
}

function childOf(frame: Frame, callFrame: CallFrame): Frame {
  const { functionName, url, lineNumber } = callFrame
  const key = `${functionName} ${url}:${lineNumber}`
  let child = frame.children.get(key)
  if (child === undefined) {
    const name = functionName || `anonymous, ${url.slice(url.lastIndexOf('/') + 1)}:${lineNumber + 1}`
    child = { name, place: placeOf(callFrame), micros: 0, children: new Map() }
    frame.children.set(key, child)
  }
  return child
}

function placeOf({ functionName, url }: CallFrame): string {
  if (functionName === IDLE) return 'idle'
  if (functionName === '(garbage collector)') return 'garbage collection'
  const dependency = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (dependency !== undefined) return dependency
  const folder = /\/dist\/(\w+)/.exec(url)?.[1]
  if (folder !== undefined) return `rocketmq-jet: ${folder}`
  return url.startsWith('node:') ? 'Node.js' : 'V8 and the caller'
}
