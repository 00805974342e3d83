import { describe, expect, it } from 'vitest'
import { readBatchSettings } from '../../../src/batch/batch-options.js'
import { Batch, Entry, EntryList, Lane } from '../../../src/batch/lane.js'

const ignore = () => {}

const settings = readBatchSettings<number, void>({
  handler: async () => {},
  batchSize: 3,
  maxBytes: 10,
  sizeOf: item => item,
})

const entry = (item: number, bytes: number) =>
  Object.assign(new Entry<number, void>(item, ignore, ignore), { bytes, sequence: item })

function lane(...items: number[]): Lane<number, void> {
  const made = new Lane<number, void>('key')
  for (const item of items) made.append(entry(item, item))
  return made
}

describe('Lane', () => {
  it.each([
    [[1, 1, 1, 1], [1, 1, 1], 'size'],
    [[1, 1, 1], [1, 1, 1], 'size'],
    [[6, 5], [6], 'bytes'],
    [[6, 4], [6, 4], 'bytes'],
    [[99, 1], [99], 'bytes'],
    [[1, 2], [1, 2], 'flush'],
  ])('cuts %j to %j because of %s', (items, batch, reason) => {
    expect(lane(...items).cut(settings, 'flush')).toMatchObject({ items: batch, reason })
  })

  it('knows how many items are out, splits or not', () => {
    const busy = lane(1, 2, 3, 4)
    const whole = busy.cut(settings, 'adaptive')
    const other = busy.cut(settings, 'adaptive')
    busy.sendOut(whole)
    busy.sendOut(other)
    expect(busy).toMatchObject({ inFlight: 2, itemsOut: 4 })
    const half = new Batch<number, void>(busy, whole.slot)
    half.push(whole.entries[2]!)
    busy.takeBack(half)
    expect(busy).toMatchObject({ inFlight: 1, itemsOut: 1 })
  })
})

function itemsOf(list: EntryList<number, void>): number[] {
  const items: number[] = []
  for (let one = list.head; one !== undefined; one = one.next) items.push(one.item)
  return items
}

describe('EntryList', () => {
  it('keeps order and adds up count and bytes', () => {
    const list = new EntryList<number, void>()
    for (const item of [1, 2, 3]) list.append(entry(item, item * 10))
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
    const entries = [1, 2, 3].map(item => entry(item, item * 10))
    for (const one of entries) list.append(one)
    const removed = entries[gone - 1]!
    list.remove(removed)
    expect(removed).toMatchObject({ next: undefined, previous: undefined, place: undefined })
    list.append(entry(4, 40))
    expect(itemsOf(list)).toEqual([...left, 4])
  })

  it('is empty again after the last one left', () => {
    const list = new EntryList<number, void>()
    list.append(entry(1, 10))
    list.shift()
    expect(list.shift()).toBeUndefined()
    expect(list).toMatchObject({ head: undefined, count: 0, bytes: 0 })
    list.append(entry(2, 20))
    expect(itemsOf(list)).toEqual([2])
  })
})
