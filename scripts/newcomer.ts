// Plays somebody who reads the README for the first time: does what it says in its order, in empty folders, and prints
// what each step prints and how long it takes. Fails at the first step that does. What needs something that is not
// here (Docker, a JDK and Maven) is named and left out; a command that it does not know is a failure, too.
//
//   npm run newcomer
//   npm run newcomer -- --list      names the commands of the README that it follows, and does nothing
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'
import { missingPrerequisites } from './cluster/prerequisites.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Of the cluster, so that one at the usual ports is left alone. */
const PORT_BASE = 24_500
const STEP_LIMIT_MS = 600_000

interface Server {
  endpoints: string
  nameServer: string
}

const isListing = process.argv.includes('--list')
const folder = await mkdtemp(join(tmpdir(), 'rocketmq-jet-newcomer-'))
const application = join(folder, 'application')
const clone = join(folder, 'clone')
const javaIsMissing = await missingPrerequisites()
const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
const server: Server = { endpoints: '', nameServer: '' }
let double: ChildProcess | undefined

/** What is done with each command of the README; the first pattern that matches counts. */
const COMMANDS: readonly [RegExp, (command: string) => Promise<void> | string][] = [
  [/^npm install rocketmq-jet$/, install],
  [/^npm ci && npm run quickstart$/, command => step(command, clone, ['sh', '-c', command])],
  [/^npm test$/, () => 'CI runs it by itself'],
  [/^npm run cluster:up$/, startServer],
  [/^npm run cluster:down$/, () => 'done in the end'],
  [/^npm run (cluster|example) /, onCluster],
  [/^npx rocketmq-jet top$/, () => 'it waits for a process that serves its monitor'],
  [/^npx rocketmq-jet doctor$/, () => 'it is run with its flags below'],
  [/^npx rocketmq-jet /, command => step(command, application, ['sh', '-c', dialling(command)])],
  [/^docker /, () => 'it needs Docker and RocketMQ’s image'],
  [/^sh mqadmin /, () => 'it needs RocketMQ’s own folder; `npm run cluster` calls the same tool'],
]

try {
  if (!isListing) await prepare()
  for (const command of commandsOf(readme)) await follow(command)
  for (const [index, text] of isListing ? [] : programsOf(readme).entries())
    await runProgram(`program-${index + 1}`, text)
} catch (failure) {
  console.error(`\n${(failure as Error).message}`)
  process.exitCode = 1
} finally {
  double?.kill()
  if (javaIsMissing === undefined && !isListing)
    await run(clone, ['npm', 'run', 'cluster:down', '--', '--port-base', `${PORT_BASE}`])
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** A clean clone of what is committed, and the package of it, packed. */
async function prepare(): Promise<void> {
  await step('git clone', folder, ['git', 'clone', '--quiet', '--depth', '1', `file://${ROOT}`, clone])
  await mkdir(application)
  await writeFile(join(application, 'package.json'), '{"private":true,"type":"module"}')
}

/** Installs the package from its tarball, as a registry would give it, which the clone is able to make after `npm ci`. */
async function install(): Promise<void> {
  await step('npm ci, to pack what would be published', clone, ['npm', 'ci', '--no-audit', '--no-fund'])
  await step('npm pack', clone, ['npm', 'pack', '--silent', '--pack-destination', application])
  await step('npm install rocketmq-jet', application, [
    'sh',
    '-c',
    'npm install --no-audit --no-fund ./rocketmq-jet-*.tgz',
  ])
}

/** A real RocketMQ where one can be had, else the in-memory one, with what the README's programs use. */
async function startServer(): Promise<void> {
  if (javaIsMissing !== undefined) {
    console.log(`— a RocketMQ in memory. ${javaIsMissing}`)
    return startDouble()
  }
  await step('npm run cluster:up', clone, ['npm', 'run', 'cluster:up', '--', '--port-base', `${PORT_BASE}`])
  server.endpoints = `127.0.0.1:${PORT_BASE}`
  server.nameServer = `127.0.0.1:${PORT_BASE + 2}`
}

async function startDouble(): Promise<void> {
  const text = `import { EmbeddedProxy } from 'rocketmq-jet/testing'
    const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['billing'] })
    console.log(proxy.endpoints)`
  await writeFile(join(application, 'server.mjs'), text)
  double = spawn(process.execPath, ['server.mjs'], { cwd: application, stdio: ['ignore', 'pipe', 'inherit'] })
  const [printed] = (await once(double.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  server.endpoints = printed.toString().trim()
}

function onCluster(command: string): Promise<void> | string {
  if (javaIsMissing !== undefined) return 'it needs a real RocketMQ'
  const there = command.startsWith('npm run cluster') ? `${command} --port-base ${PORT_BASE}` : command
  return step(command, clone, ['sh', '-c', there])
}

async function follow(command: string): Promise<void> {
  const action = COMMANDS.find(([pattern]) => pattern.test(command))?.[1]
  if (action === undefined)
    throw new Error(`The README has a command that the newcomer does not know: ${command}`)
  if (isListing) return console.log(command)
  const reason = await action(command)
  if (reason !== undefined) console.log(`— ${command}: left out, ${reason}`)
}

/** Whole lines of shell blocks, and commands that stand in the text or in tables. */
function commandsOf(page: string): string[] {
  const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(match =>
    (match[1] as string).trim().split('\n'),
  )
  const inline = [...page.replace(/^```.*?^```$/gms, '').matchAll(/`((?:npm|npx|docker|sh) [^`]+)`/g)]
  const commands = [...blocks, ...inline.map(match => match[1] as string)]
  const order = (command: string) => (COMMANDS.findIndex(([pattern]) => pattern.test(command)) + 99) % 99
  return [...new Set(commands)].sort((a, b) => order(a) - order(b))
}

function programsOf(page: string): string[] {
  return [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(match => match[1] as string)
}

/** Runs a program as pasted, but for the address; one that waits for SIGTERM gets it when it has printed something. */
async function runProgram(name: string, text: string): Promise<void> {
  const { code } = await transform(dialling(text), { loader: 'ts', target: 'node20' })
  const isTest = text.includes("from 'vitest'")
  const file = isTest ? `${name}.test.mjs` : `${name}.mjs`
  await writeFile(join(application, file), code)
  if (isTest) {
    await step('npm install --save-dev vitest', application, [
      'npm',
      'install',
      '--silent',
      '--save-dev',
      'vitest',
    ])
    return step(file, application, ['npx', 'vitest', 'run', file])
  }
  const ending = text.includes('SIGTERM') ? 'SIGTERM' : undefined
  return step(`node ${file}`, application, [process.execPath, file], ending)
}

function dialling(text: string): string {
  return text.replaceAll('127.0.0.1:8081', server.endpoints)
}

async function step(
  name: string,
  cwd: string,
  command: readonly string[],
  ending?: NodeJS.Signals,
): Promise<void> {
  console.log(`\n— ${name}`)
  const began = performance.now()
  const code = await run(cwd, command, ending)
  console.log(`  ${((performance.now() - began) / 1000).toFixed(1)} s`)
  if (code !== 0) throw new Error(`${name} ended with ${code}`)
}

async function run(cwd: string, command: readonly string[], ending?: NodeJS.Signals): Promise<number | null> {
  const [program, ...args] = command as [string, ...string[]]
  const env: NodeJS.ProcessEnv = { ...process.env, ROCKETMQ_ENDPOINTS: server.endpoints }
  if (server.endpoints === '') delete env.ROCKETMQ_ENDPOINTS
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: STEP_LIMIT_MS,
  })
  child.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk)
    if (ending !== undefined) child.kill(ending)
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return code
}
