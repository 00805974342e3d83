import { type RocketMQError, textOf } from '../errors.js'
import { unusableItemError } from './batch-errors.js'
import type { BatchSettings } from './batch-settings.js'

/** Asks `sizeOf` and `keyOf` about an item, and keeps what they said of the latest one, so that nothing is allocated. */
export class ItemMeasure<T, R> {
  readonly #settings: BatchSettings<T, R>
  bytes = 0
  key = ''

  constructor(settings: BatchSettings<T, R>) {
    this.#settings = settings
  }

  /** Measures an item; gives the reason if it cannot be taken. */
  read(item: T): RocketMQError | undefined {
    const { sizeOf, keyOf } = this.#settings
    try {
      if (sizeOf !== undefined) this.bytes = sizeOf(item)
      if (keyOf !== undefined) this.key = keyOf(item)
    } catch (error) {
      return unusableItemError(this.#settings, `sizeOf or keyOf threw: ${textOf(error)}`, error)
    }
    if (this.bytes >= 0 && this.bytes < Number.POSITIVE_INFINITY) return undefined
    return unusableItemError(this.#settings, `sizeOf gave ${textOf(this.bytes)}, not a number of bytes`)
  }
}
