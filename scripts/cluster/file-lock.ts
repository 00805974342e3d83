import { readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Runs the task while holding a lock file, so that of several processes one downloads and the others wait.
 * A lock left by a process that is gone is broken. The task must still be safe if two run it at once.
 */
export async function withFileLock<T>(path: string, onWait: () => void, task: () => Promise<T>): Promise<T> {
  let told = false
  while (!(await tryLock(path))) {
    if (await isAbandoned(path)) {
      await rm(path, { force: true })
      continue
    }
    if (!told) onWait()
    told = true
    await sleep(250)
  }
  try {
    return await task()
  } finally {
    await rm(path, { force: true })
  }
}

async function tryLock(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw failure
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const holder = Number(await readFile(path, 'utf8').catch(() => ''))
  // An empty file may just be in the making by somebody else; it is looked at again.
  return holder > 0 && !isRunning(holder)
}

/** Whether a process with this id exists, ours or not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code === 'EPERM'
  }
}
