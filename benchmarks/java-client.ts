import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { withFileLock } from '../scripts/cluster/file-lock.js'
import { cacheFolder } from '../scripts/cluster/server-jars.js'

const run = promisify(execFile)

/** The version of the official Java client that is measured. */
export const JAVA_CLIENT_VERSION = '5.2.0'

/**
 * Class path of the official Java client and of a class of ours that drives it; fetches and compiles what is missing.
 *
 * @param source the Java file of the class
 */
export async function javaClientClassPath(source: string, tell: (line: string) => void): Promise<string> {
  await mkdir(cacheFolder(), { recursive: true })
  const jars = join(cacheFolder(), `rocketmq-client-java-${JAVA_CLIENT_VERSION}`)
  return withFileLock(
    `${jars}.lock`,
    () => tell('waiting for another process that fetches the Java client'),
    async () => {
      if (!existsSync(jars)) await fetch(jars, tell)
      return [await compile(source, jars, tell), join(jars, '*')].join(delimiter)
    },
  )
}

/** Into a folder aside, renamed when whole. */
async function fetch(jars: string, tell: (line: string) => void): Promise<void> {
  tell(`fetching the official Java client ${JAVA_CLIENT_VERSION} from Maven`)
  const aside = `${jars}.${process.pid}`
  try {
    await mkdir(aside, { recursive: true })
    await writeFile(join(aside, 'pom.xml'), POM)
    const goal = [
      '-B',
      '-q',
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${aside}`,
    ]
    await run('mvn', goal, { cwd: aside, maxBuffer: 2 ** 26 })
    await rename(aside, jars)
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

async function compile(source: string, jars: string, tell: (line: string) => void): Promise<string> {
  const hash = createHash('sha256')
    .update(await readFile(source))
    .digest('hex')
    .slice(0, 12)
  const classes = join(jars, `classes-${hash}`)
  if (existsSync(classes)) return classes
  tell(`compiling ${basename(source)}, which drives the Java client`)
  const aside = `${classes}.${process.pid}`
  await run('javac', ['-nowarn', '-encoding', 'UTF-8', '-cp', join(jars, '*'), '-d', aside, source])
  await rename(aside, classes)
  return classes
}

const POM = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>rocketmq-jet</groupId>
  <artifactId>java-client</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.rocketmq</groupId>
      <artifactId>rocketmq-client-java</artifactId>
      <version>${JAVA_CLIENT_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`
