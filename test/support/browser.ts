import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

const PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Nothing but what is asked for: no updates, no reports, no other protocol. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const INSTALL_TIMEOUT_MS = 240_000

/**
 * The path of a Chromium: `CHROMIUM_PATH`, where it usually is, or Debian's package, installed now if that can be.
 * Without any it says so in one line; with `REQUIRE_BROWSER=1` it throws.
 */
export async function findChromium(): Promise<string | undefined> {
  const found = (await firstOf(PATHS)) ?? (await install())
  if (found !== undefined) return found
  const complaint = 'Not run: the tests in a browser. No Chromium is found, and none can be installed.'
  if (process.env.REQUIRE_BROWSER === '1') throw new Error(complaint)
  console.log(complaint)
  return undefined
}

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args: FLAGS })
}

async function firstOf(paths: readonly string[]): Promise<string | undefined> {
  const { CHROMIUM_PATH } = process.env
  for (const path of CHROMIUM_PATH === undefined ? paths : [CHROMIUM_PATH]) {
    const exists = await access(path).then(
      () => true,
      () => false,
    )
    if (exists) return path
  }
  return undefined
}

async function install(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const run = promisify(execFile)
  const options = { timeout: INSTALL_TIMEOUT_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  try {
    await run('apt-get', ['update'], options)
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options)
  } catch {
    return undefined
  }
  return firstOf(PATHS)
}
