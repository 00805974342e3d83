import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { bench } from '../../src/cli/bench.js'
import { type Command, OutputError } from '../../src/cli/command.js'
import { dlq } from '../../src/cli/dlq.js'
import { doctor } from '../../src/cli/doctor.js'
import { receive } from '../../src/cli/receive.js'
import { send } from '../../src/cli/send.js'
import { top } from '../../src/cli/top.js'
import { Monitor } from '../../src/monitor/monitor.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { runCommand, runInProcess, startCommand } from '../support/command-line.js'
import { clientStats, producerStats } from '../support/stats-builders.js'

let proxy: EmbeddedProxy

beforeAll(async () => {
  proxy = await EmbeddedProxy.start({
    topics: { orders: 'NORMAL', trials: 'NORMAL', pictures: 'NORMAL', steps: 'FIFO' },
    groups: ['workers', 'triers', 'viewers', 'readers'],
  })
})
afterAll(() => proxy.close())

const COMMANDS: Record<string, Command> = { bench, dlq, doctor, receive, send, top }

/** `doctor --topic orders` and words that hold blanks. Most runs stay in this process; see the first block. */
function run(line: string, ...rest: string[]) {
  const [name = '', ...args] = line.split(' ')
  return runInProcess(COMMANDS[name] as Command, [...args, ...rest])
}

