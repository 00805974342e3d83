import { type Channel, Metadata, type StatusObject } from '@grpc/grpc-js'
import { expect, it } from 'vitest'
import { NO_DEADLINE } from '../../../src/remoting/connection.js'
import { openCall } from '../../../src/remoting/grpc-js-connection.js'
import { isHeld } from '../../support/garbage.js'

interface Heard {
  onReceiveMessage(bytes: Buffer): void
  onReceiveStatus(end: StatusObject): void
}

/** A channel that keeps what it was given for its call, as Node.js does with streams that ended. */
class KeepingChannel {
  readonly heard: Heard[] = []

  createCall() {
    return {
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
