// Run as a process of its own by proxy-process.ts: serves until it is killed, and says where.
import { EmbeddedProxy, type Fault, type RpcName, SystemClock } from '../../src/testing/index.js'
import { shortPolls } from './fault-kinds.js'
import type { ProxyProcessOptions } from './proxy-process.js'
import { randomOf } from './random.js'

const options: ProxyProcessOptions = JSON.parse(process.argv[2] ?? '{}')
const {
  mode = 'LOCAL',
  topics,
  groups,
  delayMs,
  port = 0,
  clockSpeed,
  trouble,
  seed = 1,
  settings = {},
} = options
const proxy = await EmbeddedProxy.start({
  mode,
  topics,
  groups,
  settings,
  port,
  clock: new SystemClock(clockSpeed),
  recordedRequests: 0,
})
if (delayMs !== undefined) {
  for (const rpc of ['SendMessage', 'QueryRoute', 'AckMessage'] as const)
    proxy.faults.always(rpc, { delayMs })
}

const CALLS: readonly RpcName[] = ['SendMessage', 'ReceiveMessage', 'AckMessage']
const CUTS: readonly Fault[] = [
  { cut: 'request' },
  { cut: 'reply' },
  { cut: 'midStream' },
  { drop: 'request' },
  { drop: 'reply' },
  { delayMs: 300 },
  { stallMs: 300 },
  { reset: 8 },
  { halfOpen: true },
  { garbage: true },
]
const GO_AWAYS: readonly Fault[] = [{ goAway: 0 }, { goAway: 0 }, { delayMs: 100 }, { goAway: 11 }]

const random = randomOf(seed)
let isCalm = trouble === undefined

/** Goes wrong in one more way, and again after a while. */
function goWrong(): void {
  if (isCalm) return
  const faults = trouble === 'cuts' ? CUTS : GO_AWAYS
  if (trouble === 'cuts' && random(8) === 0) proxy.cutConnections()
  else proxy.faults.once(CALLS[random(CALLS.length)] ?? '*', faults[random(faults.length)] as Fault)
  setTimeout(goWrong, 20 + random(400))
}

if (!isCalm) {
  proxy.faults.always('Telemetry', shortPolls)
  goWrong()
  process.stdin.once('data', () => {
    isCalm = true
    proxy.faults.clear()
    proxy.faults.always('Telemetry', shortPolls)
  })
}
console.log(proxy.endpoints)