// Each starts a process that compiles its source.
describe('rocketmq-jet as a process', { timeout: 240_000 }, () => {
  it('says what it can do, and what version it is', async () => {
    const [help, version] = await Promise.all([runCommand(['--help']), runCommand(['--version'])])
    for (const command of Object.keys(COMMANDS))
      expect(help.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'))
    expect(help.code).toBe(0)
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('ends with exit code 2 and a word of advice when it is called wrongly', async () => {
    const [nothing, unknown, wrong] = await Promise.all(
      ['', 'fly', 'send --colour red'].map(line => runCommand(line === '' ? [] : line.split(' '))),
    )
    expect([nothing?.code, unknown?.code, wrong?.code]).toEqual([2, 2, 2])
    expect(nothing?.stdout).toContain('Usage:')
    expect(unknown?.stderr).toContain("unknown command 'fly'")
    expect(wrong?.stderr).toMatch(/unknown flag --colour.*\n?.*See: rocketmq-jet send --help/s)
  })

  it('ends by itself with exit code 0 or 1, as the examination went', async () => {
    const doctor = (topic: string) => runCommand(['doctor', '--endpoints', proxy.endpoints, '--topic', topic])
    const [good, bad] = await Promise.all([doctor('orders'), doctor('nowhere')])
    expect([good?.code, bad?.code]).toEqual([0, 1])
    expect(good?.stdout).toMatch(/✓ batches .*safe/)
    expect(bad?.stdout).toMatch(/✗ topic .*TOPIC_NOT_FOUND/)
  })

  it('takes the endpoints from the environment and a body from standard input', async () => {
    const env = { ROCKETMQ_ENDPOINTS: proxy.endpoints }
    const args = 'send --topic steps --message-group g'.split(' ')
    const { code } = await runCommand(args, { env, stdin: 'from a pipe' })
    expect(code).toBe(0)
    expect(proxy.messages('steps').map(message => message.body.toString())).toEqual(['from a pipe'])
  })
})

describe('rocketmq-jet, whose bytes stay bytes,', { timeout: 240_000 }, () => {
  const where = () => ['--endpoints', proxy.endpoints, '--timeout', '30000', '--topic', 'pictures']
  const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff, 0xfe, 0xc3, 0x28])

  it('sends what comes from standard input to the last byte, and prints it in base64, marked', async () => {
    const sent = await runCommand(['send', ...where()], { stdin: picture })
    expect(sent.code).toBe(0)
    expect(proxy.messages('pictures').at(-1)?.body).toEqual(picture)
    const { stdout } = await run(`receive ${where().join(' ')} --group viewers --max 1`)
    expect(JSON.parse(stdout)).toMatchObject({ body: picture.toString('base64'), bodyEncoding: 'base64' })
  })

  it('prints text as text, whatever its language, and without the mark', async () => {
    await run(`send ${where().join(' ')}`, 'naïve 漢字 👍')
    const { stdout } = await run(`receive ${where().join(' ')} --group viewers --max 1`)
    expect(JSON.parse(stdout)).toMatchObject({ body: 'naïve 漢字 👍' })
    expect(JSON.parse(stdout)).not.toHaveProperty('bodyEncoding')
  })

  it('acknowledges what it printed and nothing that it could not print', async () => {
    for (const body of ['first', 'second', 'third']) await run(`send ${where().join(' ')}`, body)
    const printed: string[] = []
    const print = async (line: string) => {
      if (printed.length === 1) throw new OutputError(Object.assign(new Error('full'), { code: 'ENOSPC' }))
      printed.push(JSON.parse(line).messageId)
    }
    const args = [...where(), '--group', 'viewers', '--max', '3']
    const { code, stderr } = await runInProcess(receive, args, { print })
    expect([code, stderr]).toEqual([1, expect.stringContaining('cannot be written: full')])
    const acked = proxy.requestsOf('AckMessage').flatMap(({ message }) => message.entries ?? [])
    const ids = acked.map(({ messageId }) => messageId)
    expect(ids.slice(-1)).toEqual(printed)
    const others = proxy.messages('pictures').map(({ messageId }) => messageId)
    expect(ids.filter(id => others.slice(-3).includes(id as string))).toEqual(printed)
  })

  it('acknowledges nothing once nobody reads what it prints, and that is no fault', async () => {
    const before = proxy.requestsOf('AckMessage').length
    const reader = startCommand(['receive', ...where(), '--group', 'readers'])
    reader.stdout.destroy()
    await run(`send ${where().join(' ')}`, 'unread')
    const [code] = await once(reader, 'close')
    expect(code).toBe(0)
    expect(proxy.requestsOf('AckMessage')).toHaveLength(before)
  })

  it('goes on once nobody reads its errors', async () => {
    const before = proxy.messages('pictures').length
    const sender = startCommand(['send', ...where(), '--json-lines', '--keep-going'])
    sender.stderr.destroy()
    let stdout = ''
    sender.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    sender.stdin.end('{"body": ""}\n{"body": "unseen"}\n')
    const [code] = await once(sender, 'close')
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^sent 1 messages? in /)])
    expect(proxy.messages('pictures')).toHaveLength(before + 1)
  })

  it('examines nothing more once nobody reads what it finds, and that is no fault', async () => {
    const doctor = startCommand(['doctor', ...where()])
    doctor.stdout.destroy()
    let stderr = ''
    doctor.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const [code] = await once(doctor, 'close')
    expect([code, stderr]).toEqual([0, ''])
  })

  it('waits at the first interruption for what is under way, and ends at once at the second', async () => {
    proxy.faults.always('SendMessage', { code: 'INTERNAL_SERVER_ERROR' })
    onTestFinished(() => proxy.faults.clear())
    // A process takes a while to begin on a busy machine.
    const more = (than: number) =>
      vi.waitFor(() => expect(proxy.requestsOf('SendMessage').length).toBeGreaterThan(than), 60_000)
    const before = proxy.requestsOf('SendMessage').length
    const sender = startCommand(['send', ...where(), '--lines'])
    sender.stdin.write('first\nsecond\n')
    await more(before)
    sender.kill('SIGINT')
    // It goes on trying.
    await more(proxy.requestsOf('SendMessage').length + 1)
    sender.kill('SIGINT')
    const [code] = await once(sender, 'close')
    expect(code).toBe(130)
  })

  it('ends at the first interruption while it waits for standard input, and sends nothing', async () => {
    const before = proxy.messages('pictures').length
    const sender = startCommand(['send', ...where()])
    // More than the pipe holds: once it is written, the command is reading.
    await new Promise(resolve => sender.stdin.write(Buffer.alloc(1 << 20), resolve))
    sender.kill('SIGINT')
    const [code] = await once(sender, 'close')
    expect(code).toBe(130)
    expect(proxy.messages('pictures')).toHaveLength(before)
  })
})

