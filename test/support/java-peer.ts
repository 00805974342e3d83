import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { withFileLock } from '../../scripts/cluster/file-lock.js'
import { cacheFolder } from '../../scripts/cluster/server-jars.js'

const run = promisify(execFile)
const SOURCE = fileURLToPath(new URL('./java/Peer.java', import.meta.url))
const VERSION = '5.2.0'

/** Runs the official Java client, see Peer.java; the lines it printed. */
export async function javaPeer(...args: readonly string[]): Promise<string[]> {
  const options = [
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-Dfile.encoding=UTF-8',
    '-Dstdout.encoding=UTF-8',
  ]
  const { stdout } = await run('java', [...options, '-cp', await classPath(), 'Peer', ...args], {
    maxBuffer: 2 ** 24,
  })
  return stdout.split('\n').filter(line => line !== '')
}

/** Fetches and compiles what is missing, into folders aside that are renamed when whole. */
async function classPath(): Promise<string> {
  await mkdir(cacheFolder(), { recursive: true })
  const jars = join(cacheFolder(), `rocketmq-client-java-${VERSION}`)
  return withFileLock(
    `${jars}.lock`,
    () => {},
    async () => {
      if (!existsSync(jars)) await aside(jars, fetchJars)
      const hash = createHash('sha256')
        .update(await readFile(SOURCE))
        .digest('hex')
        .slice(0, 12)
      const classes = join(jars, `classes-peer-${hash}`)
      const compile = (folder: string) =>
        run('javac', ['-encoding', 'UTF-8', '-cp', join(jars, '*'), '-d', folder, SOURCE])
      if (!existsSync(classes)) await aside(classes, compile)
      return [classes, join(jars, '*')].join(delimiter)
    },
  )
}

async function aside(target: string, make: (folder: string) => Promise<unknown>): Promise<void> {
  const folder = `${target}.${process.pid}`
  try {
    await mkdir(folder, { recursive: true })
    await make(folder)
    await rename(folder, target)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function fetchJars(folder: string): Promise<void> {
  await writeFile(join(folder, 'pom.xml'), POM)
  const goal = [
    '-B',
    '-q',
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${folder}`,
  ]
  await run('mvn', goal, { cwd: folder, maxBuffer: 2 ** 26 })
}

const POM = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>rocketmq-jet</groupId>
  <artifactId>java-client</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.rocketmq</groupId>
      <artifactId>rocketmq-client-java</artifactId>
      <version>${VERSION}</version>
    </dependency>
  </dependencies>
</project>
`
