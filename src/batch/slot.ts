/**
 * The right of a batch to run, one of the `maxInFlight` of its lane. The parts of a batch that was split share
 * it: one of them runs at a time, and the slot is free when all are done.
 */
export class Slot<Part> {
  /** How many items took it. */
  items = 0
  /** Parts that are not done. */
  open = 1
  /** Whether one of them runs. */
  busy = true
  /** Parts that may run as soon as it is not busy, in this order. */
  readonly ready: Part[] = []
}
