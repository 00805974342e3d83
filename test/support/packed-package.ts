import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** A folder of somebody who has installed the packed package, with our dependencies and nothing else of ours. */
export class PackedPackage {
  /** The folder of that user. */
  readonly user: string
  /** Where the package is in it. */
  readonly installed: string
  /** The package as it would be published. */
  readonly tarball: string

  private constructor(user: string, filename: string) {
    this.user = user
    this.tarball = join(user, filename)
    this.installed = join(user, 'node_modules/rocketmq-jet')
  }

  static async install(): Promise<PackedPackage> {
    if (!existsSync(join(ROOT, 'dist/index.js'))) throw new Error('Run `npm run build` first.')
    const user = await mkdtemp(join(tmpdir(), 'rocketmq-jet-package-'))
    const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', user]
    const { stdout } = await run('npm', pack, { cwd: ROOT })
    const [{ filename }] = JSON.parse(stdout) as [{ filename: string }]
    const self = new PackedPackage(user, filename)
    await mkdir(self.installed, { recursive: true })
    await run('tar', ['-xzf', self.tarball, '-C', self.installed, '--strip-components=1'])
    for (const name of await readdir(join(ROOT, 'node_modules'))) {
      if (name !== 'rocketmq-jet' && !name.startsWith('.')) {
        await symlink(join(ROOT, 'node_modules', name), join(self.user, 'node_modules', name))
      }
    }
    await writeFile(join(self.user, 'package.json'), '{"private":true}')
    return self
  }

  /** Runs a script of the user's; gives what it printed. */
  async script(name: string, text: string, flags: readonly string[] = []): Promise<string> {
    await writeFile(join(this.user, name), text)
    return this.run(name, flags)
  }

  /** Runs a file in the user's folder; gives what it printed. */
  async run(name: string, flags: readonly string[] = []): Promise<string> {
    const { stdout } = await run(process.execPath, [...flags, name], { cwd: this.user, timeout: 200_000 })
    return stdout.trim()
  }

  remove(): Promise<void> {
    return rm(this.user, { recursive: true, force: true })
  }
}
