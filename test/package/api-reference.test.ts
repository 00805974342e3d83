import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

it('is made without a warning: all that a public signature names is exported, and links lead somewhere', async () => {
  const typedoc = ['--import', 'tsx', 'scripts/api-reference.ts', '--emit', 'none', '--skipErrorChecking']
  const { stdout, stderr } = await promisify(execFile)(process.execPath, typedoc, { cwd: ROOT }).catch(
    (failed: { stdout: string; stderr: string }) => failed,
  )
  expect(`${stdout}${stderr}`.split('\n').filter(line => /warning|error/.test(line))).toEqual([])
}, 400_000)
