// The packages beside the library, the tools of its API reference, and Jest have an installation of their own.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Their folder. */
export const PACKAGES = fileURLToPath(new URL('../packages', import.meta.url))

/** What installs it, as arguments of npm; none where it is there already. */
export function missingInstallation(): string[] | undefined {
  const needed = ['typedoc', '@nestjs/core', 'fastify', 'jest', 'jest-29']
  if (needed.every(name => existsSync(join(PACKAGES, 'node_modules', name)))) return undefined
  return ['ci', '--prefix', PACKAGES, '--no-audit', '--no-fund']
}
