import { describe, expect, it } from 'vitest'
import { ConcurrencyGate } from '../../../src/waiting/concurrency-gate.js'

const turn = () => new Promise<void>(resolve => setImmediate(resolve))

describe('a concurrency gate', () => {
  it('runs no more at once than it may, and all in the end, in order', async () => {
    const gate = new ConcurrencyGate(3)
    let running = 0
    let most = 0
    const began: number[] = []
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        gate.run(async () => {
          began.push(index)
          running += 1
          most = Math.max(most, running)
          await turn()
          running -= 1
          return index
        }),
      ),
    )
    expect(most).toBe(3)
    expect(began).toEqual(Array.from({ length: 20 }, (_, index) => index))
    expect(results).toEqual(began)
  })

  it('lets the next one in where work fails', async () => {
    const gate = new ConcurrencyGate(1)
    const failing = () => Promise.reject(new Error('failed'))
    const throwing = () => {
      throw new Error('thrown')
    }
    const outcomes = await Promise.allSettled([
      gate.run(failing),
      gate.run(throwing),
      gate.run(async () => 'done'),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
    expect(await gate.run(async () => 'again')).toBe('again')
  })

  it('runs no more at once than its capacity holds, and what is heavier alone', async () => {
    const gate = new ConcurrencyGate(10, 100)
    let taken = 0
    const seen: number[] = []
    await Promise.all(
      [60, 40, 30, 500, 20].map(weight =>
        gate.run(async () => {
          taken += weight
          seen.push(taken)
          await turn()
          taken -= weight
        }, weight),
      ),
    )
    expect(seen).toEqual([60, 100, 70, 500, 20])
  })
})
