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

describe('a gate that several topics share', () => {
  /** Tasks are named topic and number: `slow1`. */
  function shared(limit: number, several = true) {
    const begun: string[] = []
    const ends = new Map<string, () => void>()
    const run = (task: string) => {
      begun.push(task)
      return new Promise<void>(resolve => ends.set(task, resolve))
    }
    const division = { topicOf: (task: string) => task.replace(/\d+$/, ''), shared: () => several }
    const end = async (task: string) => {
      ends.get(task)?.()
      await new Promise(resolve => setImmediate(resolve))
    }
    return { gate: new TaskGate<string>(limit, run, division), begun, end }
  }

  const tasks = (topic: string, count: number) => Array.from({ length: count }, (_, i) => `${topic}${i + 1}`)

  it('gives a place that becomes free to the topic with the fewest tasks running', async () => {
    const { gate: places, begun, end } = shared(2)
    for (const task of [...tasks('slow', 5), ...tasks('urgent', 5)]) places.add(task)
    expect(begun).toEqual(['slow1', 'slow2'])
    await end('slow1')
    await end('urgent1')
    await end('urgent2')
    expect(begun).toEqual(['slow1', 'slow2', 'urgent1', 'urgent2', 'urgent3'])
  })

  it('keeps the last place from a topic, so that one whose tasks never end holds no other up', async () => {
    const { gate: places, begun, end } = shared(4)
    for (const task of tasks('slow', 9)) places.add(task)
    expect(begun).toEqual(['slow1', 'slow2', 'slow3'])
    for (const task of tasks('urgent', 3)) places.add(task)
    for (const task of tasks('urgent', 3)) await end(task)
    expect(begun).toEqual(['slow1', 'slow2', 'slow3', 'urgent1', 'urgent2', 'urgent3'])
    expect(places.running).toBe(3)
  })

  it('gives all places to the only topic there is', () => {
    const { gate: places, begun } = shared(4, false)
    for (const task of tasks('only', 9)) places.add(task)
    expect(begun).toHaveLength(4)
  })

  it('is idle when the tasks of all topics are done', async () => {
    const { gate: places, end } = shared(4)
    for (const task of ['a1', 'b1', 'a2']) places.add(task)
    let idle = false
    const waiting = places.idle().then(() => {
      idle = true
    })
    for (const task of ['a1', 'b1']) await end(task)
    expect(idle).toBe(false)
    await end('a2')
    await waiting
  })
})
