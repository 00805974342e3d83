import type { FlushReason } from '../stats/stats.js'

/** What a handler is told about the batch it gets. */
export interface BatchContext {
  /** The key all items of the batch share; `''` where the processor has no `keyOf`. */
  readonly key: string
  /** 1 for the first run of this batch, one more for each retry. The halves of a split batch begin at 1 again. */
  readonly attempt: number
  /** Why the batch left the buffer. */
  readonly reason: FlushReason
  /** Fires when the deadline of `stop()` passes: the items are rejected by then, so give up. */
  readonly signal: AbortSignal
}

/**
 * What a handler says: one result per item, in the order of the items, an {@link ItemFailure} where one item
 * failed; or nothing, which fulfils every item's promise with `undefined`.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler without results is written without a return
export type BatchResults<R> = readonly (R | ItemFailure)[] | void

/**
 * Does the work for a whole batch. If it throws or rejects, the batch is split, tried again or given up, as the
 * options say. It must not change `items`.
 */
export type BatchHandler<T, R> = (items: readonly T[], context: BatchContext) => Promise<BatchResults<R>>

/**
 * Put by a handler in the place of one item's result: rejects that item's promise and no other's.
 * Nothing is tried again for it.
 *
 * @example
 * ```ts
 * handler: async items => items.map(item => (item.ok ? item.id : new ItemFailure(new Error('refused'))))
 * ```
 */
export class ItemFailure {
  /** Why the item failed; a `RocketMQError` reaches the caller as it is, anything else wrapped as `HANDLER`. */
  readonly error: unknown

  /** @param error why the item failed */
  constructor(error: unknown) {
    this.error = error
  }
}
