// `npm run docs`: the API reference, as HTML below api-reference/. Fails if a public signature names a type that is
// not exported, or if a link in a comment leads nowhere. Other arguments go to typedoc.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { missingInstallation, PACKAGES } from './packages.js'

const installing = missingInstallation()
if (installing !== undefined) run('npm', installing)
run(process.execPath, [join(PACKAGES, 'node_modules/typedoc/bin/typedoc'), ...process.argv.slice(2)])

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}
