import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  GuardedTracing,
  type SentMessage,
  type TracedClient,
  type TracedDelivery,
  type Tracing,
} from '../../../src/stats/tracing.js'

const client: TracedClient = { kind: 'producer', clientId: 'c', namespace: '', consumerGroup: undefined }
const message = { topic: 'orders' } as SentMessage
const delivery: TracedDelivery = { topic: 'orders', batch: false, messages: [] }

function fail(): never {
  throw new Error('tracer out of order')
}

/** A tracer whose every method throws. */
const broken: Tracing = { startSend: fail, received: fail, startProcess: fail }

function guarded(tracing: Partial<Tracing>): { guard: GuardedTracing; warnings: string[] } {
  const warnings: string[] = []
  vi.spyOn(process, 'emitWarning').mockImplementation(warning => void warnings.push(String(warning)))
  return { guard: new GuardedTracing({ ...broken, ...tracing }), warnings }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('GuardedTracing', () => {
  it('lets everything go on without traces if the tracer throws, and warns once', () => {
    const { guard, warnings } = guarded({})
    const send = guard.startSend(client, message)
    expect(send.traceparent).toBeUndefined()
    send.end()
    guard.received(client, { topic: 'orders', endpoint: '', startedAt: 0, messages: [] })
    const process = guard.startProcess(client, delivery)
    expect(process.run(() => 'handled')).toBe('handled')
    process.end()
    expect(warnings).toEqual(['rocketmq-jet: the tracer failed: Error: tracer out of order'])
  })

  it('hands over what the tracer says', () => {
    const ends: unknown[] = []
    const { guard, warnings } = guarded({
      startSend: () => ({ traceparent: 'p', tracestate: 's', end: error => void ends.push(error) }),
      startProcess: () => ({ run: handler => handler(), end: error => void ends.push(error) }),
    })
    const send = guard.startSend(client, message)
    expect(send).toMatchObject({ traceparent: 'p', tracestate: 's' })
    send.end('why')
    guard.startProcess(client, delivery).end()
    expect(ends).toEqual(['why', undefined])
    expect(warnings).toEqual([])
  })

  it.each([
    [
      'getters that throw',
      {
        get traceparent() {
          return fail()
        },
        get tracestate() {
          return fail()
        },
      },
      undefined,
    ],
    ['no texts', { traceparent: ['00-a'], tracestate: 7 }, undefined],
    ['null', { traceparent: null, tracestate: null }, undefined],
    ['a text and null', { traceparent: '00-a', tracestate: null }, '00-a'],
  ])('has nothing travel where a tracer gives %s', (_, odd, traceparent) => {
    const { guard, warnings } = guarded({ startSend: () => Object.assign(odd, { end: () => {} }) as never })
    expect(guard.startSend(client, message)).toMatchObject({ traceparent, tracestate: undefined })
    expect(warnings.length).toBeLessThanOrEqual(1)
  })

  it.each([
    ['before it calls the handler', () => fail()],
    [
      'after the handler',
      (handler: () => unknown) => {
        handler()
        fail()
      },
    ],
    ['instead of calling the handler, by saying nothing', () => undefined],
  ])('runs the handler exactly once if the tracer fails %s', (_when, run) => {
    const { guard } = guarded({ startProcess: () => ({ run: run as never, end: fail }) })
    const handler = vi.fn(() => 'handled')
    const process = guard.startProcess(client, delivery)
    expect(process.run(handler)).toBe('handled')
    process.end()
    expect(handler).toHaveBeenCalledTimes(1)
  })

  it("throws what the handler throws, which is none of the tracer's faults", () => {
    const { guard, warnings } = guarded({
      startProcess: () => ({ run: handler => handler(), end: () => {} }),
    })
    const handler = () => {
      throw new TypeError('no such order')
    }
    expect(() => guard.startProcess(client, delivery).run(handler)).toThrow('no such order')
    expect(warnings).toEqual([])
  })
})
