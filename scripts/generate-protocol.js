// Generates src/wire/generated/protocol.{js,d.ts} from proto/. With an argument, into that folder.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = process.argv[2] ?? join(root, 'src/wire/generated')
const pbjs = join(dirname(createRequire(import.meta.url).resolve('protobufjs-cli/package.json')), 'bin/pbjs')
const folder = 'proto/apache/rocketmq/v2'

mkdirSync(target, { recursive: true })
execFileSync(
  process.execPath,
  [
    pbjs,
    ...['--target', 'static-module', '--wrap', 'esm'],
    // A root of our own: modules generated without one share a single "default" root and mix up their types.
    ...['--root', 'rocketmq-jet'],
    ...['--no-verify', '--no-convert', '--no-delimited', '--no-typeurl', '--no-service'],
    // The types; pbts would write ones that import the whole of protobufjs.
    '--dts',
    ...['--path', 'proto'],
    ...['--out', relative(root, resolve(target, 'protocol.js'))],
    ...['definition', 'service', 'admin'].map(name => `${folder}/${name}.proto`),
  ],
  { cwd: root, stdio: 'inherit' },
)
