// Every test this machine can run: build, lint, what needs Node alone, and what needs a real RocketMQ.
// Says what it is doing, how long that usually takes and how long it took; says in one line what could not run, and
// why. Ends with one line, `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { missingPrerequisites } from './cluster/prerequisites.js'
import { missingInstallation } from './packages.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const RIVALS = join(ROOT, 'benchmarks')

/** Suites that need nothing but Node; each has a folder under test/, but for the packages beside ours. */
const ALONE = ['unit', 'properties', 'embedded', 'faults', 'types', 'package', 'examples', 'packages']

interface Tally {
  passed: number
  failed: number
  /** The names of those that failed, and why in a line. */
  failures: string[]
}

/** What the JSON reporter of Vitest writes, as far as it is read here. */
interface Report {
  numPassedTests: number
  numFailedTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages?: string[] }[]
  }[]
}

const total: Tally = { passed: 0, failed: 0, failures: [] }
const startedAt = performance.now()
const missing = process.env.ROCKETMQ_ENDPOINTS ? undefined : await missingPrerequisites()

console.log(
  missing === undefined
    ? 'Build, lint, the tests that need Node alone and those on a real RocketMQ: some 17 minutes on two cores.'
    : 'Build, lint and the tests that need Node alone: some 5 minutes on two cores.',
)
await step('build', 'less than a minute', 'npm', ['run', '--silent', 'build'])
await step('lint', 'less than a minute', 'npm', ['run', '--silent', 'lint'])
await installRivals()
await installPackages()
await suite('tests that need Node alone', 'some 5 minutes', present(ALONE))
await clusterSuite()

if (total.failures.length > 0) console.log(`Failed:\n${total.failures.join('\n')}`)
console.log(`All of it took ${since(startedAt)}.`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

function present(projects: readonly string[]): string[] {
  return projects.filter(name => name === 'packages' || existsSync(join(ROOT, 'test', name)))
}

/** The official clients that some tests talk to live in a package of their own. */
async function installRivals(): Promise<void> {
  if (existsSync(join(RIVALS, 'node_modules', 'rocketmq-client-nodejs'))) return
  if (!existsSync(join(RIVALS, 'package-lock.json'))) return
  await step('install of the official clients', 'less than a minute', 'npm', [
    'ci',
    '--prefix',
    RIVALS,
    '--no-audit',
    '--no-fund',
  ])
}

async function installPackages(): Promise<void> {
  const installing = missingInstallation()
  if (installing !== undefined)
    await step('install of what the other packages are made with', 'less than a minute', 'npm', installing)
}

async function clusterSuite(): Promise<void> {
  if (missing === undefined) {
    if (spawnSync('nginx', ['-v']).status !== 0)
      console.log('Not run: the tests of a gateway before a real RocketMQ. nginx is not installed.')
    return suite('tests on a real RocketMQ, which they start', 'some 11 minutes', [
      'cluster',
      'cluster-one-by-one',
    ])
  }
  console.log(`Not run: the tests on a real RocketMQ. ${missing}`)
  if (process.env.REQUIRE_CLUSTER === '1') total.failed += 1
}

/** Something that either works or not, counted as one test. */
async function step(name: string, usual: string, command: string, args: readonly string[]): Promise<void> {
  const code = await timed(name, usual, () => run(command, args))
  if (code === 0) total.passed += 1
  else {
    console.log(`${name} failed`)
    total.failed += 1
    total.failures.push(`  ${name}`)
  }
}

/** Says what begins, how long it usually takes, and how long it took. */
async function timed<T>(name: string, usual: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  console.log(`— ${name} (usually ${usual})`)
  const result = await work()
  console.log(`  ${name}: ${since(began)}`)
  return result
}

function since(began: number): string {
  const seconds = Math.round((performance.now() - began) / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

async function suite(name: string, usual: string, projects: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rocketmq-jet-test-'))
  const report = join(folder, 'report.json')
  const selected = projects.flatMap(project => ['--project', project])
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await timed(name, usual, () => run('npx', ['vitest', 'run', ...selected, ...reporters]))
  const tally = await readTally(report)
  await rm(folder, { recursive: true, force: true })
  total.passed += tally.passed
  total.failures.push(...tally.failures)
  // A run can fail without a failing test: an unhandled rejection, a set-up, a crash, or no test at all.
  total.failed += tally.failed === 0 && (code !== 0 || tally.passed === 0) ? 1 : tally.failed
}

async function readTally(file: string): Promise<Tally> {
  try {
    const report = JSON.parse(await readFile(file, 'utf8')) as Report
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      failures: report.testResults.flatMap(failuresOf),
    }
  } catch {
    return { passed: 0, failed: 0, failures: [] }
  }
}

/** The tests of a file that failed, or the file where it failed before its tests. */
function failuresOf({ name, status, message, assertionResults }: Report['testResults'][number]): string[] {
  const file = relative(ROOT, name)
  const line = (what: string, why = '') => `  ${what}: ${why.split('\n')[0]}`
  const failed = assertionResults.filter(each => each.status === 'failed')
  if (failed.length === 0) return status === 'failed' ? [line(file, message)] : []
  return failed.map(each => line(`${file} > ${each.fullName}`, each.failureMessages?.[0]))
}

function run(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' })
  return new Promise(resolve => {
    child.once('error', () => resolve(1))
    child.once('close', code => resolve(code ?? 1))
  })
}
