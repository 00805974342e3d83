import { describe, expect, it } from 'vitest'
import { Entry } from '../../../src/batch/entry.js'
import { EntryList } from '../../../src/batch/entry-list.js'

const entry = (item: number) =>
  new Entry<number, void>(
    item,
    '',
    item * 10,
    0,
    item,
    () => {},
    () => {},
  )

function itemsOf(list: EntryList<number, void>): number[] {
  const items: number[] = []
  for (let one = list.head; one !== undefined; one = one.next) items.push(one.item)
  return items
}

describe('EntryList', () => {
  it('keeps order and adds up count and bytes', () => {
    const list = new EntryList<number, void>()
    for (const item of [1, 2, 3]) list.append(entry(item))
    expect(itemsOf(list)).toEqual([1, 2, 3])
    expect(list).toMatchObject({ count: 3, bytes: 60 })
    expect(list.shift()?.item).toBe(1)
    expect(list).toMatchObject({ count: 2, bytes: 50 })
  })

  it.each([
    [1, [2, 3]],
    [2, [1, 3]],
    [3, [1, 2]],
  ])('takes number %i out and stays whole', (gone, left) => {
    const list = new EntryList<number, void>()
    const entries = [1, 2, 3].map(entry)
    for (const one of entries) list.append(one)
    const removed = entries[gone - 1]!
    list.remove(removed)
    expect(removed).toMatchObject({ next: undefined, previous: undefined, place: undefined })
    list.append(entry(4))
    expect(itemsOf(list)).toEqual([...left, 4])
  })

  it('is empty again after the last one left', () => {
    const list = new EntryList<number, void>()
    list.append(entry(1))
    list.shift()
    expect(list.shift()).toBeUndefined()
    expect(list).toMatchObject({ head: undefined, count: 0, bytes: 0 })
    list.append(entry(2))
    expect(itemsOf(list)).toEqual([2])
  })
})
