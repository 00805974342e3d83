import type { Player } from './cast.js'
import type { Effort } from './effort.js'
import { SDK } from './preparation.js'
import type { Results } from './results.js'
import type { Site } from './site.js'
import { type Launcher, SubjectProcess } from './subject-process.js'
import type { Timetable } from './timetable.js'

/** What every stage of a run has at hand. */
export interface Session {
  readonly site: Site
  readonly launcher: Launcher
  readonly effort: Effort
  readonly results: Results
  readonly timetable: Timetable
  /** One line of progress. */
  tell(line: string): void
  /** Writes what is known so far. */
  save(): Promise<void>
}

/** Starts the process of a player. */
export function launch(
  session: Session,
  { subject, options }: Player,
  place: { topic: string; consumerGroup?: string },
  nodeFlags: readonly string[] = [],
): SubjectProcess {
  const setup = {
    subject,
    endpoints: session.site.endpoints,
    sdk: SDK,
    serverPids: Object.values(session.site.cluster?.state.pids ?? {}),
    ...place,
    ...(options === undefined ? {} : { options }),
  }
  return new SubjectProcess(setup, session.launcher, nodeFlags)
}
