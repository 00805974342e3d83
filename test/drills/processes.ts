import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Cluster, startCluster } from '../../scripts/cluster/cluster.js'
import { ours } from './clients.js'
import { Ledger } from './load.js'

/** What a process does under load, and whether it is ended by a signal once it says that it is ready. */
const SCENES = {
  sigterm: 'SIGTERM, taken as README says',
  blocked: 'the event loop blocked for 10 s, three times',
  clock: 'the clock a day ahead, a day behind, and right again',
  forgotten: 'a producer that is never closed',
  threads: 'three `worker_threads`',
  processes: 'three processes of the `cluster` module',
} as const

/** How long a process may take to end, and what it confirmed to be handled, in milliseconds. */
const ENDS_WITHIN_MS = 60_000
const HANDLED_WITHIN_MS = 90_000

interface Outcome {
  ledger: Ledger
  failed: string[]
  /** How it ended, and how long after it was told to. */
  end: string
}

/** Runs a user's process, and handles what it leaves. */
async function run(cluster: Cluster, scene: keyof typeof SCENES): Promise<Outcome> {
  const ledger = new Ledger()
  const failed: string[] = []
  const script = fileURLToPath(new URL('./worker.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, cluster.endpoints, scene], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const note = (messageId: string) => ledger.note({ messageId, text: '', storeHost: '' })
  let toldAt = performance.now()
  createInterface({ input: child.stdout }).on('line', line => {
    const { confirmed, handled, failed: code, ready } = JSON.parse(line)
    if (confirmed !== undefined) ledger.confirmed.add(confirmed)
    if (handled !== undefined) note(handled)
    if (code !== undefined) failed.push(code)
    if (ready === undefined) return
    toldAt = performance.now()
    if (scene === 'sigterm') child.kill('SIGTERM')
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), ENDS_WITHIN_MS)
  const [code] = (await once(child, 'close')) as [number | null]
  clearTimeout(timer)
  const took = Math.round(performance.now() - toldAt)
  const group = { endpoints: cluster.endpoints, group: 'pushed', topic: 'plain', acked: () => {} }
  const close = await ours.push({ ...group, note: ({ messageId }) => note(messageId) })
  const by = performance.now() + HANDLED_WITHIN_MS
  while (ledger.lost > 0 && performance.now() < by) await pause(100)
  // What comes a second time, comes soon after.
  await pause(5_000)
  await close()
  const told = scene === 'sigterm' || scene === 'forgotten' ? ` after ${took} ms` : ''
  return { ledger, failed, end: code === null ? 'not by itself' : `${code}${told}` }
}

const cluster = await startCluster({ topics: { plain: 'NORMAL' }, groups: { pushed: {} } })
try {
  console.log('| process | confirmed | failed | lost | doubled | exit code |\n|---|---:|---|---:|---:|---|')
  for (const [scene, words] of Object.entries(SCENES)) {
    const { ledger, failed, end } = await run(cluster, scene as keyof typeof SCENES)
    const cells = [words, ledger.confirmed.size, `${failed.length} ${[...new Set(failed)].join(' ')}`.trim()]
    console.log(`| ${[...cells, ledger.lost, ledger.doubled, end].join(' | ')} |`)
  }
} finally {
  await cluster.stop()
}
