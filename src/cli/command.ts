import type { Readable } from 'node:stream'
import type { WriteStream } from 'node:tty'

/** The exit codes of all commands. */
export const EXIT = { success: 0, failure: 1, usage: 2, interrupted: 130 } as const

/** Where a command reads and writes, and how it ends early. */
export interface Terminal {
  /**
   * Writes one line to standard output; settles when that is done. Rejects with an `OutputError` if it cannot be
   * written.
   */
  print(line: string): Promise<void>
  /** Writes bytes to standard output as they are; settles and rejects as `print()` does. */
  write(bytes: Uint8Array): Promise<void>
  /** Writes one line to standard error. */
  complain(line: string): void
  /** Standard input. */
  input: Readable
  /** Where progress is drawn: standard error, if somebody looks at it. */
  display: Pick<WriteStream, 'write' | 'columns'> | undefined
  /** Fires when the user interrupts, or, with an `OutputError`, when standard output is closed. */
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
   * @returns one of `EXIT`
   * @throws UsageError if it was called wrongly
   */
  run(args: string[], terminal: Terminal): Promise<number>
}

/** The command line is wrong. */
export class UsageError extends Error {}

/** Standard output cannot be written any more. */
export class OutputError extends Error {
  /** Whether the reader has closed it, as `head` does when it has seen enough, which is no error. */
  readonly readerLeft: boolean

  constructor(cause: NodeJS.ErrnoException) {
    super(`standard output cannot be written: ${cause.message}`, { cause })
    this.readerLeft = cause.code === 'EPIPE'
  }
}
