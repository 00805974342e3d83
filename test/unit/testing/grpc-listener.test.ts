import { once } from 'node:events'
import { createServer, Server } from 'node:net'
import { expect, it, vi } from 'vitest'
import { GrpcListener } from '../../../src/testing/grpc-listener.js'
import { eventually } from '../../support/patience.js'

it('comes back to its port although somebody had it meanwhile', async () => {
  const listener = new GrpcListener(() => {})
  await listener.listen()
  const { port } = listener
  await listener.close()
  const other = createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  const attempts = vi.spyOn(Server.prototype, 'listen')
  const back = listener.listen()
  await eventually(() => expect(attempts.mock.calls.length).toBeGreaterThan(2))
  attempts.mockRestore()
  other.close()
  await back
  expect(listener.port).toBe(port)
  await listener.close()
})

it('says that its port is taken if it stays so', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  await expect(new GrpcListener(() => {}).listen(port)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  other.close()
})

it('that listens already goes on as it is', async () => {
  const listener = new GrpcListener(() => {})
  await listener.listen()
  const { port } = listener
  await listener.listen()
  expect(listener.port).toBe(port)
  await listener.close()
})