describe('a command', () => {
  it.each([
    ['send --topic orders hello', '--endpoints is needed'],
    ['send --endpoints 127.0.0.1:1 hello', '--topic is needed'],
    ['send --endpoint 127.0.0.1:1 --topic a hello', 'unknown flag --endpoint, did you mean --endpoints?'],
    ['receive --endpoints 127.0.0.1:1 --noack', 'did you mean --no-ack?'],
    ['send --endpoints 127.0.0.1:1 --topic a two words', 'unexpected extra argument'],
    ['send --endpoints 127.0.0.1:1 --topic a --property red b', '--property must be K=V'],
    ['receive --endpoints 127.0.0.1:1 --topic a --group b --max many', '--max must be a whole number'],
    ['doctor --endpoints 127.0.0.1:1 --access-key a', 'go together'],
    ['doctor --endpoints 127.0.0.1:1 --group a', '--group needs --topic'],
    ['doctor --endpoints 127.0.0.1:1 --topic a --write-batch', 'needs --topic and --group'],
    ['top nonsense', 'is not a valid URL'],
  ])("refuses '%s'", async (line, complaint) => {
    vi.stubEnv('ROCKETMQ_ENDPOINTS', '')
    const result = await run(line)
    vi.unstubAllEnvs()
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining(complaint) })
  })

  it.each([
    'send --endpoints 127.0.0.1:1 --topic a --secret-key x hunter2',
    'send --endpoints 127.0.0.1:1 --topic a body hunter2 more',
    'send --endpoints 127.0.0.1:1 --topic a --property hunter2 b',
    'send --endpoints 127.0.0.1:1 --topic a --access-key me --secret-keyhunter b',
    'send --endpoints 127.0.0.1:1 --topic a --hunter2 b',
    'doctor --endpoints 127.0.0.1:1 --timeout hunter2',
    'doctor --endpoints me:hunter2@127.0.0.1:1',
    'top hunter2',
  ])("does not print the secret in '%s'", async line => {
    const { code, stdout, stderr } = await run(line)
    expect(code).not.toBe(0)
    expect(stdout + stderr).not.toContain('hunter')
  })
})

describe('rocketmq-jet send and receive', () => {
  it('carry a message with all it has from one to the other', async () => {
    const where = `--endpoints ${proxy.endpoints} --topic orders`
    const sent = await run(
      `send ${where} --tag paid --key o-1 --key o-2 --property colour=red`,
      'hello world',
    )
    expect(sent).toMatchObject({ code: 0, stderr: '' })
    const { messageId } = JSON.parse(sent.stdout)
    const received = await run(`receive ${where} --group workers --max 1`)
    expect(received).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(received.stdout)).toMatchObject({
      messageId,
      body: 'hello world',
      tag: 'paid',
      keys: ['o-1', 'o-2'],
      properties: { colour: 'red' },
    })
  })

  it('end with exit code 1 and the reason where the server refuses', async () => {
    const { code, stderr } = await run(`send --endpoints ${proxy.endpoints} --topic nowhere hello`)
    expect(code).toBe(1)
    expect(stderr).toContain('TOPIC_NOT_FOUND')
  })
})

