import { hostname } from 'node:os'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { createClientId } from '../../../src/client/client.js'

describe('a client id', () => {
  it('has the form of all RocketMQ clients: host@pid@index@time', () => {
    const [host, pid, index, time] = createClientId().split('@')
    expect(host).toBe(hostname().replaceAll(/[^\x21-\x7e]/g, '_'))
    expect(Number(pid)).toBe(process.pid)
    expect(index).toMatch(/^\d+$/)
    expect(time).toMatch(/^[0-9a-z]+$/)
  })

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1_000 }, createClientId)).size).toBe(1_000)
  })

  it('may travel as a header', () => {
    expect(createClientId()).toMatch(/^[\x21-\x7e]+$/)
  })
})
