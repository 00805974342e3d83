/** Takes things from pools, loses them, and prints what the leak detectors say; needs `--expose-gc`. */
import { BufferPool } from '../../src/pool/buffer-pool.js'
import { ConnectionPool } from '../../src/pool/connection-pool.js'
import type { LeakDetectorOptions, LeakReport } from '../../src/pool/leak-detector.js'
import { ObjectPool } from '../../src/pool/object-pool.js'

const reports: LeakReport[] = []
const leakDetection: LeakDetectorOptions = { onLeak: report => reports.push(report) }

const objects = new ObjectPool({ name: 'objects', create: () => ({ text: '' }), leakDetection })
const buffers = new BufferPool({ name: 'buffers', leakDetection })
const connections = new ConnectionPool({
  name: 'connections',
  connect: () => ({}),
  disconnect() {},
  leakDetection,
})

function loseObject(): void {
  objects.acquire().text = 'lost'
}

function loseBuffer(): void {
  buffers.acquire(10).fill(1)
}

async function loseLease(): Promise<void> {
  await connections.acquire()
}

async function takeAndReturn(): Promise<void> {
  for (let round = 0; round < 100; round++) {
    objects.release(objects.acquire())
    buffers.release(buffers.acquire(10))
    const lease = await connections.acquire()
    lease.release()
  }
}

declare const gc: () => void

await takeAndReturn()
const held = objects.acquire()
loseObject()
loseBuffer()
await loseLease()
const collecting = async (isDone: () => boolean) => {
  for (let round = 0; round < 200 && !isDone(); round++) {
    gc()
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
await collecting(() => reports.length >= 3)
// Once more, until another thing was collected, to see that nothing is reported twice and nothing that is still held.
let others = 0
const registry = new FinalizationRegistry(() => others++)
registry.register({}, undefined)
await collecting(() => others > 0)
const leaked = [objects.stats().leaked, buffers.stats().leaked, connections.stats().leaked]
console.log(JSON.stringify({ reports, leaked, held: held.text }))
await connections.drain({ timeoutMs: 0 })
