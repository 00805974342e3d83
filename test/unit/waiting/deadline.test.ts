import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { Deadline } from '../../../src/waiting/deadline.js'
import { isHeld } from '../../support/garbage.js'
import { eventually } from '../../support/patience.js'

/** Keeps the event loop from turning. */
const block = (milliseconds: number) =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)

const turns = () => new Promise<void>(resolve => setImmediate(() => setImmediate(resolve)))

describe('a deadline', () => {
  it('fires once its time is over', async () => {
    const onDue = vi.fn()
    const deadline = new Deadline(10, onDue)
    await eventually(() => expect(onDue).toHaveBeenCalledOnce())
    deadline.clear()
  })

  it('fires after sockets were read, where what was waited for may be', async () => {
    const order: string[] = []
    const server = createServer(socket => socket.on('data', () => order.push('answer')))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
    await once(server, 'connection')
    client.write('x')
    const deadline = new Deadline(10, () => order.push('deadline'))
    block(50)
    await eventually(() => expect(order).toHaveLength(2))
    expect(order).toEqual(['answer', 'deadline'])
    deadline.clear()
    client.destroy()
    server.close()
  })

  it('gives the time of one stall again', async () => {
    const onDue = vi.fn()
    const deadline = new Deadline(1_000, onDue)
    block(1_500)
    await turns()
    expect(onDue).not.toHaveBeenCalled()
    const resumedAt = performance.now()
    await eventually(() => expect(onDue).toHaveBeenCalledOnce())
    expect(performance.now() - resumedAt).toBeGreaterThan(100)
    deadline.clear()
  })

  it('does not wait for ever in a process that stalls again and again', async () => {
    const onDue = vi.fn()
    const deadline = new Deadline(50, onDue)
    const stalls = setInterval(() => block(300), 1)
    await eventually(() => expect(onDue).toHaveBeenCalledOnce())
    clearInterval(stalls)
    deadline.clear()
  })

  it('does not fire once it is cleared, at the last moment either', async () => {
    const onDue = vi.fn()
    const deadline = new Deadline(1, onDue)
    setTimeout(() => deadline.clear(), 1)
    block(20)
    await turns()
    await turns()
    expect(onDue).not.toHaveBeenCalled()
  })

  it('holds nothing once it is cleared', async () => {
    const open = () => {
      const owner = { due: () => {} }
      return { owner: new WeakRef(owner), deadline: new Deadline(60_000, () => owner.due()) }
    }
    const { owner, deadline } = open()
    expect(await isHeld(owner)).toBe(true)
    deadline.clear()
    expect(await isHeld(owner)).toBe(false)
  })
})
