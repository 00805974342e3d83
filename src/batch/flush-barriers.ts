interface Barrier {
  /** The last item it waits for. */
  readonly sequence: number
  left: number
  readonly open: () => void
}

/** Those who wait until all that was added before is settled. Costs nothing while nobody does. */
export class FlushBarriers {
  #barriers: Barrier[] = []

  /** Whether anybody waits. */
  get active(): boolean {
    return this.#barriers.length > 0
  }

  /** Waits for the `left` items up to `sequence` that are still open. */
  wait(sequence: number, left: number): Promise<void> {
    if (left === 0) return Promise.resolve()
    return new Promise(open => {
      this.#barriers.push({ sequence, left, open })
    })
  }

  /** An item is done with, in whatever way. */
  pass(sequence: number): void {
    let opened = false
    for (const barrier of this.#barriers) {
      if (sequence > barrier.sequence || --barrier.left > 0) continue
      barrier.open()
      opened = true
    }
    if (opened) this.#barriers = this.#barriers.filter(barrier => barrier.left > 0)
  }
}
