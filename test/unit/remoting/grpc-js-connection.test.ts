import { connect } from 'node:net'
import { type Channel, connectivityState, credentials, Metadata, type StatusObject } from '@grpc/grpc-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SendProgress } from '../../../src/http2/session.js'
import { type CallListener, LinkRate, NO_DEADLINE } from '../../../src/remoting/connection.js'
import { createChannel, openCall } from '../../../src/remoting/grpc-js-connection.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import { EmbeddedProxy } from '../../../src/testing/index.js'
import { rpcs } from '../../../src/wire/rpc-table.js'
import { isHeld } from '../../support/garbage.js'
import { eventually } from '../../support/patience.js'
import { freePort, silent, startPeer } from '../../support/peers.js'
import { rpcClient } from '../../support/rpc-client.js'

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

function open(channel: KeepingChannel, listener: CallListener): void {
  const calls = { opened: 0, progress: new SendProgress() }
  openCall(channel as unknown as Channel, '/x', new Metadata(), NO_DEADLINE, listener, {}, calls)
}

const END = { code: 0, details: '', metadata: new Metadata() }

it('tells its listener what comes, until the end', () => {
  const channel = new KeepingChannel()
  const events: string[] = []
  open(channel, {
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
  const openAndForget = () => {
    const listener = { messages: [] as Buffer[], onMessage: () => {}, onEnd: () => {} }
    open(channel, listener)
    return new WeakRef(listener)
  }
  const listener = openAndForget()
  expect(await isHeld(listener)).toBe(true)
  channel.heard[0]?.onReceiveStatus(END)
  expect(await isHeld(listener)).toBe(false)
})

describe('the deadline of a call', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function openThree(limits = {}): KeepingChannel {
    const channel = new KeepingChannel()
    const calls = { opened: 0, progress: new SendProgress() }
    const listener = { onMessage: () => {}, onEnd: () => {} }
    for (let n = 0; n < 3; n++)
      openCall(channel as unknown as Channel, '/x', new Metadata(), 1_000, listener, limits, calls)
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
    const underWay = link.begin(100_000)
    const needed = link.transferMs(underWay)
    await vi.advanceTimersByTimeAsync(900 + needed)
    expect(channel.cancelled).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    expect(channel.cancelled).toEqual([1, 2, 3])
  })
})

const query = { topic: { name: 'orders' } }

/** Every option grpc-js 1.14.7 reads: it ignores others without a word. */
async function recognizedOptions(): Promise<string[]> {
  const { recognizedOptions } = await import('@grpc/grpc-js/build/src/channel-options.js')
  // Its list leaves out the one that its compression filter reads.
  return [...Object.keys(recognizedOptions), 'grpc.default_compression_algorithm']
}

describe('a channel', () => {
  it('is made with options that grpc-js knows, each of them', async () => {
    const known = await recognizedOptions()
    const channel = createChannel(Endpoints.parse('127.0.0.1:8081'), {
      credentials: credentials.createInsecure(),
      serverName: 'name',
      gzip: true,
    })
    const { internalChannel } = channel as unknown as { internalChannel: { options: object } }
    expect(
      Object.keys(internalChannel.options).filter(name => name.startsWith('grpc') && !known.includes(name)),
    ).toEqual([])
    channel.close()
  })

  it('dials nothing until it is used', async () => {
    await using peer = await startPeer(silent)
    const channel = createChannel(Endpoints.parse(peer.endpoints), {
      credentials: credentials.createInsecure(),
      gzip: false,
    })
    // What was dialled before this connection would have been accepted before it.
    const other = connect(peer.port, '127.0.0.1')
    await eventually(() => expect(peer.accepted).toBeGreaterThan(0))
    expect(peer.accepted).toBe(1)
    expect(channel.getConnectivityState(false)).toBe(connectivityState.IDLE)
    other.destroy()
    channel.close()
  })
})

describe('the way to an endpoint', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  async function callVia(text: (port: number) => string, host = '127.0.0.1') {
    await using proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' } })
    const calls = rpcClient()
    try {
      const reply = await calls.call(Endpoints.parse(text(proxy.port)), rpcs.queryRoute, query)
      const authority = proxy.requestsOf('QueryRoute')[0]?.headers[':authority']
      return { code: reply.status?.code, authority, host }
    } finally {
      await calls.close(1_000)
    }
  }

  it('ignores the proxies of the environment, which would catch loopback addresses too', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`
    for (const name of ['http_proxy', 'https_proxy', 'grpc_proxy']) vi.stubEnv(name, nowhere)
    expect(await callVia(port => `127.0.0.1:${port}`)).toMatchObject({ code: 20_000 })
  })

  it('leads to the second of several addresses where the first is dead, under the authority of the first', async () => {
    const dead = await freePort()
    expect(await callVia(port => `127.0.0.1:${dead};127.0.0.1:${port}`)).toMatchObject({
      code: 20_000,
      authority: `127.0.0.1:${dead}`,
    })
  })

  it('leads to a host by its name', async () => {
    expect(await callVia(port => `localhost:${port}`)).toMatchObject({
      code: 20_000,
      authority: expect.stringMatching(/^localhost:\d+$/),
    })
  })
})
