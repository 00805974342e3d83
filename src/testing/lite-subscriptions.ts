/** Which lite topics each client of a group wants. */
export class LiteSubscriptions {
  readonly #wanted = new Map<string, Set<string>>()

  /** The lite topics a client wants. */
  of(clientId: string, group: string): readonly string[] {
    return [...(this.#wanted.get(keyOf(clientId, group)) ?? [])]
  }

  /** Puts `wanted` in place of what the client wanted before. */
  set(clientId: string, group: string, wanted: Iterable<string>): void {
    this.#wanted.set(keyOf(clientId, group), new Set(wanted))
  }

  /** The other clients of a group that want a lite topic. */
  others(clientId: string, group: string, liteTopic: string): string[] {
    const found: string[] = []
    for (const [key, wanted] of this.#wanted) {
      const [owner = '', ownersGroup] = key.split('\n')
      if (ownersGroup === group && owner !== clientId && wanted.has(liteTopic)) found.push(owner)
    }
    return found
  }

  /** Forgets a client. */
  remove(clientId: string): void {
    for (const key of this.#wanted.keys()) {
      if (key.startsWith(`${clientId}\n`)) this.#wanted.delete(key)
    }
  }
}

function keyOf(clientId: string, group: string): string {
  return `${clientId}\n${group}`
}
