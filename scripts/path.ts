// The path of a message: the files of src that one warm send() runs through, then those that a delivery to a push
// consumer and its acknowledgement run through besides, in the order in which each is first entered.
//
//   npm run path              as a list
//   npm run path -- --json    as `{ send, delivery }`
//
// The double serves from a process of its own, so that nothing of it is counted.
import { fork } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { Session } from 'node:inspector/promises'
import { fileURLToPath } from 'node:url'
import { Producer, PushConsumer } from '../src/index.js'
import { EmbeddedProxy } from '../src/testing/index.js'

const SRC = new URL('../src/', import.meta.url).href
const SENT = 'sent'
const DELIVERED = 'delivered'
const GROUP = 'workers'
/** How often something is done before it is looked at, and then while it is. */
const WARM_UP = 20
const LOOKS = 3

interface RunFunction {
  file: string
  scriptId: string
  start: number
  end: number
}

if (process.argv[2] === 'serve') await serve()
else await show()

async function serve(): Promise<void> {
  const proxy = await EmbeddedProxy.start({
    topics: { [SENT]: 'NORMAL', [DELIVERED]: 'NORMAL' },
    groups: [GROUP],
  })
  const producer = new Producer({ endpoints: proxy.endpoints, topics: [DELIVERED] })
  process.on('message', () => void producer.send({ topic: DELIVERED, body: 'delivered' }))
  process.on('disconnect', () => process.exit())
  process.send?.(proxy.endpoints)
}

async function show(): Promise<void> {
  const server = fork(fileURLToPath(import.meta.url), ['serve'])
  const [endpoints] = (await once(server, 'message')) as [string]
  const session = new Session()
  session.connect()
  try {
    const send = await pathOfSend(session, endpoints)
    const delivery = await pathOfDelivery(session, endpoints, () => void server.send('deliver'))
    const more = delivery.filter(file => !send.includes(file))
    if (process.argv.includes('--json')) console.log(JSON.stringify({ send, delivery: more }))
    else print(send, more)
  } finally {
    session.disconnect()
    server.disconnect()
  }
}

function print(send: readonly string[], delivery: readonly string[]): void {
  const list = (files: readonly string[]) =>
    files.map((file, index) => `${String(index + 1).padStart(4)}  ${file}`).join('\n')
  console.log(`A warm send() runs through ${send.length} files:\n${list(send)}\n`)
  console.log(`A delivery and its acknowledgement run through ${delivery.length} more:\n${list(delivery)}`)
}

async function pathOfSend(session: Session, endpoints: string): Promise<string[]> {
  const producer = new Producer({ endpoints, topics: [SENT] })
  await producer.start()
  try {
    return await pathOf(session, () => producer.send({ topic: SENT, body: 'sent', keys: ['key'] }))
  } finally {
    await producer.close()
  }
}

async function pathOfDelivery(session: Session, endpoints: string, deliver: () => void): Promise<string[]> {
  const consumer = new PushConsumer({
    endpoints,
    consumerGroup: GROUP,
    subscriptions: { [DELIVERED]: '*' },
    listener: () => {},
  })
  await consumer.start()
  try {
    return await pathOf(session, () => acknowledged(deliver))
  } finally {
    await consumer.close()
  }
}

/** Resolves when the next acknowledgement was answered, and that was dealt with. */
async function acknowledged(act: () => void): Promise<void> {
  await new Promise<void>(resolve => {
    const onEnd = (end: unknown) => {
      if ((end as { method: string }).method !== 'AckMessage') return
      unsubscribe('rocketmq-jet:rpc:end', onEnd)
      resolve()
    }
    subscribe('rocketmq-jet:rpc:end', onEnd)
    act()
  })
  await new Promise(setImmediate)
}

async function pathOf(session: Session, act: () => Promise<unknown>): Promise<string[]> {
  for (let done = 0; done < WARM_UP; done++) await act()
  const functions = await functionsOf(session, act)
  const files = new Set(functions.map(({ file }) => file))
  const order = (await orderOf(session, functions, act)).filter(file => files.has(file))
  return [...new Set([...order, ...files])]
}

/** What runs each time it is done: what a timer does meanwhile is not part of it. */
async function functionsOf(session: Session, act: () => Promise<unknown>): Promise<RunFunction[]> {
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  const looks: RunFunction[][] = []
  for (let look = 0; look < LOOKS; look++) {
    await session.post('Profiler.takePreciseCoverage')
    await act()
    const { result } = await session.post('Profiler.takePreciseCoverage')
    looks.push(
      result
        .filter(({ url }) => url.startsWith(SRC))
        .flatMap(({ url, scriptId, functions }) =>
          functions
            .flatMap(({ ranges: [range] }) => range ?? [])
            .filter(({ count }) => count > 0)
            .map(({ startOffset: start, endOffset: end }) => ({ file: fileOf(url), scriptId, start, end })),
        ),
    )
  }
  await session.post('Profiler.stopPreciseCoverage')
  const [first = [], ...others] = looks
  return first.filter(({ file }) => others.every(look => look.some(each => each.file === file)))
}

function fileOf(url: string): string {
  return url.slice(SRC.length).replace(/\?.*/, '')
}

/** Files in the order in which their functions are entered: breakpoints whose condition takes a note, and never stops. */
async function orderOf(
  session: Session,
  functions: readonly RunFunction[],
  act: () => Promise<unknown>,
): Promise<string[]> {
  const entered: string[] = []
  Object.assign(globalThis, { pathEntered: entered })
  await session.post('Debugger.enable')
  for (const each of functions) await noteEntering(session, each)
  await act()
  await session.post('Debugger.disable')
  return entered
}

async function noteEntering(session: Session, { file, scriptId, start, end }: RunFunction): Promise<void> {
  const { scriptSource } = await session.post('Debugger.getScriptSource', { scriptId })
  const at = (offset: number) => {
    const lines = scriptSource.slice(0, offset).split('\n')
    return { scriptId, lineNumber: lines.length - 1, columnNumber: (lines.at(-1) as string).length }
  }
  const { locations } = await session.post('Debugger.getPossibleBreakpoints', {
    start: at(start),
    end: at(end),
  })
  const [location] = locations
  if (location === undefined) return
  const condition = `pathEntered.push(${JSON.stringify(file)}), false`
  // Two functions may begin at one place; a note was taken there already.
  await session.post('Debugger.setBreakpoint', { location, condition }).catch(() => {})
}
