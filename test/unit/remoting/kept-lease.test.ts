import { describe, expect, it } from 'vitest'
import type { Connection } from '../../../src/remoting/connection.js'
import type { PooledConnections } from '../../../src/remoting/endpoint-connections.js'
import { KeptLease } from '../../../src/remoting/endpoint-connections.js'

/** Lends places on connections that are usable until a test says otherwise. */
function lender() {
  const lent: { usable: boolean; released: number; invalidated: string[] }[] = []
  const state = { crowded: false }
  const acquire = async () => {
    const connection = { usable: true, released: 0, invalidated: [] as string[] }
    lent.push(connection)
    return {
      connection: connection as unknown as Connection,
      release: () => {
        connection.released += 1
      },
      invalidate: (reason: string) => connection.invalidated.push(reason),
    }
  }
  const place = Object.defineProperty({ acquire }, 'crowded', { get: () => state.crowded })
  return { place: place as unknown as PooledConnections, lent, state }
}

describe('KeptLease', () => {
  it('keeps its place over the end of each call, and gives it back once', async () => {
    const { place, lent } = lender()
    const kept = new KeptLease()
    const first = await kept.take(place, undefined)
    first.release()
    expect(kept.take(place, undefined)).toBe(first)
    kept.release()
    kept.release()
    expect(lent.map(({ released }) => released)).toEqual([1])
    expect(await kept.take(place, undefined)).not.toBe(first)
  })

  it('takes another place where the connection broke', async () => {
    const { place, lent } = lender()
    const kept = new KeptLease()
    const first = await kept.take(place, undefined)
    first.invalidate('it is silent')
    const [broken] = lent
    expect(broken?.invalidated).toEqual(['it is silent'])
    if (broken !== undefined) broken.usable = false
    const second = await kept.take(place, undefined)
    expect(kept.take(place, undefined)).toBe(second)
    expect(lent.map(({ released }) => released)).toEqual([1, 0])
  })

  it('gives its place to those who wait for one, and joins them', async () => {
    const { place, lent, state } = lender()
    const kept = new KeptLease()
    await kept.take(place, undefined)
    state.crowded = true
    await kept.take(place, undefined)
    expect(lent.map(({ released }) => released)).toEqual([1, 0])
  })

  it('keeps nothing where no place could be had', async () => {
    const { place, lent } = lender()
    const kept = new KeptLease()
    const full = { acquire: () => Promise.reject(new Error('full')) } as unknown as PooledConnections
    await expect(kept.take(full, undefined)).rejects.toThrow('full')
    kept.release()
    await kept.take(place, undefined)
    expect(lent).toHaveLength(1)
  })
})
