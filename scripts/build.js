// Compiles src to dist, ES modules by tsc and the same as CommonJS below dist/cjs, and adds what tsc leaves alone: the
// generated protocol module, the files of the live page.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')

rmSync(join(root, 'dist'), { recursive: true, force: true })
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.json'], { cwd: root, stdio: 'inherit' })
cpSync(join(root, 'src/wire/generated'), join(root, 'dist/wire/generated'), { recursive: true })
// Written for the page, and imported by the report and the alerts too.
cpSync(join(root, 'src/monitor/page/assets/units.js'), join(root, 'dist/monitor/page/assets/units.js'))
writeFileSync(join(root, 'dist/monitor/page/page-files.js'), pageFiles(join(root, 'src/monitor/page/assets')))

await buildCommonJs(join(root, 'dist'), join(root, 'dist/cjs'))

const command = join(root, 'dist/cli/main.js')
if (existsSync(command)) chmodSync(command, 0o755)

/**
 * Every module but the command's, one by one: for Jest and other tools that cannot require an ES module, and for
 * TypeScript, which does not let CommonJS name one. `import()` becomes `require()`, which Jest has no other for.
 */
async function buildCommonJs(from, to) {
  const names = readdirSync(from, { recursive: true }).filter(name => !/^cli(?!\w)/.test(name))
  await build({
    entryPoints: names.filter(name => name.endsWith('.js')).map(name => join(from, name)),
    outbase: from,
    outdir: to,
    format: 'cjs',
    platform: 'node',
    target: 'es2022',
    supported: { 'dynamic-import': false },
    logLevel: 'warning',
  })
  for (const name of names.filter(each => each.endsWith('.d.ts'))) cpSync(join(from, name), join(to, name))
  writeFileSync(join(to, 'package.json'), '{ "type": "commonjs" }\n')
}

/** The module of the page's files with their texts in it; the one in src reads them from their folder. */
function pageFiles(folder) {
  const names = readdirSync(folder).filter(name => !name.endsWith('.d.ts'))
  const texts = names.map(name => [name, readFileSync(join(folder, name), 'utf8')])
  return `const TEXTS = ${JSON.stringify(Object.fromEntries(texts), undefined, 2)}

export function pageFile(name) {
  return TEXTS[name]
}
`
}
