import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Who reads how a message goes reads so many files; a bound is lowered when fewer are needed. */
const SEND_FILES = 28
const DELIVERY_FILES = 14
/** On a busy machine a timer comes due while it is counted now and then, and one file more with it. */
const LOOKS = 3

async function look(): Promise<{ send: string[]; delivery: string[] }> {
  const args = ['--import', 'tsx', 'scripts/path.ts', '--json']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root })
  return JSON.parse(stdout)
}

describe('the path of a message', () => {
  it('leads through few files, to a broker and from it to a handler and its acknowledgement', async () => {
    const isShort = (path: { send: string[]; delivery: string[] }) =>
      path.send.length <= SEND_FILES && path.delivery.length <= DELIVERY_FILES
    let path = await look()
    for (let looks = 1; looks < LOOKS && !isShort(path); looks++) path = await look()
    const { send, delivery } = path
    expect(send[0]).toBe('producer/producer.ts')
    expect(delivery).toContain('consumer/handler-runner.ts')
    expect(send.length).toBeLessThanOrEqual(SEND_FILES)
    expect(delivery.length).toBeLessThanOrEqual(DELIVERY_FILES)
  }, 240_000)
})
