import type { Profiler } from 'node:inspector'
import { describe, expect, it } from 'vitest'
import { flameGraph } from '../../../benchmarks/report/flame-graph.js'
import { profileTree, selfTimes } from '../../../benchmarks/report/profile-tree.js'

const frame = (id: number, functionName: string, url: string, children: number[] = []) => ({
  id,
  callFrame: { functionName, url, scriptId: '1', lineNumber: 4, columnNumber: 0 },
  children,
})

/** `send` calls `encode` and `<write>`, and rests in between. */
const PROFILE: Profiler.Profile = {
  nodes: [
    frame(1, '(root)', '', [2, 5]),
    frame(2, 'send', 'file:///x/dist/producer/producer.js', [3, 4]),
    frame(3, 'encode', 'file:///x/node_modules/protobufjs/src/writer.js'),
    frame(4, '<write>', 'node:internal/http2/core'),
    frame(5, '(idle)', ''),
  ],
  samples: [2, 3, 5, 4, 3],
  timeDeltas: [100, 200, 5_000, 300, 400],
  startTime: 0,
  endTime: 6_000,
}

describe('a profile', () => {
  it('is a tree of what called what, without the idle time', () => {
    const tree = profileTree(PROFILE)
    const [send, ...others] = [...tree.children.values()]
    expect([tree.micros, send?.name, send?.micros, others.length]).toEqual([1_000, 'send', 1_000, 0])
    expect([...(send?.children.values() ?? [])].map(each => [each.name, each.micros])).toEqual([
      ['encode', 600],
      ['<write>', 300],
    ])
  })

  it('tells how long each package was at work itself', () => {
    expect(Object.fromEntries(selfTimes(PROFILE))).toEqual({
      'rocketmq-jet: producer': 100,
      protobufjs: 600,
      'Node.js': 300,
      idle: 5_000,
    })
  })

  it('becomes a picture in which frames are as wide as their time', () => {
    const svg = flameGraph(profileTree(PROFILE), 'one & all')
    expect(svg).toContain('<title>one &amp; all</title>')
    expect(svg).toContain('<title>encode (protobufjs), 60 %</title>')
    expect(svg).toContain('<title>&lt;write> (Node.js), 30 %</title>')
    const widths = [...svg.matchAll(/<rect class="\w+" x="([\d.]+)" y="\d+" width="([\d.]+)" height="16"/g)]
    expect(widths.map(([, left, width]) => [Number(left), Number(width)])).toEqual([
      [0, 1_200],
      [0, 720],
      [720, 360],
    ])
  })
})
