import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { frame } from './subjects/bare-grpc.js'
import { callHeaders, encodeSend, loadProtocol, pathOf } from './subjects/protocol-codec.js'

const run = promisify(execFile)

/** Whether h2load of nghttp2 is on this machine. */
export async function hasH2load(): Promise<boolean> {
  return run('h2load', ['--version']).then(
    () => true,
    () => false,
  )
}

/** How many calls a second a C program gets answered that sends the same bytes again and again: the server's limit. */
export async function h2load(
  sdk: string,
  endpoints: string,
  topic: string,
  { callers, bodyBytes, seconds }: { callers: number; bodyBytes: number; seconds: number },
): Promise<number> {
  const payload = frame(encodeSend(await loadProtocol(sdk), topic, [Buffer.alloc(bodyBytes, 'x')]))
  const file = join(tmpdir(), `rocketmq-jet-h2load-${randomUUID()}`)
  await writeFile(file, payload)
  const headers = { te: 'trailers', 'content-type': 'application/grpc', 'grpc-timeout': '30S' }
  const named = Object.entries({ ...headers, ...callHeaders(`bench-h2load-${process.pid}`) })
  try {
    const { stdout } = await run(
      'h2load',
      [
        ...['-c', '1', '-m', String(callers), '-D', String(Math.ceil(seconds)), '--warm-up-time', '1'],
        ...['-d', file, ...named.flatMap(([name, value]) => ['-H', `${name}: ${value}`])],
        `http://${endpoints}${pathOf('SendMessage')}`,
      ],
      { timeout: (seconds + 30) * 1000 },
    )
    return rateIn(stdout)
  } finally {
    await rm(file, { force: true })
  }
}

/** Reads its report, which counts what was not answered well apart. */
export function rateIn(report: string): number {
  const [, rate] = /finished in [\d.]+\w+, ([\d.]+) req\/s/.exec(report) ?? []
  const [, failed] = /(\d+) failed/.exec(report) ?? []
  if (rate === undefined || failed !== '0') throw new Error(`h2load: ${report.slice(-300).trim()}`)
  return Number(rate)
}
