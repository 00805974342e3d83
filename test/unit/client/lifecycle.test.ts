import { getEventListeners } from 'node:events'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { isCertain, Lifecycle, type LifecycleSteps } from '../../../src/client/lifecycle.js'
import { RocketMQError } from '../../../src/errors.js'
import { DoubtfulPeer } from '../../../src/remoting/transport-error.js'
import { pause } from '../../../src/waiting/pause.js'
import { eventually } from '../../support/patience.js'
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
    await Promise.all([life.start(), life.start()])
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

describe('a start whose server is not up yet', () => {
  const silent = () =>
    new DoubtfulPeer('WRONG_PROTOCOL', 'Dial the gRPC port', { retryable: true, endpoint: 'a:1' })
  const wrongPort = () => new RocketMQError('WRONG_PROTOCOL', 'not gRPC', { retryable: true })
  const unreachable = () => new RocketMQError('UNAVAILABLE', 'nothing listens there', { retryable: true })

  it('is tried again until it comes about', async () => {
    const start = vi
      .fn<() => Promise<void>>()
      .mockRejectedValueOnce(unreachable())
      .mockRejectedValueOnce(unreachable())
      .mockResolvedValue()
    const onFailedAttempt = vi.fn()
    const abandonStart = vi.fn(async () => {})
    const { life } = lifecycle({ start, abandonStart, onFailedAttempt })
    await life.start({ timeoutMs: Number.POSITIVE_INFINITY })
    expect(life.state).toBe('running')
    expect([start, abandonStart, onFailedAttempt].map(each => each.mock.calls.length)).toEqual([3, 2, 2])
  })

  it('rejects when the time of its caller is over, with what went wrong last', async () => {
    const { life } = lifecycle({ start: () => Promise.reject(unreachable()) })
    const failure = await failureOf(life.start({ timeoutMs: 20 }))
    expect(failure).toMatchObject({
      code: 'UNAVAILABLE',
      retryable: true,
      message: expect.stringMatching(/not running within 20 ms: nothing listens there/),
    })
    expect(life.state).toBe('new')
  })

  it('does not reject for what it did not look at while its process stood still', async () => {
    const turn = () => new Promise(resolve => setImmediate(resolve))
    const start = async () => {
      for (let turns = 0; turns < 3; turns++) await turn()
    }
    const { life } = lifecycle({ start })
    const started = life.start({ timeoutMs: 1_000 })
    // Behind this come timers first.
    setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_500))
    await started
    expect(life.state).toBe('running')
  })

  it('ends an attempt that hangs when nobody waits any more', async () => {
    const start = deferred()
    const abandonStart = vi.fn(async () => start.reject(unreachable()))
    const { life } = lifecycle({ start: () => start.promise, abandonStart })
    const impatient = failureOf(life.start({ timeoutMs: 5 }))
    const patient = failureOf(life.start({ timeoutMs: 50 }))
    expect(await impatient).toMatchObject({
      code: 'TIMEOUT',
      message: expect.stringMatching(/within 5 ms: by then the server had not answered all/),
    })
    expect([life.state, abandonStart.mock.calls.length]).toEqual(['starting', 0])
    expect(await patient).toMatchObject({ code: 'TIMEOUT' })
    expect(life.state).toBe('new')
    expect(abandonStart).toHaveBeenCalled()
  })

  it('serves one who comes while an attempt that nobody waited for is being ended', async () => {
    const first = deferred()
    const start = vi.fn<() => Promise<void>>().mockReturnValueOnce(first.promise).mockResolvedValue()
    const abandoned = deferred()
    const abandonStart = vi.fn(() => abandoned.promise)
    const { life } = lifecycle({ start, abandonStart })
    const impatient = failureOf(life.start({ timeoutMs: 1 }))
    await eventually(() => expect(abandonStart).toHaveBeenCalled())
    const late = life.start()
    first.reject(new RocketMQError('CLOSED', 'the client was closed while it started'))
    abandoned.resolve()
    expect(await impatient).toMatchObject({ code: 'TIMEOUT' })
    await late
    expect(life.state).toBe('running')
  })

  it('ends at once where another attempt would find the same', async () => {
    const start = vi.fn(() => Promise.reject(new RocketMQError('UNAUTHORIZED', 'wrong secret')))
    expect(await failureOf(lifecycle({ start }).life.start())).toMatchObject({ message: 'wrong secret' })
    expect(start).toHaveBeenCalledTimes(1)
  })

  it('ends where two attempts in a row find a peer that does not speak gRPC', async () => {
    const start = vi.fn(() => Promise.reject(wrongPort()))
    const failure = await failureOf(lifecycle({ start }).life.start())
    expect(failure).toMatchObject({ code: 'WRONG_PROTOCOL', message: 'not gRPC' })
    expect([isCertain(failure), start.mock.calls.length]).toEqual([true, 2])
  })

  it('is tried again after one such attempt, during which a server may have come up', async () => {
    const attempts = [wrongPort(), unreachable(), wrongPort(), undefined]
    const start = vi.fn(async () => {
      const failure = attempts.shift()
      if (failure !== undefined) throw failure
    })
    const { life } = lifecycle({ start })
    await life.start()
    expect(life.state).toBe('running')
  })

  it('is tried again where the peer was silent, which a slow server is, too', async () => {
    const start = vi.fn<() => Promise<void>>().mockRejectedValueOnce(silent()).mockResolvedValue()
    const { life } = lifecycle({ start })
    await life.start()
    expect([life.state, start.mock.calls.length]).toEqual(['running', 2])
  })

  it('ends where the peer was silent for long enough, and never at the first attempt', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const attempt = async () => {
      await pause(20_000)
      throw silent()
    }
    const start = vi.fn(attempt)
    const ended = failureOf(lifecycle({ start }).life.start({ timeoutMs: Number.POSITIVE_INFINITY }))
    await vi.advanceTimersByTimeAsync(60_000)
    const failure = await ended
    expect(failure).toMatchObject({ code: 'WRONG_PROTOCOL', message: 'Dial the gRPC port', endpoint: 'a:1' })
    expect([isCertain(failure), start.mock.calls.length]).toEqual([true, 2])
  })

  it('is tried more than twice where silence was found out quickly', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const start = vi.fn(() => Promise.reject(silent()))
    const ended = failureOf(lifecycle({ start }).life.start({ timeoutMs: Number.POSITIVE_INFINITY }))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await ended).toMatchObject({ code: 'WRONG_PROTOCOL' })
    expect(start.mock.calls.length).toBeGreaterThan(3)
  })

  it('counts silence from its beginning after an attempt that ended otherwise', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const attempts = [silent(), unreachable(), silent(), undefined]
    const start = vi.fn(async () => {
      await pause(6_000)
      const failure = attempts.shift()
      if (failure !== undefined) throw failure
    })
    const { life } = lifecycle({ start })
    const started = life.start({ timeoutMs: Number.POSITIVE_INFINITY })
    await vi.advanceTimersByTimeAsync(60_000)
    await started
    expect(life.state).toBe('running')
  })

  it('that is over before silence was long enough leaves others to try again', async () => {
    const failure = await failureOf(
      lifecycle({ start: () => Promise.reject(silent()) }).life.start({ timeoutMs: 20 }),
    )
    expect(failure).toMatchObject({
      code: 'WRONG_PROTOCOL',
      message: expect.stringMatching(/not running within 20 ms: Dial the gRPC port/),
    })
    expect(isCertain(failure)).toBe(false)
  })

  it('ends when the signal of its caller fires, before or during the wait', async () => {
    const reason = new Error('enough')
    const controller = new AbortController()
    const { life } = lifecycle({ start: () => Promise.reject(unreachable()) })
    const waiting = failureOf(life.start({ signal: controller.signal }))
    controller.abort(reason)
    expect(await waiting).toMatchObject({ code: 'ABORTED', cause: reason })
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
    expect(await failureOf(life.start({ signal: controller.signal }))).toMatchObject({ code: 'ABORTED' })
    expect(life.state).toBe('new')
  })

  it('ends when the client is closed between two attempts', async () => {
    const { life } = lifecycle({ start: () => Promise.reject(unreachable()) })
    const waiting = failureOf(life.start({ timeoutMs: Number.POSITIVE_INFINITY }))
    await new Promise(resolve => setImmediate(resolve))
    await life.close()
    expect((await waiting).message).toMatch(/nothing listens|closed/)
    expect(life.state).toBe('closed')
  })

  it.each([-1, Number.NaN])('is refused for a time-out of %s', async timeoutMs => {
    expect(await failureOf(lifecycle().life.start({ timeoutMs }))).toMatchObject({ code: 'INVALID_ARGUMENT' })
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

describe('a client that is closed during an attempt to start', () => {
  it('says that it is closed, whatever the attempt ended by', async () => {
    const start = deferred()
    const { life } = lifecycle({ start: () => start.promise })
    const failure = failureOf(life.start())
    const closing = life.close()
    start.reject(new RocketMQError('ABORTED', "QueryRoute was aborted by the caller's signal"))
    await closing
    expect(await failure).toMatchObject({
      code: 'CLOSED',
      message: 'start: the producer is closing',
    })
  })
})

describe.each([[Number.NaN], ['5'], [{}]])('close() within a time that is none, %s', timeoutMs => {
  it('closes within the default, and tells of the time in the end', async () => {
    const step = vi.fn()
    const { life } = lifecycle({ close: [step] })
    expect(await failureOf(life.close({ timeoutMs: timeoutMs as never }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('timeoutMs must be a number from 0 up, or Infinity'),
    })
    expect(step.mock.calls[0]?.[0]).toBeGreaterThan(performance.now() + 3_000)
    expect(life.state).toBe('closed')
  })
})

describe('a client that drains before it goes down', () => {
  it('lets a start under way come about for what was begun before, and takes no new one', async () => {
    const start = deferred()
    const order: string[] = []
    const starting: Promise<void>[] = []
    const { life } = lifecycle({
      start: () => start.promise,
      drain: async () => {
        await Promise.all(starting)
        order.push('drained')
      },
      close: [() => void order.push('closed')],
    })
    starting.push(life.start())
    const closing = life.close()
    expect(life.state).toBe('closing')
    expect(await failureOf(life.start())).toMatchObject({ code: 'CLOSED' })
    start.resolve()
    await closing
    expect(order).toEqual(['drained', 'closed'])
    expect(life.state).toBe('closed')
  })

  it('goes down all the same when something could not drain, and says so', async () => {
    const last = vi.fn()
    const { life } = lifecycle({ drain: () => Promise.reject(new Error('one given up')), close: [last] })
    expect(await failureOf(life.close())).toMatchObject({ message: 'close: one given up' })
    expect(last).toHaveBeenCalledTimes(1)
  })
})
