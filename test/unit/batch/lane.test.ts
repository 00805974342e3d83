import { describe, expect, it } from 'vitest'
import { Batch } from '../../../src/batch/batch.js'
import { readBatchSettings } from '../../../src/batch/batch-settings.js'
import { Entry } from '../../../src/batch/entry.js'
import { Lane } from '../../../src/batch/lane.js'

const settings = readBatchSettings<number, void>({
  handler: async () => {},
  batchSize: 3,
  maxBytes: 10,
  sizeOf: item => item,
})

function lane(...items: number[]): Lane<number, void> {
  const made = new Lane<number, void>('key')
  for (const [index, item] of items.entries()) {
    made.append(
      new Entry(
        item,
        'key',
        item,
        0,
        index,
        () => {},
        () => {},
      ),
    )
  }
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
