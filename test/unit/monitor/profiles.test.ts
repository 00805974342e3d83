import { afterEach, describe, expect, it } from 'vitest'
import { Monitor } from '../../../src/monitor/monitor.js'
import { clientStats, producerStats, rpcStats } from '../../support/stats-builders.js'

const monitors: Monitor[] = []
afterEach(async () => {
  for (const monitor of monitors.splice(0)) await monitor.stop()
})

async function profiles() {
  const monitor = new Monitor()
  monitor.attach({
    stats: () => clientStats({ producer: producerStats({ inFlight: 3 }), rpcs: [rpcStats({ inFlight: 2 })] }),
  })
  monitors.push(monitor)
  const page = await monitor.serve({ port: 0 })
  return { monitor, get: (path: string) => fetch(new URL(`/profiles/${path}`, page.url)) }
}

/** Keeps the processor and the heap busy, so that a sampling profiler finds something. */
function keepBusy(): () => unknown[][] {
  const held: unknown[][] = []
  const timer = setInterval(function churnForTheProfile() {
    for (let round = 0; round < 200; round++)
      held.push(Array.from({ length: 100 }, (_, index) => ({ index })))
    // Never all of it at once: a heap profile shows only what is still held.
    if (held.length > 4_000) held.splice(0, 2_000)
  }, 1)
  return () => {
    clearInterval(timer)
    return held
  }
}

interface ProfileNode {
  callFrame: { functionName: string }
  children?: ProfileNode[]
}

interface CpuProfile {
  nodes: ProfileNode[]
  samples: number[]
  timeDeltas: number[]
  startTime: number
  endTime: number
}

interface HeapProfile {
  head: ProfileNode
  samples: unknown[]
}

interface Handles {
  resources: { total: number }
  inFlight: unknown
}

describe('profiles over HTTP', () => {
  it('give a CPU profile that names what ran', async () => {
    const { get } = await profiles()
    const stop = keepBusy()
    const response = await get('cpu?seconds=0.5')
    stop()
    expect(response.headers.get('content-disposition')).toMatch(/rocketmq-jet-[\w-]+\.cpuprofile/)
    const { nodes, samples, timeDeltas, startTime, endTime } = (await response.json()) as CpuProfile
    const names = nodes.map(node => node.callFrame.functionName)
    expect(names).toContain('churnForTheProfile')
    expect(samples.length).toBe(timeDeltas.length)
    expect(endTime - startTime).toBeGreaterThan(100_000)
  })

  it('give a sampling heap profile that names what allocated', async () => {
    const { get } = await profiles()
    const stop = keepBusy()
    const response = await get('heap?seconds=0.5')
    stop()
    expect(response.headers.get('content-disposition')).toMatch(/\.heapprofile/)
    const { head, samples } = (await response.json()) as HeapProfile
    const names: string[] = []
    const walk = ({ callFrame, children = [] }: ProfileNode) => {
      names.push(callFrame.functionName)
      children.forEach(walk)
    }
    walk(head)
    expect(names).toContain('churnForTheProfile')
    expect(samples.length).toBeGreaterThan(0)
  })

  it('give a heap snapshot whose parts fit together', async () => {
    const { get } = await profiles()
    const response = await get('heap-snapshot')
    expect(response.headers.get('content-disposition')).toMatch(/\.heapsnapshot/)
    const { snapshot, nodes, edges, strings } = JSON.parse(await response.text())
    expect(nodes.length).toBe(snapshot.node_count * snapshot.meta.node_fields.length)
    expect(edges.length).toBe(snapshot.edge_count * snapshot.meta.edge_fields.length)
    expect(strings).toContain('Monitor')
  }, 240_000)

  it('tell what keeps the process alive and what is in flight', async () => {
    const { get } = await profiles()
    const { resources, inFlight } = (await (await get('handles')).json()) as Handles
    expect(resources.total).toBeGreaterThan(0)
    expect(inFlight).toMatchObject({
      producers: [{ clientId: 'client-1', inFlight: 3 }],
      rpcs: [{ method: 'SendMessage', inFlight: 2 }],
    })
  })

  it('come one at a time, and again once one has ended', async () => {
    const { get } = await profiles()
    const [first, second] = await Promise.all([get('cpu?seconds=4'), get('heap?seconds=4')])
    expect([first.status, second.status].sort()).toEqual([200, 409])
    await Promise.all([first.text(), second.text()])
    expect((await get('cpu?seconds=0.05')).status).toBe(200)
  })

  it.each(['0', '-1', 'x', '301', ''])("refuse '%s' seconds", async seconds => {
    const { get } = await profiles()
    expect((await get(`cpu?seconds=${seconds}`)).status).toBe(400)
  })

  it('end when the monitor stops, and make room when the caller goes away', async () => {
    const { monitor, get } = await profiles()
    const long = get('cpu?seconds=300').catch(() => 'cut off')
    await expect.poll(async () => (await get('heap?seconds=0.01')).status).toBe(409)
    await monitor.stop()
    expect(await long).toBe('cut off')
    const page = await monitor.serve({ port: 0 })
    const url = (path: string) => new URL(`/profiles/${path}`, page.url)
    const gone = new AbortController()
    const abandoned = fetch(url('cpu?seconds=300'), { signal: gone.signal }).catch(() => 'gone')
    await expect.poll(async () => (await fetch(url('heap?seconds=0.01'))).status).toBe(409)
    gone.abort()
    await abandoned
    await expect.poll(async () => (await fetch(url('heap?seconds=0.01'))).status).toBe(200)
  })
})
