/** Where a command writes, and how it ends early. */
export interface Terminal {
  /**
   * One line for standard output. Settles when it is written; what is printed is not delivered before. Rejects with
   * an `OutputError` if it cannot be written.
   */
  print(line: string): Promise<void>
  /** One line for standard error. */
  complain(line: string): void
  /** Fires when the user interrupts. */
  signal: AbortSignal
}

/** One word after `rocketmq-jet`. */
export interface Command {
  /** In a few words. */
  summary: string
  /** All of `--help`. */
  help: string
  /**
   * @param args what follows the command's name
   * @returns the exit code: 0 if all went well, 1 if not
   * @throws UsageError if it was called wrongly: exit code 2
   */
  run(args: string[], terminal: Terminal): Promise<number>
}

/** The command line is wrong. */
export class UsageError extends Error {}

/** Standard output takes nothing more. */
export class OutputError extends Error {
  /** Whether its reader has left, as `head` does that has seen enough: no fault. */
  readonly readerLeft: boolean

  constructor(cause: NodeJS.ErrnoException) {
    super(`standard output cannot be written: ${cause.message}`, { cause })
    this.readerLeft = cause.code === 'EPIPE'
  }
}
