import type { Plan } from './plan.js'
import { SDK } from './preparation.js'
import type { Progress } from './progress.js'
import type { Results } from './results.js'
import type { Server } from './server.js'
import { type Launcher, SubjectProcess } from './subject-process.js'
import type { Subject } from './subjects.js'

/** What every stage of a run has at hand. */
export interface Session {
  readonly server: Server
  readonly launcher: Launcher
  readonly plan: Plan
  readonly results: Results
  readonly progress: Progress
  /** One line of progress. */
  tell(line: string): void
  /** Writes what is known so far. */
  save(): Promise<void>
}

/** Starts the process of a subject. */
export function launch(
  session: Session,
  { subject, options }: Subject,
  place: { topic: string; consumerGroup?: string },
  nodeFlags: readonly string[] = [],
): SubjectProcess {
  const setup = {
    subject,
    endpoints: session.server.endpoints,
    sdk: SDK,
    serverPids: Object.values(session.server.cluster?.state.pids ?? {}),
    ...place,
    ...(options === undefined ? {} : { options }),
  }
  return new SubjectProcess(setup, session.launcher, nodeFlags)
}