describe('rocketmq-jet doctor', { timeout: 240_000 }, () => {
  it('says that a LOCAL server of today keeps batches whole', async () => {
    const { code, stdout } = await run(`doctor --endpoints ${proxy.endpoints} --topic orders --group workers`)
    expect(stdout).toMatch(/✓ server .*speaks RocketMQ's gRPC/)
    expect(stdout).toMatch(/✓ version .*5\.4\.0 or later, LOCAL mode/)
    expect(stdout).toMatch(/✓ topic .*orders: \d+ queues on .*, for NORMAL/)
    expect(stdout).toMatch(/✓ batches .*safe/)
    expect(stdout).toMatch(/✓ group .*workers may subscribe/)
    expect(code).toBe(0)
  })

  it('writes nothing unless told to', async () => {
    await run(`doctor --endpoints ${proxy.endpoints} --topic trials --group triers`)
    expect(proxy.messages('trials')).toEqual([])
  })

  it('proves by writing and reading that batches stay whole', async () => {
    const { code, stdout } = await run(
      `doctor --endpoints ${proxy.endpoints} --topic trials --group triers --write-batch`,
    )
    expect(stdout).toMatch(/✓ trial .*32 of 32 messages in 4 batches came back whole.*'on' is safe/)
    expect(code).toBe(0)
    const sizes = proxy.requestsOf('SendMessage').map(({ message }) => message.messages?.length)
    expect(sizes).toContain(8)
  })

  it('finds that a server before 5.4.0 damages batches', async () => {
    const old = await EmbeddedProxy.start({
      topics: { trials: 'NORMAL' },
      groups: ['triers'],
      version: '5.3.3',
    })
    const { code, stdout } = await run(
      `doctor --endpoints ${old.endpoints} --topic trials --group triers --write-batch`,
    )
    await old.close()
    expect(stdout).toMatch(/• batches .*not safe at/)
    expect(stdout).toMatch(/✗ trial .*damaged: .*became/)
    expect(code).toBe(1)
  })

  it('prints the brokers that a name server names, their versions, and the verdict', async () => {
    const cluster = await EmbeddedProxy.start({
      mode: 'CLUSTER',
      brokers: 2,
      nameServer: true,
      topics: { orders: 'NORMAL' },
    })
    const doctor = `doctor --endpoints ${cluster.endpoints} --topic orders --name-server ${cluster.nameServer}`
    const whole = await run(doctor)
    cluster.setBrokerVersion(1, '5.3.3')
    const mixed = await run(doctor)
    cluster.stopBroker(0)
    const all = await run(`doctor --endpoints ${cluster.endpoints} --name-server ${cluster.nameServer}`)
    await cluster.stopNameServer()
    const unreached = await run(doctor)
    await cluster.close()
    expect(whole.stdout).toMatch(/✓ broker .*broker-0 at 127\.0\.0\.1:\d+: version 5\.5\.0/)
    expect(whole.stdout).toMatch(/✓ batches .*safe: .*batch\.nameServer/)
    expect(whole.code).toBe(0)
    expect(mixed.stdout).toMatch(/✓ broker .*broker-1 at .*: version 5\.3\.3/)
    expect(mixed.stdout).toMatch(/• batches .*not proven safe.*broker-1 at .* is 5\.3\.3/)
    expect(all.stdout).not.toContain('broker-0')
    expect(all.stdout).toContain('broker-1')
    expect(unreached.stdout).toMatch(/✗ brokers .*name server .*ECONNREFUSED/)
    expect(unreached.code).toBe(1)
  })

  it('does not take a CLUSTER-mode server at its word', async () => {
    const cluster = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, mode: 'CLUSTER' })
    const { code, stdout } = await run(`doctor --endpoints ${cluster.endpoints} --topic orders`)
    await cluster.close()
    expect(stdout).toMatch(/✓ version .*CLUSTER mode/)
    expect(stdout).toMatch(/• batches .*not proven safe/)
    expect(code).toBe(0)
  })

  it.each([
    ['--topic nowhere', /✗ topic .*TOPIC_NOT_FOUND/],
    ['--topic orders --group nobody', /✗ group .*nobody|✗ group .*GROUP/],
  ])('says what is missing: %s', async (flags, finding) => {
    const { code, stdout } = await run(`doctor --endpoints ${proxy.endpoints} ${flags}`)
    expect(stdout).toMatch(finding)
    expect(code).toBe(1)
  })

  it('prints all findings as one JSON object, whether they are good or bad', async () => {
    const good = await run(`doctor --endpoints ${proxy.endpoints} --topic orders --group workers --json`)
    const { ok, findings } = JSON.parse(good.stdout)
    expect([good.code, ok]).toEqual([0, true])
    expect(findings.map(({ subject }: { subject: string }) => subject)).toEqual([
      'server',
      'version',
      'topic',
      'batches',
      'group',
    ])
    const bad = await run(`doctor --endpoints ${proxy.endpoints} --topic nowhere --json`)
    expect([bad.code, JSON.parse(bad.stdout)]).toEqual([
      1,
      {
        ok: false,
        findings: expect.arrayContaining([
          { verdict: 'bad', subject: 'topic', text: expect.stringContaining('TOPIC_NOT_FOUND') },
        ]),
      },
    ])
  })

  it('goes on after what is wrong', async () => {
    const topic = await run(`doctor --endpoints ${proxy.endpoints} --topic nowhere --group workers`)
    expect(topic.stdout).toMatch(/✓ server .*\n✓ version .*\n✗ topic .*\n• group .*workers is not examined/)
    const port = new URL(`tcp://${proxy.endpoints}`).port
    const address = `127.0.0.1:1;127.0.0.2:${port}`
    const server = await run(
      `doctor --endpoints 127.0.0.1:1 --name-server ${address} --topic orders --group workers`,
    )
    expect(server.stdout).toMatch(/✗ server .*\n✗ network .*refused/)
    expect(server.stdout).toMatch(/✗ brokers .*127\.0\.0\.1:1 takes no TCP connection: refused/)
    expect(server.stdout).toMatch(/• topic .*not examined.*\n• group .*not examined/)
    expect([topic.code, server.code]).toEqual([1, 1])
  })

  it('tells what the server says of the group', async () => {
    const { stdout } = await run(`doctor --endpoints ${proxy.endpoints} --topic orders --group workers`)
    expect(stdout).toMatch(/✓ group .*\(in any order, up to 17 deliveries of each message\)/)
  })

  it('says that nobody listens', async () => {
    const { code, stdout } = await run('doctor --endpoints 127.0.0.1:1')
    expect(stdout).toMatch(/✗ server .*UNAVAILABLE: .*nothing listens there/)
    expect(code).toBe(1)
  })

  it('reaches a server over TLS with credentials, and says why not without', async () => {
    const user = { accessKey: 'key', secretKey: 'secret' }
    const secure = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, credentials: user, tls: true })
    const doctor = `doctor --endpoints ${secure.endpoints} --topic orders --access-key key`
    const good = await run(`${doctor} --secret-key secret --tls-insecure`)
    const wrong = await run(`${doctor} --secret-key wrong --tls-insecure`)
    const distrusted = await run(`${doctor} --secret-key secret --tls`)
    await secure.close()
    expect([good.code, wrong.code, distrusted.code]).toEqual([0, 1, 1])
    expect(wrong.stdout).toMatch(/✗ .*UNAUTHORIZED/)
    expect(distrusted.stdout).toMatch(/✗ server .*TLS/)
  })
})

