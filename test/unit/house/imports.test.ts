import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const SRC = fileURLToPath(new URL('../../../src/', import.meta.url))

/** What each folder may import from, besides itself. The arrows go one way. */
const BASE = ['errors.ts', 'waiting', 'options', 'stats', 'message', 'route']
const CLIENTS = [...BASE, 'pool', 'batch', 'wire', 'remoting', 'client']
const ALLOWED: Record<string, readonly string[]> = {
  'errors.ts': [],
  waiting: ['errors.ts'],
  http2: [],
  stats: ['errors.ts', 'waiting'],
  options: ['errors.ts', 'waiting'],
  message: ['errors.ts', 'waiting', 'options'],
  route: ['errors.ts', 'message'],
  pool: ['errors.ts', 'waiting', 'options', 'stats'],
  batch: ['errors.ts', 'waiting', 'options', 'stats'],
  wire: ['errors.ts', 'waiting', 'message', 'route'],
  remoting: ['errors.ts', 'waiting', 'http2', 'stats', 'route', 'pool', 'wire'],
  client: [...BASE, 'pool', 'batch', 'wire', 'remoting'],
  producer: CLIENTS,
  consumer: CLIENTS,
  monitor: ['errors.ts', 'waiting', 'options', 'stats', 'wire/library.ts'],
  environment: ['errors.ts', 'waiting', 'options', 'monitor', 'client', 'producer', 'consumer'],
  topics: ['errors.ts', 'message', 'consumer'],
  request: [...CLIENTS, 'producer', 'consumer'],
  'index.ts': [
    'errors.ts',
    'stats',
    'message',
    'route',
    'pool',
    'batch',
    'monitor',
    'wire',
    'remoting',
    'client',
    'producer',
    'consumer',
    'environment',
    'topics',
    'request',
  ],
  testing: ['errors.ts', 'waiting', 'options', 'message', 'route', 'wire/generated', 'wire/reply-reader.ts'],
  cli: ['index.ts'],
}

/** Packages that only these folders may import. */
const CONFINED: Record<string, readonly string[]> = {
  '@grpc/grpc-js': ['remoting', 'testing'],
  protobufjs: ['wire', 'testing'],
  'generic-pool': ['pool'],
  snappy: ['message'],
  fzstd: ['message'],
  undici: ['monitor', 'cli'],
}

/** Folders that build and read no protocol message: they make the typed calls of `remoting`. */
const WIRELESS = ['client', 'producer', 'consumer']
const PROTOCOL = /^wire\/(generated\/|rpc-table)/

interface Import {
  from: string
  to: string
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  // A file of declarations describes the script beside it.
  .filter(name => /(?<!\.d)\.ts$/.test(name) && !name.includes('generated'))
  .map(name => name.replaceAll('\\', '/'))
const imports = files.flatMap(importsOf)

function importsOf(from: string): Import[] {
  const text = readFileSync(join(SRC, from), 'utf8')
  const names = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(match => match[1] as string)
  return names.map(name => ({ from, to: name.startsWith('.') ? inside(from, name) : name }))
}

function inside(from: string, name: string): string {
  return relative(SRC, resolve(dirname(join(SRC, from)), name))
    .replaceAll('\\', '/')
    .replace(/\.js$/, '.ts')
}

function folderOf(path: string): string {
  return path.split('/')[0] as string
}

function isOurs(path: string): boolean {
  return files.includes(path) || path.includes('generated')
}

describe('imports within src', () => {
  it('go between folders in the one direction that is allowed', () => {
    const wrong = imports
      .filter(({ to }) => isOurs(to))
      .filter(({ from, to }) => {
        const folder = folderOf(from)
        if (folder === folderOf(to)) return false
        return !ALLOWED[folder]?.some(allowed => to === allowed || to.startsWith(`${allowed}/`))
      })
    expect(wrong).toEqual([])
  })

  it('form no cycle, not even of types', () => {
    expect(findCycle()).toBeUndefined()
  })

  it('reach gRPC, protobuf, pools, codecs and HTTP only where they belong', () => {
    const wrong = imports.filter(({ from, to }) => {
      const name = Object.keys(CONFINED).find(each => to === each || to.startsWith(`${each}/`))
      return name !== undefined && !CONFINED[name]?.includes(folderOf(from))
    })
    expect(wrong).toEqual([])
  })

  it('reach protocol messages and procedures only where they are written and read', () => {
    const wrong = imports.filter(({ from, to }) => WIRELESS.includes(folderOf(from)) && PROTOCOL.test(to))
    expect(wrong).toEqual([])
  })

  it('do nothing by themselves, except where the manifest says so to bundlers', () => {
    const manifest = JSON.parse(readFileSync(join(SRC, '../package.json'), 'utf8')) as {
      sideEffects: string[]
    }
    const declared = manifest.sideEffects.map(path => path.replace('./dist/', '').replace(/\.js$/, '.ts'))
    const doing = files.filter(name =>
      // Formatted as it is, a statement at the top of a module begins at the margin.
      /^(?!(?:import|export|const|let|type|interface|class|abstract|function|async function)\b)[\w$([{]/m.test(
        readFileSync(join(SRC, name), 'utf8')
          .replace(/`(?:[^`\\]|\\.)*`/gs, '``')
          .replace(/^[})\]].*/gm, ''),
      ),
    )
    expect(doing).toEqual(declared)
  })

  it('leave no file that nobody reaches', () => {
    const entries = [
      'index.ts',
      'testing/index.ts',
      'cli/main.ts',
      'monitor/prometheus.ts',
      'monitor/open-telemetry.ts',
    ]
    const reached = new Set(imports.map(({ to }) => to))
    expect(files.filter(name => !reached.has(name) && !entries.includes(name))).toEqual([])
  })
})

function findCycle(): string[] | undefined {
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const { to } of imports.filter(({ from }) => from === file)) {
      const cycle = files.includes(to) ? visit(to, [...path, file]) : undefined
      if (cycle !== undefined) return cycle
    }
    done.add(file)
    return undefined
  }
  for (const file of files) {
    const cycle = visit(file, [])
    if (cycle !== undefined) return cycle
  }
  return undefined
}

describe('values that an application threw', () => {
  it('are made text of in one place, which never throws itself', () => {
    const wrong = files
      .filter(name => !/^(errors\.ts|cli\/|testing\/)/.test(name))
      .flatMap(name =>
        linesOf(name).filter(line => /\(error as Error\)|error instanceof Error|String\(error\)/.test(line)),
      )
    expect(wrong).toEqual([])
  })
})

function linesOf(name: string): string[] {
  return readFileSync(join(SRC, name), 'utf8').split('\n')
}
