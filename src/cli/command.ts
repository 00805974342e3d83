/** Where a command writes, and how it ends early. */
export interface Terminal {
  /** One line for standard output. */
  print(line: string): void
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