describe('rocketmq-jet top', () => {
  const monitor = new Monitor({ name: 'shop' })
  let url: string
  const token = 'a-token-of-some-length'

  beforeAll(async () => {
    monitor.attach({ stats: () => clientStats({ producer: producerStats({ succeeded: 4_711 }) }) })
    url = (await monitor.serve({ port: 0, token })).url
  })
  afterAll(() => monitor.stop())

  it('prints the figures once where there is no terminal', async () => {
    const { code, stdout } = await run('top', url)
    expect(stdout).toMatch(/^shop {2}/)
    expect(stdout).toContain('4,711')
    expect(code).toBe(0)
  })

  it('prints the whole snapshot as JSON', async () => {
    const { stdout } = await run('top --json', url)
    expect(JSON.parse(stdout)).toMatchObject({ name: 'shop', producers: [{ succeeded: 4_711 }] })
  })

  async function listening(listener: RequestListener): Promise<{ server: Server; url: string }> {
    const server = createServer(listener)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
  }

  it('tries again where the connection broke, and leaves none behind', async () => {
    let requests = 0
    const { server, url } = await listening((request, response) => {
      requests += 1
      if (requests === 1) request.socket.destroy()
      else response.end(JSON.stringify(monitor.snapshot()))
    })
    const { code, stdout } = await run('top', url)
    expect([code, requests]).toEqual([0, 2])
    expect(stdout).toContain('4,711')
    await expect
      .poll(() => new Promise(resolve => server.getConnections((_, count) => resolve(count))))
      .toBe(0)
    server.close()
  })

  it.each(['a page', '{"system":1}', '[]', 'null'])(
    'says that what answers is no monitor: %s',
    async text => {
      const { server, url } = await listening((_, response) => response.end(text))
      const { code, stderr } = await run('top', url)
      server.close()
      expect([code, stderr]).toEqual([1, expect.stringContaining('is not a monitor of rocketmq-jet')])
    },
  )

  it('says why it sees nothing', async () => {
    const denied = await run('top', url.replace(token, 'another-token-than-that'))
    expect([denied.code, denied.stderr]).toEqual([1, expect.stringContaining('401')])
    const nobody = await run('top http://127.0.0.1:2/')
    expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('no monitor answers')])
  })
})
