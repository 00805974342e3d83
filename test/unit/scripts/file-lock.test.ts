import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withFileLock } from '../../../scripts/cluster/file-lock.js'

describe('withFileLock', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'file-lock-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('lets one task run at a time', async () => {
    let running = 0
    let most = 0
    const task = async () => {
      most = Math.max(most, ++running)
      await new Promise(resolve => setTimeout(resolve, 5))
      running--
    }
    await Promise.all([1, 2, 3].map(() => withFileLock(join(folder, 'lock'), () => {}, task)))
    expect(most).toBe(1)
  })

  it('gives the lock back when the task fails', async () => {
    const failing = withFileLock(
      join(folder, 'lock'),
      () => {},
      () => Promise.reject(new Error('no')),
    )
    await expect(failing).rejects.toThrow('no')
    expect(await readdir(folder)).toEqual([])
  })

  it('breaks the lock of a process that is gone', async () => {
    // Above the largest process id any system hands out.
    await writeFile(join(folder, 'lock'), String(2 ** 30))
    let waits = 0
    const result = await withFileLock(
      join(folder, 'lock'),
      () => waits++,
      async () => 'done',
    )
    expect([result, waits]).toEqual(['done', 0])
  })
})
