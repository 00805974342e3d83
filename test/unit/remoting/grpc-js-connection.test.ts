import { type Channel, Metadata, type StatusObject } from '@grpc/grpc-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SendProgress } from '../../../src/http2/stream.js'
import { LinkRate, NO_DEADLINE } from '../../../src/remoting/connection.js'
import { openCall } from '../../../src/remoting/grpc-js-connection.js'
import { isHeld } from '../../support/garbage.js'

interface Heard {
  onReceiveMetadata(metadata: Metadata): void
  onReceiveMessage(bytes: Buffer): void
  onReceiveStatus(end: StatusObject): void
}

/** A channel that keeps what it was given for its call, as Node.js does with streams that ended. */
class KeepingChannel {
  readonly heard: Heard[] = []
  readonly cancelled: unknown[] = []

  createCall() {
    const nth = this.heard.length + 1
    return {
      cancelWithStatus: () => void this.cancelled.push(nth),
      start: (_metadata: Metadata, heard: Heard) => void this.heard.push(heard),
      startRead: () => {},
    }
  }
}

const END = { code: 0, details: '', metadata: new Metadata() }

it('tells its listener what comes, until the end', () => {
  const channel = new KeepingChannel()
  const events: string[] = []
  openCall(channel as unknown as Channel, '/x', new Metadata(), NO_DEADLINE, {
    onMessage: bytes => events.push(`${bytes}`),
    onEnd: end => events.push(`end ${end.code}`),
  })
  const [heard] = channel.heard
  heard?.onReceiveMessage(Buffer.from('a'))
  heard?.onReceiveStatus(END)
  heard?.onReceiveMessage(Buffer.from('b'))
  heard?.onReceiveStatus(END)
  expect(events).toEqual(['a', 'end 0'])
})

it('lets go of its listener when it ends, whoever still holds the call', async () => {
  const channel = new KeepingChannel()
  const open = () => {
    const listener = { messages: [] as Buffer[], onMessage: () => {}, onEnd: () => {} }
    openCall(channel as unknown as Channel, '/x', new Metadata(), NO_DEADLINE, listener)
    return new WeakRef(listener)
  }
  const listener = open()
  expect(await isHeld(listener)).toBe(true)
  channel.heard[0]?.onReceiveStatus(END)
  expect(await isHeld(listener)).toBe(false)
})

describe('the deadline of a call', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function openThree(limits = {}): KeepingChannel {
    const channel = new KeepingChannel()
    const place = { opened: 0, progress: new SendProgress() }
    const listener = { onMessage: () => {}, onEnd: () => {} }
    for (let n = 0; n < 3; n++)
      openCall(channel as unknown as Channel, '/x', new Metadata(), 1_000, listener, limits, place)
    return channel
  }

  it('waits while those before it are still arriving', async () => {
    const channel = openThree()
    await vi.advanceTimersByTimeAsync(900)
    channel.heard[0]?.onReceiveMetadata(new Metadata())
    channel.heard[0]?.onReceiveStatus(END)
    await vi.advanceTimersByTimeAsync(900)
    expect(channel.cancelled).toEqual([])
    channel.heard[1]?.onReceiveMetadata(new Metadata())
    channel.heard[1]?.onReceiveStatus(END)
    await vi.advanceTimersByTimeAsync(900)
    expect(channel.cancelled).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    expect(channel.cancelled).toEqual([3])
  })

  it('begins when one after it is answered, however much is answered then', async () => {
    const channel = openThree()
    await vi.advanceTimersByTimeAsync(500)
    channel.heard[1]?.onReceiveMetadata(new Metadata())
    await vi.advanceTimersByTimeAsync(900)
    expect(channel.cancelled).not.toContain(1)
    channel.heard[2]?.onReceiveMetadata(new Metadata())
    await vi.advanceTimersByTimeAsync(200)
    expect(channel.cancelled).toContain(1)
  })

  it('leaves time for what left after it, which takes turns with it', async () => {
    const link = new LinkRate()
    const channel = openThree({ link })
    const underWay = link.leave(100_000)
    const needed = link.transferMs(underWay)
    await vi.advanceTimersByTimeAsync(900 + needed)
    expect(channel.cancelled).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    expect(channel.cancelled).toEqual([1, 2, 3])
  })
})
