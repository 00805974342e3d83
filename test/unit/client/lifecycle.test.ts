import { describe, expect, it, vi } from 'vitest'
import { Lifecycle, type LifecycleSteps } from '../../../src/client/lifecycle.js'
import { failureOf } from '../../support/rpc-client.js'

function deferred() {
  let resolve: () => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

function lifecycle(steps: Partial<LifecycleSteps> = {}) {
  const all = { start: vi.fn(async () => {}), abandonStart: vi.fn(async () => {}), close: [], ...steps }
  return { life: new Lifecycle('producer', all), steps: all }
}

describe('a client that starts', () => {
  it('goes from new over starting to running', async () => {
    const { life } = lifecycle()
    const starting = life.start()
    expect(life.state).toBe('starting')
    await starting
    expect(life.state).toBe('running')
  })

  it('starts once for all who ask', async () => {
    const { life, steps } = lifecycle()
    const starting = life.start()
    expect(life.start()).toBe(starting)
    await starting
    await life.start()
    expect(steps.start).toHaveBeenCalledTimes(1)
  })

  it('is new again when its start fails, undoes what it had opened, and may be started again', async () => {
    const start = vi
      .fn<() => Promise<void>>()
      .mockRejectedValueOnce(new Error('no route'))
      .mockResolvedValue()
    const { life, steps } = lifecycle({ start })
    expect(await failureOf(life.start())).toMatchObject({ message: 'no route' })
    expect([life.state, steps.abandonStart]).toEqual([
      'new',
      expect.toSatisfy(spy => spy.mock.calls.length === 1),
    ])
    await life.start()
    expect(life.state).toBe('running')
  })

  it('says why the start failed, not what went wrong while it was undone', async () => {
    const { life } = lifecycle({
      start: () => Promise.reject(new Error('no route')),
      abandonStart: () => Promise.reject(new Error('no luck either')),
    })
    expect(await failureOf(life.start())).toMatchObject({ message: 'no route' })
    expect(life.state).toBe('new')
  })
})

describe('a client that closes', () => {
  it('takes every step in order, with one deadline', async () => {
    const deadlines: number[] = []
    const step = (deadline: number) => void deadlines.push(deadline)
    const { life } = lifecycle({ close: [step, step] })
    const closing = life.close({ timeoutMs: 1_000 })
    expect(life.state).toBe('closing')
    await closing
    expect(life.state).toBe('closed')
    expect(deadlines[0]).toBeGreaterThan(performance.now())
    expect(deadlines[1]).toBe(deadlines[0])
  })

  it('takes the other steps though one fails, and says what failed', async () => {
    const last = vi.fn()
    const fail = (message: string) => () => Promise.reject(new Error(message))
    const { life } = lifecycle({ close: [fail('first'), fail('second'), last] })
    const failure = await failureOf<{ message: string; cause: AggregateError }>(life.close())
    expect(failure.message).toBe('close: first; second')
    expect(failure.cause.errors).toHaveLength(2)
    expect([last.mock.calls.length, life.state]).toEqual([1, 'closed'])
  })

  it('closes once for all who ask', async () => {
    const step = vi.fn()
    const { life } = lifecycle({ close: [step] })
    const closing = life.close()
    expect(life.close()).toBe(closing)
    await closing
    expect(life.close()).toBe(closing)
    expect(step).toHaveBeenCalledTimes(1)
  })

  it('refuses to start, while it closes and afterwards', async () => {
    const gate = deferred()
    const { life } = lifecycle({ close: [() => gate.promise] })
    const closing = life.close()
    expect(await failureOf(life.start())).toMatchObject({
      code: 'CLOSED',
      message: 'start: the producer is closing',
    })
    gate.resolve()
    await closing
    expect(await failureOf(life.start())).toMatchObject({
      code: 'CLOSED',
      message: 'start: the producer is closed',
    })
  })

  it('closes without having started', async () => {
    const step = vi.fn()
    const start = vi.fn(async () => {})
    const { life } = lifecycle({ start, close: [step] })
    await life.close()
    expect([step.mock.calls.length, start.mock.calls.length, life.state]).toEqual([1, 0, 'closed'])
  })
})

describe('a client that is closed while it starts', () => {
  it('fails the start, undoes it, and is closed only when that is done', async () => {
    const start = deferred()
    const abandon = deferred()
    const { life } = lifecycle({ start: () => start.promise, abandonStart: () => abandon.promise })
    const failure = failureOf(life.start())
    const closing = life.close()
    start.resolve()
    await new Promise(resolve => setImmediate(resolve))
    expect(life.state).toBe('closing')
    abandon.resolve()
    await closing
    expect(life.state).toBe('closed')
    expect(await failure).toMatchObject({ code: 'CLOSED' })
  })
})
