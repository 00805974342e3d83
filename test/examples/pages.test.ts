import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { missingInstallation, PACKAGES } from '../../scripts/packages.js'
import { Producer } from '../../src/index.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { complaintsOf } from '../support/client-process.js'
import { type CodeBlock, codeBlocks, pages } from '../support/code-blocks.js'

const run = promisify(execFile)
const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const OFFICIAL = join(ROOT, 'benchmarks/node_modules/rocketmq-client-nodejs')
/** Frameworks, which are installed with the packages for them. */
const FRAMEWORKS = ['@nestjs', 'fastify', 'reflect-metadata', 'rxjs']

/** What programs in pages expect to be there: each gets a RocketMQ of its own that has all of it. */
const TOPICS = {
  orders: 'NORMAL',
  'order-events': 'FIFO',
  reminders: 'DELAY',
  transfers: 'TRANSACTION',
  alarms: 'PRIORITY',
  'order-replies': 'NORMAL',
  prices: 'NORMAL',
} as const
const GROUPS = ['billing', 'workers', 'order-replies-0', { name: 'order-events-workers', fifo: true }]
const LITE = {
  topics: { ...TOPICS, chats: 'LITE' as const },
  groups: [...GROUPS, { name: 'chat', liteTopic: 'chats' }],
}

/** Has vitest take the folder for a project of its own. */
const ALONE = ['--root', '.', '--config', 'vitest.config.mjs']

const blocks = pages().flatMap(page => codeBlocks(page).filter(block => block.language === 'ts'))
const isTest = (block: CodeBlock) => block.text.includes("from 'vitest'")
const isOfficial = (block: CodeBlock) => block.text.includes("from 'rocketmq-client-nodejs'")

/** Inside of the repository, so that packages are found. */
let folder: string
beforeAll(async () => {
  const results = join(ROOT, 'test-results')
  await mkdir(results, { recursive: true })
  folder = await mkdtemp(join(results, 'pages-'))
  await mkdir(join(folder, 'node_modules'))
  await symlink(OFFICIAL, join(folder, 'node_modules/rocketmq-client-nodejs'))
  if (missingInstallation() !== undefined)
    throw new Error('The frameworks are not installed: run npm ci in packages/, as npm test does')
  for (const name of FRAMEWORKS)
    await symlink(join(PACKAGES, 'node_modules', name), join(folder, 'node_modules', name))
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../tsconfig.check.json',
      // Nest's decorators are the older ones.
      compilerOptions: { noUnusedLocals: false, experimentalDecorators: true },
      include: ['*.ts'],
    }),
  )
  await writeFile(join(folder, 'vitest.config.mjs'), 'export default {}')
  await writeConfigurationFile()
})
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))

describe('the programs in README and docs', () => {
  it('compile as they stand there, strictly', { timeout: 400_000 }, async () => {
    await Promise.all(blocks.map(({ name, text }) => writeFile(join(folder, `${name}.ts`), text)))
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
    const printed = await run(process.execPath, [compiler, '-p', folder]).then(
      () => '',
      (failure: { stdout: string }) => failure.stdout,
    )
    expect(printed).toBe('')
    expect(blocks.length).toBeGreaterThan(20)
  })
})

// A page in another language has the same programs, with other comments: each is run once.
const bare = ({ text }: CodeBlock) => text.replace(/ *\/\/.*$/gm, '')
const programs = blocks.filter(
  (block, index) => index === blocks.findIndex(other => bare(other) === bare(block)),
)

describe.concurrent('the program in', { timeout: 400_000 }, () => {
  it.each(programs)('$place runs, and ends', async block => {
    if (isOfficial(block) && !existsSync(OFFICIAL))
      throw new Error('The official client is not installed: run npm ci in benchmarks/, as npm test does')
    expect(await runProgram(block)).toEqual({ code: 0, complaints: '' })
  })
})

/** Runs it against a RocketMQ in memory; one that waits for SIGTERM gets it as soon as it has printed something. */
async function runProgram(block: CodeBlock): Promise<{ code: number | null; complaints: string }> {
  await using proxy = await proxyFor(block)
  const file = await compile(block, proxy)
  const args = isTest(block) ? [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...ALONE, file] : [file]
  const env = { ...process.env, HOME: folder, USERPROFILE: folder, ROCKETMQ_ENDPOINTS: proxy.endpoints }
  const child = spawn(process.execPath, args, { cwd: folder, env, timeout: 380_000, killSignal: 'SIGKILL' })
  let complaints = ''
  child.stderr.on('data', chunk => {
    complaints += String(chunk)
  })
  child.stdout.on('data', () => {
    if (block.text.includes('SIGTERM')) child.kill('SIGTERM')
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, complaints: complaintsOf(complaints) }
}

async function proxyFor({ text }: CodeBlock): Promise<EmbeddedProxy> {
  // The least a poll may take, so that clients that wait for the end of theirs do not take long.
  const settings = { minPollingMs: 500, maxPollingMs: 2_000 }
  const proxy = /Lite|nameServer/.test(text)
    ? await EmbeddedProxy.start({ ...LITE, mode: 'CLUSTER', nameServer: true, settings })
    : await EmbeddedProxy.start({ topics: TOPICS, groups: GROUPS, settings })
  if (/Consumer/.test(text)) await fill(proxy)
  return proxy
}

/** The JSON file of the page about configuration, and the certificate that it names. */
async function writeConfigurationFile(): Promise<void> {
  const example = codeBlocks('docs/configuration.md').find(block => block.language === 'json')
  await writeFile(join(folder, 'rocketmq.json'), example?.text ?? '')
  await using proxy = await EmbeddedProxy.start({ tls: true })
  await writeFile(join(folder, 'ca.pem'), proxy.certificate ?? '')
}

/** What consumers find. */
async function fill({ endpoints }: EmbeddedProxy): Promise<void> {
  await using producer = new Producer({ endpoints })
  const body = JSON.stringify({ id: 'o-1', total: 40 })
  await Promise.all([
    producer.send({ topic: 'orders', tag: 'paid', keys: ['o-1'], body }),
    producer.send({ topic: 'order-events', tag: 'paid', messageGroup: 'o-1', body }),
  ])
}

/** A JavaScript file of it, which dials the RocketMQ in memory and takes no port that others might have. */
async function compile({ name, text, ...block }: CodeBlock, proxy: EmbeddedProxy): Promise<string> {
  const contents = text
    .replaceAll('127.0.0.1:8081', proxy.endpoints)
    .replaceAll('127.0.0.1:9876', () => proxy.nameServer)
    .replace(/\.listen\(\d+/g, '.listen(0')
  const ending = isTest({ name, text, ...block }) ? '.test.mjs' : '.mjs'
  const outfile = join(folder, `${name}${ending}`)
  await build({
    stdin: { contents, resolveDir: folder, sourcefile: `${name}.ts`, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    tsconfig: join(folder, 'tsconfig.json'),
    logLevel: 'silent',
  })
  return outfile
}
