import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { resolveSettings } from '../../../scripts/cluster/cluster-options.js'
import {
  claim,
  isOccupied,
  knownClusters,
  readState,
  removeState,
  writeState,
} from '../../../scripts/cluster/cluster-state.js'

const settings = resolveSettings({})

/** Above the largest process id any system hands out. */
const NOBODY = 2 ** 30

describe('claim', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cluster-state-'))
    vi.stubEnv('TMPDIR', folder)
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  })

  async function leaveBehind(change: object): Promise<void> {
    await claim(18_000, settings, true)
    const state = await readState(18_000)
    if (state) await writeState({ ...state, ...change })
  }

  it('is won by one of many', async () => {
    const won = await Promise.all([1, 2, 3].map(() => claim(18_000, settings, true)))
    expect(won.filter(Boolean)).toHaveLength(1)
  })

  it('is won by one of many over what a crashed process left', async () => {
    await leaveBehind({ keeper: NOBODY, ready: true })
    const won = await Promise.all([1, 2, 3].map(() => claim(18_000, settings, true)))
    expect(won.filter(Boolean)).toHaveLength(1)
    expect((await readState(18_000))?.keeper).toBe(process.pid)
  })

  it('is lost while the starting process lives', async () => {
    await leaveBehind({ guarded: false, ready: false })
    expect(await claim(18_000, settings, false)).toBe(false)
  })

  it('ignores process ids that belong to somebody else by now', async () => {
    await leaveBehind({ keeper: NOBODY, ready: true, pids: { proxy: process.pid } })
    const state = await readState(18_000)
    expect(state && isOccupied(state)).toBe(false)
  })

  it('shows in the list of known clusters until its state is removed', async () => {
    await claim('standard', settings, false)
    expect((await knownClusters()).map(state => state.portBase)).toEqual(['standard'])
    await removeState('standard')
    expect(await knownClusters()).toEqual([])
  })
})
