import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PACKAGES } from '../../scripts/packages.js'
import { PackedPackage } from '../support/packed-package.js'

const run = promisify(execFile)

/** A user's tests, in CommonJS as Jest takes it without a configuration. */
const TESTS = `const { Producer, RocketMQError, SimpleConsumer } = require('rocketmq-jet')
  const { EmbeddedProxy } = require('rocketmq-jet/testing')
  let proxy
  beforeAll(async () => {
    proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
  })
  afterAll(() => proxy.close())

  test.each([
    ['a string', 'hello'],
    ['bytes', new Uint8Array(Buffer.from('hello'))],
  ])('sends and receives %s', async (_kind, body) => {
    const { endpoints } = proxy
    const producer = new Producer({ endpoints })
    const consumer = new SimpleConsumer({ endpoints, consumerGroup: 'workers', subscriptions: { orders: '*' } })
    await producer.send({ topic: 'orders', body })
    const messages = await consumer.receive()
    expect(messages.map(message => message.text())).toEqual(['hello'])
    await consumer.ack(messages)
    await producer.close()
    await consumer.close()
  })

  test('knows the errors', async () => {
    const producer = new Producer({ endpoints: proxy.endpoints })
    const refused = await producer.send({ topic: 'nowhere', body: 'hello' }).catch(error => error)
    expect(refused).toBeInstanceOf(RocketMQError)
    expect(refused).toBeInstanceOf(Error)
    expect(refused.code).toBe('TOPIC_NOT_FOUND')
    await producer.close()
  })
`

let packed: PackedPackage
/** What Jest keeps from run to run, out of what it searches for tests. */
let cache: string
beforeAll(async () => {
  packed = await PackedPackage.install()
  await writeFile(join(packed.user, 'orders.test.js'), TESTS)
  cache = join(packed.user, 'node_modules/.cache')
  await mkdir(cache)
}, 400_000)
afterAll(() => packed.remove())

describe.each([
  ['30', 'jest'],
  ['29', 'jest-29'],
])('Jest %s without a configuration', (version, name) => {
  const folder = join(PACKAGES, 'node_modules', name)

  it('runs tests that require the package, and ends by itself', { timeout: 400_000 }, async () => {
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
    expect(manifest.version.split('.')[0]).toBe(version)
    const { stdout, stderr } = await run(
      process.execPath,
      [join(folder, 'bin/jest.js'), '--json', '--testTimeout=120000'],
      {
        cwd: packed.user,
        env: { ...process.env, TMPDIR: cache },
        timeout: 380_000,
      },
    ).catch((failure: { stdout: string; stderr: string }) => failure)
    expect(stderr).toContain('3 passed, 3 total')
    expect(JSON.parse(stdout)).toMatchObject({ success: true, numPassedTests: 3 })
    expect(stderr).not.toContain('did not exit')
  })
})
