import type { Profiler } from 'node:inspector'
import { Session } from 'node:inspector/promises'

/** Starts a CPU profile of this process; what it resolves to ends it. */
export async function startCpuProfile(): Promise<() => Promise<Profiler.Profile>> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.start')
  return async () => {
    const { profile } = await session.post('Profiler.stop')
    session.disconnect()
    return profile
  }
}
