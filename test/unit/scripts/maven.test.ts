import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { copyDependencies } from '../../../scripts/cluster/maven.js'

/** A folder, and a `mvn` in the path that notes its arguments there and fails so many times. */
async function brokenMaven(failures: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rocketmq-jet-maven-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  onTestFinished(() => void vi.unstubAllEnvs())
  const script = `#!/bin/sh
echo "$@" >> runs
[ "$(wc -l < runs)" -gt ${failures} ] && exit 0
echo '[ERROR] the network is away'
exit 1
`
  await writeFile(join(folder, 'mvn'), script)
  await chmod(join(folder, 'mvn'), 0o755)
  vi.stubEnv('PATH', [folder, process.env.PATH].join(delimiter))
  return folder
}

const runs = async (folder: string) => (await readFile(join(folder, 'runs'), 'utf8')).trim().split('\n')

describe.runIf(process.platform !== 'win32')('the jars of a project', () => {
  it('are asked for again where Maven failed, and then Maven asks again, too', async () => {
    const folder = await brokenMaven(2)
    await copyDependencies(folder, undefined, 1)
    const goal = `dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=${folder}`
    expect(await runs(folder)).toEqual([`-B ${goal}`, `-B -U ${goal}`, `-B -U ${goal}`])
  })

  it('are given up with the reason that Maven gave', async () => {
    const folder = await brokenMaven(100)
    await expect(copyDependencies(folder, undefined, 1)).rejects.toThrow('[ERROR] the network is away')
    expect(await runs(folder)).toHaveLength(3)
  })
})
