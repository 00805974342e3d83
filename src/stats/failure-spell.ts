/** Fewer failures in a row may be one message's or one moment's. */
const LEAST_FAILURES = 3

/**
 * What was not tried for so long, in milliseconds, does not fail any more: nobody wants it. Longer than a poll takes
 * that a silent server leaves to its deadline.
 */
const FORGOTTEN_MS = 60_000

/** How long something has failed every time it was tried. */
export class FailureSpell {
  #since = 0
  #last = 0
  #failures = 0

  failed(): void {
    this.#last = performance.now()
    if (this.#failures === 0) this.#since = this.#last
    this.#failures += 1
  }

  succeeded(): void {
    this.#failures = 0
  }

  /** In milliseconds; 0 unless the last three tries or more all failed, the latest of them a short while ago. */
  get ms(): number {
    const now = performance.now()
    if (this.#failures < LEAST_FAILURES || now - this.#last > FORGOTTEN_MS) return 0
    return now - this.#since
  }
}

/** Spells of several things of one kind, each by its key. */
export class FailureSpells {
  readonly #spells = new Map<string, FailureSpell>()

  failed(key: string): void {
    let spell = this.#spells.get(key)
    if (spell === undefined) {
      spell = new FailureSpell()
      this.#spells.set(key, spell)
    }
    spell.failed()
  }

  succeeded(key: string): void {
    this.#spells.delete(key)
  }

  /** The longest of them, in milliseconds. */
  get ms(): number {
    return Math.max(0, ...[...this.#spells.values()].map(spell => spell.ms))
  }
}
