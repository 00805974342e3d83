import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { MessageIdGenerator } from '../../../src/producer/envelope.js'
import { parseMessageId } from '../../support/message-id-parts.js'

const script = fileURLToPath(new URL('../../support/id-maker.ts', import.meta.url))

async function idsOfProcess(): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], {
    timeout: 60_000,
    maxBuffer: 2 ** 24,
  })
  return JSON.parse(stdout) as string[]
}

async function idsOfThread(): Promise<string[]> {
  const url = JSON.stringify(pathToFileURL(script).href)
  const code = `import('tsx/esm/api').then(({ register }) => { register(); return import(${url}) })`
  const worker = new Worker(code, { eval: true })
  const [ids] = (await once(worker, 'message')) as [string[]]
  await worker.terminate()
  return ids
}

afterEach(() => {
  vi.useRealTimers()
})

describe('a message id', () => {
  it('has the form that RocketMQ’s clients give it: 01, address, process, seconds, sequence', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2021, 0, 1, 0, 1, 0, 999) })
    const id = new MessageIdGenerator().next()
    expect(id).toMatch(/^01[0-9A-F]{32}$/)
    expect(parseMessageId(id)).toMatchObject({ processId: process.pid & 0xffff, seconds: 60 })
  })

  it('counts on from one id to the next, over seconds', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) })
    const generator = new MessageIdGenerator()
    const first = parseMessageId(generator.next())
    vi.setSystemTime(Date.UTC(2026, 0, 1, 0, 0, 5))
    const second = parseMessageId(generator.next())
    expect(second.seconds).toBe(first.seconds + 5)
    expect(second.sequence).toBe((first.sequence + 1) % 2 ** 32)
  })

  it('sorts by time in a generator whose sequence does not turn over', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) })
    const generator = new MessageIdGenerator()
    const ids = Array.from({ length: 10 }, (_, index) => {
      vi.setSystemTime(Date.UTC(2026, 0, 1, 0, 0, index))
      return generator.next()
    })
    expect([...ids].sort()).toEqual(ids)
  })

  it('is never given twice, however the clock jumps', () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const generator = new MessageIdGenerator()
    const ids = new Set<string>()
    const times = [2026, 2027, 2026, 2025, 2030, 2026, 1999, 2026].map(year => Date.UTC(year, 5, 1))
    for (const time of times) {
      vi.setSystemTime(time)
      for (let count = 0; count < 1000; count++) ids.add(generator.next())
    }
    expect(ids.size).toBe(8000)
  })

  it('has seconds that never run backwards', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 5, 1) })
    const generator = new MessageIdGenerator()
    const before = parseMessageId(generator.next())
    vi.setSystemTime(Date.UTC(2026, 0, 1))
    expect(parseMessageId(generator.next()).seconds).toBe(before.seconds)
  })

  it('differs between the generators of a process, even of two copies of this library', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) })
    vi.resetModules()
    const copy = await import('../../../src/producer/envelope.js')
    const macs = [
      new MessageIdGenerator(),
      new MessageIdGenerator(),
      new copy.MessageIdGenerator(),
      new copy.MessageIdGenerator(),
    ].map(generator => parseMessageId(generator.next()).mac)
    expect(new Set(macs).size).toBe(4)
  })

  it('is unique over worker threads and processes', async () => {
    const lists = await Promise.all([idsOfThread(), idsOfThread(), idsOfProcess(), idsOfProcess()])
    const ids = lists.flat()
    expect(ids).toHaveLength(8000)
    expect(new Set(ids).size).toBe(8000)
    for (const id of ids) parseMessageId(id)
  }, 240_000)
})
