// Compiles src to dist and copies what tsc leaves alone: the generated protocol module, the files of the live page.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')

rmSync(join(root, 'dist'), { recursive: true, force: true })
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.json'], { cwd: root, stdio: 'inherit' })
cpSync(join(root, 'src/remoting/generated'), join(root, 'dist/remoting/generated'), { recursive: true })
cpSync(join(root, 'src/monitor/page/assets'), join(root, 'dist/monitor/page/assets'), { recursive: true })

const command = join(root, 'dist/cli/main.js')
if (existsSync(command)) chmodSync(command, 0o755)
