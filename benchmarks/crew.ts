import type { Player } from './cast.js'
import type { SubjectProcess } from './subject-process.js'
import type { Command } from './subjects/protocol.js'

/** What came of one command to one player. */
export type Outcome<R> = { result: R } | { failure: string }

/**
 * One process for each player, kept from row to row so that each is warm. One that died is started again for the
 * next row; its failure is a line in the report, not the end of the run.
 */
export class Crew {
  readonly #start: (player: Player) => SubjectProcess
  readonly #prepare: Command | undefined
  readonly #processes = new Map<string, SubjectProcess>()

  /** `prepare` is asked of every new process before anything else. */
  constructor(start: (player: Player) => SubjectProcess, prepare?: Command) {
    this.#start = start
    this.#prepare = prepare
  }

  async ask<R>(player: Player, command: Command, timeoutMs: number): Promise<Outcome<R>> {
    try {
      const process = await this.#process(player)
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

  async #process(player: Player): Promise<SubjectProcess> {
    const known = this.#processes.get(player.label)
    if (known?.alive) return known
    const process = this.#start(player)
    this.#processes.set(player.label, process)
    if (this.#prepare) await process.ask(this.#prepare, 30_000)
    return process
  }
}

/** The players in another order each round, so that nobody always follows the same one. */
export function rotated<T>(players: readonly T[], round: number): T[] {
  const from = round % players.length
  return [...players.slice(from), ...players.slice(0, from)]
}
