import { describe, expect, it } from 'vitest'
import type { Connection } from '../../../src/remoting/connection.js'
import type { EndpointConnections } from '../../../src/remoting/endpoint-connections.js'
import { KeptLease } from '../../../src/remoting/kept-lease.js'

/** Lends places on connections that are usable until a test says otherwise. */
function lender() {
  const lent: { usable: boolean; released: number; invalidated: string[] }[] = []
  const place = {
    acquire: async () => {
      const state = { usable: true, released: 0, invalidated: [] as string[] }
      lent.push(state)
      return {
        connection: state as unknown as Connection,
        release: () => {
          state.released += 1
        },
        invalidate: (reason: string) => state.invalidated.push(reason),
      }
    },
  }
  return { place: place as unknown as EndpointConnections, lent }
}

describe('KeptLease', () => {
  it('keeps its place over the end of each call, and gives it back once', async () => {
    const { place, lent } = lender()
    const kept = new KeptLease()
    expect(kept.current).toBeUndefined()
    const first = await kept.renew(place, undefined)
    first.release()
    expect(kept.current).toBe(first)
    kept.release()
    kept.release()
    expect([lent.map(({ released }) => released), kept.current]).toEqual([[1], undefined])
  })

  it('is no good on a connection that broke, and takes another', async () => {
    const { place, lent } = lender()
    const kept = new KeptLease()
    const first = await kept.renew(place, undefined)
    first.invalidate('it is silent')
    const [broken] = lent
    expect(broken?.invalidated).toEqual(['it is silent'])
    if (broken !== undefined) broken.usable = false
    expect(kept.current).toBeUndefined()
    const second = await kept.renew(place, undefined)
    expect(kept.current).toBe(second)
    expect(lent.map(({ released }) => released)).toEqual([1, 0])
  })

  it('keeps nothing where no place could be had', async () => {
    const kept = new KeptLease()
    const full = { acquire: () => Promise.reject(new Error('full')) } as unknown as EndpointConnections
    await expect(kept.renew(full, undefined)).rejects.toThrow('full')
    expect(kept.current).toBeUndefined()
    kept.release()
  })
})
