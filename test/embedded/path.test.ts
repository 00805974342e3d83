import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Who reads how a message goes reads so many files, and one or two where a busy machine lets a timer come due meanwhile. */
const SEND_FILES = 30
const DELIVERY_FILES = 15

describe('the path of a message', () => {
  it('leads through few files, to a broker and from it to a handler and its acknowledgement', async () => {
    const args = ['--import', 'tsx', 'scripts/path.ts', '--json']
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root })
    const { send, delivery } = JSON.parse(stdout) as { send: string[]; delivery: string[] }
    expect(send[0]).toBe('producer/producer.ts')
    expect(delivery).toContain('consumer/handler-runner.ts')
    expect(send.length).toBeLessThanOrEqual(SEND_FILES)
    expect(delivery.length).toBeLessThanOrEqual(DELIVERY_FILES)
  }, 240_000)
})
