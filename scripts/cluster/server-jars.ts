import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { ClusterError } from './cluster-error.js'
import { isRunning, withFileLock } from './file-lock.js'
import { copyDependencies } from './maven.js'
import type { Progress } from './progress.js'

const run = promisify(execFile)
const SOURCES = fileURLToPath(new URL('./java/', import.meta.url))
const STILL_DOWNLOADING_MS = 3000

/** Where jars are kept between runs, outside the repository: the user's cache folder. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'rocketmq-jet')
}

/** Java programs of ours, and what they need from Maven. */
export interface JavaSetup {
  /** For people: `RocketMQ`. */
  readonly title: string
  /** The name of the folder that the jars are kept in, without the version. */
  readonly folder: string
  /** Artifacts of `org.apache.rocketmq`. */
  readonly artifacts: readonly string[]
  readonly version: string
  /** The Java files of our classes. */
  readonly sources: readonly string[]
}

/** Java class path of a RocketMQ version with our two classes; downloads and compiles what is missing. */
export function serverClassPath(version: string, progress: Progress): Promise<string> {
  const sources = ['Admin.java', 'Guard.java'].map(name => join(SOURCES, name))
  const artifacts = ['rocketmq-proxy', 'rocketmq-namesrv', 'rocketmq-tools']
  return javaClassPath({ title: 'RocketMQ', folder: 'rocketmq', artifacts, version, sources }, progress)
}

/** Java class path of such programs; downloads and compiles what is missing. */
export async function javaClassPath(setup: JavaSetup, progress: Progress): Promise<string> {
  const { title, folder, version } = setup
  const cache = cacheFolder()
  await mkdir(cache, { recursive: true })
  const jars = join(cache, `${folder}-${version}`)
  const wait = () => progress.step(`waiting for another process that prepares ${title} ${version}`)
  return withFileLock(`${jars}.lock`, wait, async () => {
    if (!existsSync(jars)) await download(setup, jars, progress)
    const classes = await compile(setup, jars, progress)
    return [classes, join(jars, '*')].join(delimiter)
  })
}

/** Into a folder aside, renamed when whole: an interrupted download is never taken for a finished one. */
async function download(setup: JavaSetup, target: string, progress: Progress): Promise<void> {
  const name = `${setup.title} ${setup.version}`
  const aside = `${target}.${process.pid}`
  await clearInterrupted(target)
  try {
    await mkdir(aside, { recursive: true })
    await writeFile(join(aside, 'pom.xml'), renderPom(setup))
    progress.step(`fetching ${name} from Maven (up to 100 MB the first time)`)
    await fetchJars(name, aside, progress)
    await rename(aside, target)
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
  const count = (await readdir(target)).filter(name => name.endsWith('.jar')).length
  progress.step(`${name}: ${count} jars in ${target}`)
}

/** What processes that were killed in the middle left aside. */
async function clearInterrupted(target: string): Promise<void> {
  const prefix = `${basename(target)}.`
  for (const name of await readdir(dirname(target))) {
    const pid = Number(name.startsWith(prefix) ? name.slice(prefix.length) : '')
    if (pid > 0 && !isRunning(pid)) await rm(join(dirname(target), name), { recursive: true, force: true })
  }
}

/** The project whose dependencies are these artifacts. */
function renderPom({ folder, artifacts, version }: JavaSetup): string {
  const dependencies = artifacts.map(
    artifact => `    <dependency>
      <groupId>org.apache.rocketmq</groupId>
      <artifactId>${artifact}</artifactId>
      <version>${version}</version>
    </dependency>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>rocketmq-jet</groupId>
  <artifactId>${folder}-jars</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
${dependencies.join('\n')}
  </dependencies>
</project>
`
}

async function fetchJars(name: string, folder: string, progress: Progress): Promise<void> {
  let downloaded = 0
  const count = (text: string) => {
    downloaded += text.split('Downloaded from').length - 1
  }
  const ticker = setInterval(() => progress.step(`${downloaded} files downloaded`), STILL_DOWNLOADING_MS)
  try {
    await copyDependencies(folder, count)
  } catch (failure) {
    const reason = failure instanceof Error ? failure.message : String(failure)
    throw new ClusterError(
      `Maven could not fetch ${name}; check the version and the network. It said: ${reason}`,
    )
  } finally {
    clearInterval(ticker)
  }
}

/** Once per version and wording of the sources: mqadmin's classes differ between versions. */
async function compile(
  { title, version, sources }: JavaSetup,
  jars: string,
  progress: Progress,
): Promise<string> {
  const hash = createHash('sha256').update(version)
  for (const source of sources) hash.update(await readFile(source))
  const classes = join(jars, `classes-${hash.digest('hex').slice(0, 12)}`)
  if (existsSync(classes)) return classes
  progress.step(`compiling what runs on ${title}`)
  const aside = `${classes}.${process.pid}`
  await run('javac', ['-nowarn', '-encoding', 'UTF-8', '-cp', join(jars, '*'), '-d', aside, ...sources])
  await rename(aside, classes).catch(async failure => {
    await rm(aside, { recursive: true, force: true })
    if (!existsSync(classes)) throw failure
  })
  return classes
}
