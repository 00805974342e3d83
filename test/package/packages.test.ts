import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'

const run = promisify(execFile)
const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const PACKAGES = join(ROOT, 'packages')
const NAMES = ['fastify', 'nestjs']

interface Manifest {
  name: string
  version: string
  license: string
  engines: { node: string }
  repository: { url: string; directory: string }
  peerDependencies: Record<string, string>
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}

const ours = manifestOf(ROOT)
const compile = (...args: string[]) =>
  run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), ...args]).catch(
    ({ stdout }: { stdout: string }) => ({ stdout }),
  )

describe.each(NAMES)('the package for %s', name => {
  const manifest = manifestOf(join(PACKAGES, name))

  it('is of the same version as the library, which it needs', () => {
    const { version, peerDependencies } = manifest
    expect(version).toBe(ours.version)
    expect(peerDependencies['rocketmq-jet']).toBe(`^${version}`)
  })

  it('says where it comes from, what it runs on, and under which licence it is', () => {
    expect(manifest).toMatchObject({
      name: `rocketmq-jet-${name}`,
      license: ours.license,
      engines: ours.engines,
      repository: { url: ours.repository.url, directory: `packages/${name}` },
    })
  })
})

describe('the packages beside the library', () => {
  it('compile strictly, with their tests', { timeout: 400_000 }, async () => {
    expect((await compile('-p', PACKAGES)).stdout).toBe('')
  })

  it('run as they are published, in somebody else’s folder', { timeout: 400_000 }, async () => {
    const user = await mkdtemp(join(tmpdir(), 'rocketmq-jet-packages-'))
    onTestFinished(() => rm(user, { recursive: true, force: true }))
    const modules = join(user, 'node_modules')
    await mkdir(modules)
    await symlink(ROOT, join(modules, 'rocketmq-jet'))
    for (const installed of await readdir(join(PACKAGES, 'node_modules')))
      if (!installed.startsWith('rocketmq-jet'))
        await symlink(join(PACKAGES, 'node_modules', installed), join(modules, installed))
    for (const name of NAMES) {
      const target = join(modules, `rocketmq-jet-${name}`)
      await mkdir(target)
      await cp(join(PACKAGES, name, 'package.json'), join(target, 'package.json'))
      const { stdout } = await compile('-p', join(PACKAGES, name), '--outDir', join(target, 'dist'))
      expect(stdout).toBe('')
    }
    await writeFile(
      join(user, 'user.mjs'),
      `import { RocketMQClient, RocketMQServer } from 'rocketmq-jet-nestjs'
      import { rocketmq } from 'rocketmq-jet-fastify'
      console.log(RocketMQClient.name, RocketMQServer.name, typeof rocketmq)`,
    )
    const { stdout } = await run(process.execPath, ['user.mjs'], { cwd: user })
    expect(stdout.trim()).toBe('RocketMQClient RocketMQServer function')
  })
})
