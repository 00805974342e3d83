import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Analysis, checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { transform } from 'esbuild'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { codeBlocks } from '../support/code-blocks.js'
import { PackedPackage } from '../support/packed-package.js'

const run = promisify(execFile)
const ROOT = fileURLToPath(new URL('../../', import.meta.url))

let packed: PackedPackage
beforeAll(async () => {
  packed = await PackedPackage.install()
}, 400_000)
afterAll(() => packed.remove())

describe('the packed package', () => {
  it('is imported', async () => {
    const text = `import { Producer } from 'rocketmq-jet'
      import { EmbeddedProxy } from 'rocketmq-jet/testing'
      console.log(Producer.name, EmbeddedProxy.name)`
    expect(await packed.script('user.mjs', text)).toBe('Producer EmbeddedProxy')
  })

  it('is required', async () => {
    const text = `const { Producer } = require('rocketmq-jet')
      const { EmbeddedProxy } = require('rocketmq-jet/testing')
      console.log(Producer.name, EmbeddedProxy.name)`
    expect(await packed.script('user.cjs', text)).toBe('Producer EmbeddedProxy')
  })

  it('is required where no ES module can be, as in Jest', async () => {
    const text = `const { Monitor, Producer, SimpleConsumer } = require('rocketmq-jet')
      const { EmbeddedProxy } = require('rocketmq-jet/testing')
      async function main() {
        const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
        const { endpoints } = proxy
        const producer = new Producer({ endpoints, compression: { codec: 'snappy', thresholdBytes: 1 } })
        const consumer = new SimpleConsumer({ endpoints, consumerGroup: 'workers', subscriptions: { orders: '*' } })
        await producer.send({ topic: 'orders', body: 'hello '.repeat(9) })
        const messages = await consumer.receive()
        console.log(messages[0].text().trim())
        await consumer.ack(messages)
        const monitor = new Monitor()
        const { url } = await monitor.serve({ port: 0 })
        console.log((await fetch(url)).status, (await fetch(new URL('metrics', url))).status)
        await monitor.stop()
        await producer.close()
        await consumer.close()
        await proxy.close()
      }
      main()`
    const printed = await packed.script('strict.cjs', text, ['--no-experimental-require-module'])
    expect(printed).toBe(`${'hello '.repeat(9).trim()}\n200 200`)
  })

  it('sends and receives', async () => {
    const text = `import { Producer, SimpleConsumer } from 'rocketmq-jet'
      import { EmbeddedProxy } from 'rocketmq-jet/testing'
      const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
      const producer = new Producer({ endpoints: proxy.endpoints })
      const consumer = new SimpleConsumer({ endpoints: proxy.endpoints, consumerGroup: 'workers', subscriptions: { orders: '*' } })
      await producer.send({ topic: 'orders', body: 'hello' })
      const messages = await consumer.receive()
      console.log(messages[0].text())
      await consumer.ack(messages)
      await producer.close()
      await consumer.close()
      await proxy.close()`
    expect(await packed.script('exchange.mjs', text)).toBe('hello')
  })

  it('runs what the README shows, in an empty folder', async () => {
    await using proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['billing'] })
    const programs = codeBlocks('README.md').filter(
      ({ language, text }) => language === 'ts' && !/SIGTERM|'vitest'/.test(text),
    )
    const printed = await Promise.all(
      programs.map(async ({ name, text }) => {
        const dialling = text.replaceAll('127.0.0.1:8081', proxy.endpoints)
        return packed.script(`${name}.mjs`, (await transform(dialling, { loader: 'ts' })).code)
      }),
    )
    expect(printed[0]).toMatch(/^stored as [\dA-F]{34}$/)
    expect(printed[1]).toContain('open http://127.0.0.1')
    // One by itself, a thousand together, and one that is watched.
    expect(proxy.messages('orders')).toHaveLength(1 + 1000 + 1)
  })

  it.each(['./prometheus', './open-telemetry', './testing', '.'])('has what it exports as %s', async path => {
    const manifest = JSON.parse(await readFile(join(packed.installed, 'package.json'), 'utf8'))
    const { types, default: code } = manifest.exports[path] as { types: string; default: string }
    expect([types, code].filter(file => !existsSync(join(packed.installed, file)))).toEqual([])
  })

  it('answers on the command line', async () => {
    const { stdout } = await run(process.execPath, [join(packed.installed, 'dist/cli/main.js'), '--help'])
    expect(stdout).toContain('rocketmq-jet')
  })

  it('gives its types to a strict user', async () => {
    await writeFile(
      join(packed.user, 'user.ts'),
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
    await run(process.execPath, [compiler, ...strict, ...lib], { cwd: packed.user })
  })

  it('holds the library, its protocol and its papers, and nothing else', async () => {
    const names = await readdir(packed.installed)
    expect(names.sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'README.zh-CN.md',
      'dist',
      'monitoring',
      'package.json',
      'proto',
    ])
  })

  it('names in its code no source map or source that is not there', async () => {
    const names = await readdir(packed.installed, { recursive: true })
    const code = names.filter(name => /\.(js|ts|map)$/.test(name))
    const dangling = await Promise.all(
      code.map(async name => {
        const text = await readFile(join(packed.installed, name), 'utf8')
        return namedFiles(name, text).filter(file => !existsSync(join(packed.installed, dirname(name), file)))
      }),
    )
    expect(code.length).toBeGreaterThan(100)
    expect(dangling.flat()).toEqual([])
  })

  it('gives its types to CommonJS that TypeScript compiles for Node 16', async () => {
    await writeFile(
      join(packed.user, 'user.cts'),
      `import { Producer } from 'rocketmq-jet'
      import { EmbeddedProxy } from 'rocketmq-jet/testing'
      import { PrometheusExporter } from 'rocketmq-jet/prometheus'
      import { OpenTelemetryTracing } from 'rocketmq-jet/open-telemetry'
      export const all = [Producer, EmbeddedProxy, PrometheusExporter, OpenTelemetryTracing]`,
    )
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
    const options = ['--noEmit', '--strict', '--module', 'node16', '--types', 'node', '--skipLibCheck']
    await run(process.execPath, [compiler, ...options, 'user.cts'], { cwd: packed.user })
  }, 240_000)

  it('gives its types to every way of resolving modules', async () => {
    const { problems } = (await checkPackage(
      createPackageFromTarballData(await readFile(packed.tarball)),
    )) as Analysis
    expect(problems).toEqual([])
  }, 400_000)

  it('pleases publint', async () => {
    const { messages } = await publint({ pkgDir: packed.installed, strict: true })
    expect(messages).toEqual([])
  }, 240_000)
})

/** The source map that a module names, or the sources that a source map names. */
function namedFiles(name: string, text: string): string[] {
  if (name.endsWith('.map')) return (JSON.parse(text) as { sources: string[] }).sources
  return [...text.matchAll(/^\/\/# sourceMappingURL=(.*)$/gm)].map(match => match[1] as string)
}
