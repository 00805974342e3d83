/** Where a client writes what an operator should know. `console` is one. */
export interface Logger {
  /** Details, and repetitions of what was warned of. */
  debug(message: string): void
  /** What is normal and worth knowing. */
  info(message: string): void
  /** What went wrong and is tried again, or may need somebody's attention. */
  warn(message: string): void
  /** What failed, such as a handler. */
  error(message: string): void
}

/** Writes nothing: `logger: false`. */
export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
}

/** How long a kind of line stays quiet once it was written, in milliseconds. */
const QUIET_MS = 5_000

/** Kinds of line told apart at one time; what comes beyond them is one more kind. */
const MAX_KINDS = 100

/** What came of one kind since it was written last. */
interface Kind {
  more: number
  last: string
}

/**
 * Writes warnings and errors to the console: the default. Each kind of line comes at once, and then no oftener than
 * every few seconds, with the number of those like it: a handler that fails for each message must not drown the rest.
 */
export class ConsoleLogger implements Logger {
  readonly #kinds = new Map<string, Kind>()

  debug(): void {}

  info(): void {}

  warn(message: string): void {
    this.#write('warn', message)
  }

  error(message: string): void {
    this.#write('error', message)
  }

  #write(level: 'warn' | 'error', message: string): void {
    const name = this.#kindOf(level, message)
    const kind = this.#kinds.get(name)
    if (kind !== undefined) {
      kind.more += 1
      kind.last = message
      return
    }
    console[level](message)
    this.#quieten(level, name)
  }

  #quieten(level: 'warn' | 'error', name: string): void {
    const kind: Kind = { more: 0, last: '' }
    this.#kinds.set(name, kind)
    setTimeout(() => {
      this.#kinds.delete(name)
      if (kind.more === 0) return
      console[level](`${kind.last} (${kind.more} like this in the last ${QUIET_MS / 1000} s)`)
      this.#quieten(level, name)
    }, QUIET_MS).unref()
  }

  /** Lines are of one kind that begin alike, up to the reason after the colon, numbers and ids aside. */
  #kindOf(level: string, message: string): string {
    const [client = '', ...rest] = message.split(': ', 3)
    const head = rest.length > 1 ? rest[0] : message
    const name = `${level} ${client} ${head?.replaceAll(/[0-9A-F]{8,}|\d+/g, '#')}`
    return this.#kinds.size < MAX_KINDS || this.#kinds.has(name) ? name : `${level} others`
  }
}
