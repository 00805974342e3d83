import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** A folder of somebody who has installed the packed package, with our dependencies and nothing else of ours. */
let user: string
let installed: string

beforeAll(async () => {
  if (!existsSync(join(ROOT, 'dist/index.js'))) throw new Error('Run `npm run build` first.')
  user = await mkdtemp(join(tmpdir(), 'rocketmq-jet-package-'))
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', user], {
    cwd: ROOT,
  })
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }]
  installed = join(user, 'node_modules/rocketmq-jet')
  await mkdir(installed, { recursive: true })
  await run('tar', ['-xzf', join(user, filename), '-C', installed, '--strip-components=1'])
  for (const name of await readdir(join(ROOT, 'node_modules'))) {
    if (name !== 'rocketmq-jet' && !name.startsWith('.')) {
      await symlink(join(ROOT, 'node_modules', name), join(user, 'node_modules', name))
    }
  }
  await writeFile(join(user, 'package.json'), '{"private":true}')
}, 120_000)

afterAll(() => rm(user, { recursive: true, force: true }))

async function script(name: string, text: string): Promise<string> {
  await writeFile(join(user, name), text)
  const { stdout } = await run(process.execPath, [name], { cwd: user, timeout: 60_000 })
  return stdout.trim()
}

describe('the packed package', () => {
  it('is imported', async () => {
    const text = `import { Producer } from 'rocketmq-jet'
      import { EmbeddedProxy } from 'rocketmq-jet/testing'
      console.log(Producer.name, EmbeddedProxy.name)`
    expect(await script('user.mjs', text)).toBe('Producer EmbeddedProxy')
  })

  it('is required', async () => {
    const text = `const { Producer } = require('rocketmq-jet')
      const { EmbeddedProxy } = require('rocketmq-jet/testing')
      console.log(Producer.name, EmbeddedProxy.name)`
    expect(await script('user.cjs', text)).toBe('Producer EmbeddedProxy')
  })

  it('sends and receives', async () => {
    const text = `import { Producer, SimpleConsumer } from 'rocketmq-jet'
      import { EmbeddedProxy } from 'rocketmq-jet/testing'
      const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
      const producer = new Producer({ endpoints: proxy.endpoints })
      const consumer = new SimpleConsumer({ endpoints: proxy.endpoints, consumerGroup: 'workers', subscriptions: { orders: '*' } })
      await producer.send({ topic: 'orders', body: 'hello' })
      console.log((await consumer.receive())[0].text())
      await producer.close()
      await consumer.close()
      await proxy.close()`
    expect(await script('exchange.mjs', text)).toBe('hello')
  })

  it.each(['./prometheus', './open-telemetry', './testing', '.'])('has what it exports as %s', async path => {
    const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))
    const { types, default: code } = manifest.exports[path] as { types: string; default: string }
    expect([types, code].filter(file => !existsSync(join(installed, file)))).toEqual([])
  })

  it('answers on the command line', async () => {
    const { stdout } = await run(process.execPath, [join(installed, 'dist/cli/main.js'), '--help'])
    expect(stdout).toContain('rocketmq-jet')
  })

  it('gives its types to a strict user', async () => {
    await writeFile(
      join(user, 'user.ts'),
      `import { Monitor, Producer, PushConsumer, RocketMQError, type SendReceipt } from 'rocketmq-jet'
      export async function send(monitor: Monitor): Promise<SendReceipt | undefined> {
        await using producer = new Producer({ endpoints: '127.0.0.1:8081', monitor })
        try {
          return await producer.send({ topic: 'orders', body: 'hello' })
        } catch (error) {
          if (error instanceof RocketMQError && error.code === 'TOPIC_NOT_FOUND') return undefined
          throw error
        }
      }
      export const consumer = new PushConsumer({
        endpoints: '127.0.0.1:8081', consumerGroup: 'workers', subscriptions: { orders: '*' },
        listener: (message): undefined => void message.json<{ id: number }>().id,
      })`,
    )
    const strict = [
      '--noEmit',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--module',
      'nodenext',
      '--types',
      'node',
    ]
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
    const lib = ['--target', 'es2022', '--lib', 'es2023,esnext.disposable', '--skipLibCheck', 'user.ts']
    await run(process.execPath, [compiler, ...strict, ...lib], { cwd: user })
  })

  it('holds the library, its protocol and its papers, and nothing else', async () => {
    const names = await readdir(installed)
    expect(names.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json', 'proto'])
  })

  it('pleases publint', async () => {
    const { messages } = await publint({ pkgDir: installed, strict: true })
    expect(messages).toEqual([])
  })
})
