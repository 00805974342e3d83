import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

const ATTEMPTS = 3
const PAUSE_MS = 5_000

/**
 * Copies the jars that the project in a folder depends on into that folder. A network may fail for a moment, so Maven
 * is run again where it failed; what it fetched before it keeps.
 *
 * @param hear gets what Maven prints, piece by piece
 * @throws Error with the reason that Maven gave in the end
 */
export async function copyDependencies(
  folder: string,
  hear: (text: string) => void = () => {},
  pauseMs = PAUSE_MS,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    // What Maven could not fetch it does not ask for again the same day, unless it is told to.
    const failure = await runMaven(folder, attempt === 1 ? [] : ['-U'], hear)
    if (failure === undefined) return
    if (attempt === ATTEMPTS) throw new Error(failure)
    await sleep(pauseMs)
  }
}

/** Why it failed, if it did. */
async function runMaven(
  folder: string,
  more: readonly string[],
  hear: (text: string) => void,
): Promise<string | undefined> {
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`]
  const maven = spawn('mvn', ['-B', ...more, ...goal], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const read = (chunk: Buffer) => {
    const text = chunk.toString()
    output = (output + text).slice(-20_000)
    hear(text)
  }
  maven.stdout.on('data', read)
  maven.stderr.on('data', read)
  const code = await new Promise<number | null>((resolve, reject) => {
    maven.once('error', reject)
    maven.once('close', resolve)
  })
  if (code === 0) return undefined
  return output.split('\n').find(line => line.startsWith('[ERROR]')) ?? output.slice(-500)
}
