import { describe, expect, it } from 'vitest'
import { Pace, Window } from '../../../src/cli/pace.js'

const { signal } = new AbortController()

function stall(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

describe('a pace', () => {
  it('lets everything pass where there is no limit', async () => {
    const pace = new Pace(undefined, signal)
    let turned = false
    setImmediate(() => {
      turned = true
    })
    for (let i = 0; i < 1_000; i++) await pace.next()
    expect(turned).toBe(false)
  })

  it('is not made up for after a stall, unless that is wanted', async () => {
    for (const catchesUp of [false, true]) {
      const pace = new Pace(1_000, signal, catchesUp)
      await pace.next()
      stall(20)
      const now = performance.now()
      expect((await pace.next()) < now).toBe(catchesUp)
      expect((await pace.next()) < now).toBe(catchesUp)
    }
  })

  it('ends its wait when it is interrupted', async () => {
    const interrupt = new AbortController()
    const pace = new Pace(0.001, interrupt.signal)
    await pace.next()
    const waiting = pace.next()
    interrupt.abort()
    await waiting
  })
})

describe('a window', () => {
  it('lets so many and so many bytes in, and one that is larger than all of it alone', async () => {
    const window = new Window(2, 100)
    const entered: string[] = []
    const enter = async (name: string, bytes: number) => {
      await window.enter(bytes)
      entered.push(name)
    }
    await enter('a', 50)
    await enter('b', 50)
    const third = enter('c', 1_000)
    window.leave(50)
    await new Promise(setImmediate)
    expect(entered).toEqual(['a', 'b'])
    window.leave(50)
    await third
    expect(entered).toEqual(['a', 'b', 'c'])
    const empty = window.empty()
    window.leave(1_000)
    await empty
  })
})
