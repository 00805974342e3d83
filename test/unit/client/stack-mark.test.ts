import { expect, it } from 'vitest'
import { StackMark } from '../../../src/client/stack-mark.js'

const pause = () => new Promise(resolve => setImmediate(resolve))

function marked() {
  const mark = new StackMark('somebody')
  const caller = async <T>(work: () => T | Promise<T>): Promise<T> => await work()
  mark.put(caller)
  return { mark, caller }
}

it('finds who calls, in the same turn and after waiting, however far away', async () => {
  const { mark, caller } = marked()
  const far = async () => {
    await pause()
    return mark.isOnStack
  }
  expect(await caller(() => mark.isOnStack)).toBe(true)
  expect(await caller(far)).toBe(true)
  expect(await caller(async () => (await Promise.all([far()]))[0])).toBe(true)
  expect(await caller(async () => await far().then(found => found))).toBe(true)
})

it('finds nobody else, and leaves stacks as they were', async () => {
  const { mark, caller } = marked()
  const { stackTraceLimit, prepareStackTrace } = Error
  const waiting = caller(pause)
  expect(mark.isOnStack).toBe(false)
  await pause()
  expect(mark.isOnStack).toBe(false)
  expect(new StackMark('another').isOnStack).toBe(false)
  await waiting
  expect(Error.stackTraceLimit).toBe(stackTraceLimit)
  expect(Error.prepareStackTrace).toBe(prepareStackTrace)
  expect(new Error('x').stack).toContain('stack-mark.test')
})
