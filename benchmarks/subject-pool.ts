import type { SubjectProcess } from './subject-process.js'
import type { Command } from './subjects/protocol.js'
import type { Subject } from './subjects.js'

/** What came of one command to one subject. */
export type Outcome<R> = { result: R } | { failure: string }

/**
 * One process for each subject, kept from row to row so that each is warm. One that died is started again for the
 * next row; its failure is a line in the report, not the end of the run.
 */
export class SubjectPool {
  readonly #start: (subject: Subject) => SubjectProcess
  readonly #prepare: Command | undefined
  readonly #processes = new Map<string, SubjectProcess>()

  /** `prepare` is asked of every new process before anything else. */
  constructor(start: (subject: Subject) => SubjectProcess, prepare?: Command) {
    this.#start = start
    this.#prepare = prepare
  }

  async ask<R>(subject: Subject, command: Command, timeoutMs: number): Promise<Outcome<R>> {
    try {
      const process = await this.#process(subject)
      return { result: await process.ask<R>(command, timeoutMs) }
    } catch (failure) {
      return { failure: (failure as Error).message }
    }
  }

  /** Ends all processes. */
  async close(): Promise<void> {
    await Promise.all([...this.#processes.values()].map(process => process.close()))
    this.#processes.clear()
  }

  async #process(subject: Subject): Promise<SubjectProcess> {
    const known = this.#processes.get(subject.label)
    if (known?.alive) return known
    const process = this.#start(subject)
    this.#processes.set(subject.label, process)
    if (this.#prepare) await process.ask(this.#prepare, 30_000)
    return process
  }
}

/** The subjects in another order each round, so that nobody always follows the same one. */
export function rotated<T>(subjects: readonly T[], round: number): T[] {
  const from = round % subjects.length
  return [...subjects.slice(from), ...subjects.slice(0, from)]
}
