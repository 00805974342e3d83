import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import commonjs from '@rollup/plugin-commonjs'
import json from '@rollup/plugin-json'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { type BuildOptions, build } from 'esbuild'
import { type Plugin, rollup } from 'rollup'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import webpack, { type Stats } from 'webpack'
import { PackedPackage } from '../support/packed-package.js'

let packed: PackedPackage
beforeAll(async () => {
  packed = await PackedPackage.install()
}, 400_000)
afterAll(() => packed.remove())

/** What a bundle needs of esbuild in either form; packages of CommonJS in an ES module need a `require`. */
const FORMS: Record<string, BuildOptions> = {
  'a CommonJS bundle': { format: 'cjs', outExtension: { '.js': '.cjs' } },
  'a bundle of an ES module': {
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  },
}

describe.each(Object.entries(FORMS))('%s', (_form, options) => {
  /** Bundles a script with all that it imports, and runs the bundle where no package is installed. */
  async function bundled(name: string, text: string): Promise<{ printed: string; warnings: string[] }> {
    const entry = join(packed.user, `${name}.js`)
    await writeFile(entry, text)
    const outdir = join(packed.user, 'bundles', options.format as string)
    const { warnings } = await build({
      ...options,
      entryPoints: [entry],
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node20',
      outdir,
      logLevel: 'silent',
    })
    const ending = options.outExtension?.['.js']
    const printed = await packed.run(join(outdir, `${name}${ending}`))
    return { printed, warnings: warnings.map(({ text }) => text) }
  }

  it('sends and receives, and is made without a warning', async () => {
    const result = await bundled(
      'exchange',
      `import { Producer, SimpleConsumer } from 'rocketmq-jet'
      import { EmbeddedProxy } from 'rocketmq-jet/testing'
      async function main() {
        const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
        const { endpoints } = proxy
        const producer = new Producer({ endpoints })
        const consumer = new SimpleConsumer({ endpoints, consumerGroup: 'workers', subscriptions: { orders: '*' } })
        await producer.send({ topic: 'orders', body: 'hello' })
        const messages = await consumer.receive()
        console.log(messages[0].text())
        await consumer.ack(messages)
        await producer.close()
        await consumer.close()
        await proxy.close()
      }
      void main()`,
    )
    expect(result).toEqual({ printed: 'hello', warnings: [] })
  })

  it('serves the live page, each of its files and the metrics', async () => {
    const { printed } = await bundled(
      'page',
      `import { Monitor } from 'rocketmq-jet'
      async function main() {
        const monitor = new Monitor()
        const page = await monitor.serve({ port: 0 })
        const get = async path => {
          const response = await fetch(new URL(path, page.url))
          return { status: response.status, text: await response.text() }
        }
        const html = (await get('/')).text
        const named = [...html.matchAll(/<(?:link|script)[^>]+(?:src|href)="([^":]+)"/g)].map(match => match[1])
        const imported = []
        const answers = {}
        for (const path of ['/', ...named, '/metrics', '/report']) {
          const { status, text } = await get(path)
          answers[path] = status
          for (const match of text.matchAll(/from '[.]([/]\\w+[.]js)'/g)) imported.push(match[1])
        }
        for (const path of imported) answers[path] = (await get(path)).status
        console.log(JSON.stringify(answers))
        await page.close()
        await monitor.stop()
      }
      void main()`,
    )
    const answers = JSON.parse(printed) as Record<string, number>
    expect(Object.keys(answers).length).toBeGreaterThan(6)
    expect(Object.entries(answers).filter(([, status]) => status !== 200)).toEqual([])
  })

  it('has the pool of messages among the global ones', async () => {
    const { printed } = await bundled(
      'pools',
      `import { globalPoolStats, initGlobalPools } from 'rocketmq-jet'
      initGlobalPools()
      console.log(Object.keys(globalPoolStats()).join())`,
    )
    expect(printed).toBe('buffers,messages')
  })
})

/** Sends, receives and serves the live page, and prints what came of it. */
const ALL = `import { Monitor, Producer, SimpleConsumer } from 'rocketmq-jet'
  import { EmbeddedProxy } from 'rocketmq-jet/testing'
  async function main() {
    const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
    const { endpoints } = proxy
    const producer = new Producer({ endpoints })
    const consumer = new SimpleConsumer({ endpoints, consumerGroup: 'workers', subscriptions: { orders: '*' } })
    await producer.send({ topic: 'orders', body: 'hello' })
    const messages = await consumer.receive()
    await consumer.ack(messages)
    const monitor = new Monitor()
    const { url } = await monitor.serve({ port: 0 })
    const answers = await Promise.all(['/', 'page.js', 'metrics'].map(path => fetch(new URL(path, url))))
    console.log(messages[0].text(), ...answers.map(answer => answer.status))
    await monitor.stop()
    await producer.close()
    await consumer.close()
    await proxy.close()
  }
  void main()`

describe('other bundlers', () => {
  it('webpack makes a bundle for Node.js, without an option more, that does it all', async () => {
    const entry = join(packed.user, 'webpack-entry.js')
    await writeFile(entry, ALL)
    const compiler = webpack({
      mode: 'production',
      target: 'node20',
      context: packed.user,
      entry,
      output: { path: join(packed.user, 'webpack'), filename: 'bundle.cjs' },
    })
    const stats = await new Promise<Stats | undefined>((resolve, reject) =>
      compiler.run((error, result) => (error ? reject(error) : resolve(result))),
    )
    expect(stats?.compilation.errors.map(({ message }) => message)).toEqual([])
    expect(await packed.run(join(packed.user, 'webpack', 'bundle.cjs'))).toBe('hello 200 200 200')
  }, 400_000)

  it('Rollup makes one with its plugins for packages, CommonJS and JSON', async () => {
    const input = join(packed.user, 'rollup-entry.js')
    await writeFile(input, ALL)
    const plugins = [nodeResolve({ preferBuiltins: true }), made(commonjs), made(json)]
    const bundle = await rollup({ input, plugins, external: ['snappy'], onwarn: () => {} })
    const file = join(packed.user, 'rollup', 'bundle.mjs')
    await bundle.write({ file, format: 'es', inlineDynamicImports: true })
    await bundle.close()
    expect(await packed.run(file)).toBe('hello 200 200 200')
  }, 400_000)
})

/** The types of these plugins describe the CommonJS that they are not, where an ES module imports them. */
function made(plugin: unknown): Plugin {
  return (plugin as () => Plugin)()
}
