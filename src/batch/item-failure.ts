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
