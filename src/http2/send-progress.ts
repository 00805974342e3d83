/** Marks closer together than this are one. */
const MARK_MS = 50
/** Marks that are kept; the oldest ones are needed by calls alone that should have ended long ago. */
const MOST_MARKS = 1_024

/** When the peer was known to have a request. */
interface Mark {
  order: number
  at: number
}

/**
 * How far what was sent has got, by what the peer says: an answer proves that its request has arrived, and with it all
 * that was written before. The kernel and what stands on the way may hold megabytes, so having written says nothing.
 */
export class SendProgress {
  readonly #marks: Mark[] = []
  #order = 0
  #movedAt = Number.NEGATIVE_INFINITY

  /** The peer has the request that was the `order`-th to be written to its end. */
  noteArrival(order: number): void {
    if (order <= this.#order) return
    this.#order = order
    const now = performance.now()
    this.#movedAt = now
    const last = this.#marks.at(-1)
    if (last !== undefined && now - last.at < MARK_MS) last.order = order
    else this.#marks.push({ order, at: now })
    if (this.#marks.length > MOST_MARKS) this.#marks.splice(0, MOST_MARKS / 2)
  }

  /** Bytes got on, whosever they were. */
  noteMovement(): void {
    this.#movedAt = performance.now()
  }

  /**
   * When a call has had its time, which begins when its request has arrived. One that is still on its way has it as long
   * as anything moves.
   *
   * @param order that of the end of its request; 0 if that is not written yet
   */
  dueAt(order: number, timeoutMs: number): number {
    const arrived = order > 0 && order <= this.#order
    const at = arrived ? this.#marks.find(mark => mark.order >= order)?.at : this.#movedAt
    return (at ?? Number.NEGATIVE_INFINITY) + timeoutMs
  }
}
