import type { Plan, StageName } from '../plan.js'
import type { Session } from '../session.js'

/** A part of a run. */
export interface Stage {
  readonly name: StageName
  /** What it will take, about, in milliseconds. */
  ms(plan: Plan): number
  /** Measures, and adds to the session's results. */
  run(session: Session): Promise<void>
}
