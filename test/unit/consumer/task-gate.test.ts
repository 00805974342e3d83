import { describe, expect, it } from 'vitest'
import { TaskGate } from '../../../src/consumer/task-gate.js'

function gate(limit: number) {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const made = new TaskGate<string>(limit, task => {
    begun.push(task)
    return new Promise(resolve => ends.set(task, resolve))
  })
  const end = async (task: string) => {
    ends.get(task)?.()
    await new Promise(resolve => setImmediate(resolve))
  }
  return { gate: made, begun, end }
}

describe('TaskGate', () => {
  it('runs tasks in order, no more at once than its limit', async () => {
    const { gate: tasks, begun, end } = gate(2)
    for (const task of ['a', 'b', 'c']) tasks.add(task)
    expect(begun).toEqual(['a', 'b'])
    await end('a')
    expect(begun).toEqual(['a', 'b', 'c'])
    expect(tasks.running).toBe(2)
  })

  it('gives back what was not begun when it stops, and begins nothing more', async () => {
    const { gate: tasks, begun, end } = gate(1)
    for (const task of ['a', 'b', 'c']) tasks.add(task)
    expect(tasks.stop()).toEqual(['b', 'c'])
    await end('a')
    expect(begun).toEqual(['a'])
  })

  it('takes out those that match and keeps the order of the others', async () => {
    const { gate: tasks, begun, end } = gate(1)
    for (const task of ['a', 'b1', 'c', 'b2']) tasks.add(task)
    expect(tasks.remove(task => task.startsWith('b'))).toEqual(['b1', 'b2'])
    await end('a')
    expect(begun).toEqual(['a', 'c'])
  })

  it('runs tasks that need no time one after the other, each in no place of its own', async () => {
    const begun: string[] = []
    const tasks: TaskGate<string> = new TaskGate(1, task => {
      begun.push(`${task} beside ${tasks.running - 1}`)
      if (task === 'a') tasks.add('c')
      return undefined
    })
    tasks.add('a')
    tasks.add('b')
    expect(begun).toEqual(['a beside 0', 'c beside 0', 'b beside 0'])
    expect(tasks.running).toBe(0)
    await tasks.idle()
  })

  it('is idle only when nothing runs and nothing is held', async () => {
    const { gate: tasks, end } = gate(1)
    let settle = () => {}
    tasks.add('a')
    tasks.hold()
    tasks.holdFor(new Promise<void>(resolve => (settle = resolve)))
    let idle = false
    const waiting = tasks.idle().then(() => {
      idle = true
    })
    await end('a')
    expect([idle, tasks.held]).toEqual([false, 2])
    settle()
    await new Promise(resolve => setImmediate(resolve))
    expect([idle, tasks.held]).toEqual([false, 1])
    tasks.release()
    await waiting
    expect(tasks.held).toBe(0)
  })
})
