import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** A block of code in a page. */
export interface CodeBlock {
  /** Where it stands, for example `docs/pools.md:18`. */
  readonly place: string
  /** A name for a file of it, without an ending. */
  readonly name: string
  /** What stands behind the fence's three backticks. */
  readonly language: string
  readonly text: string
}

/** The pages that users read, from the root of the repository. */
export function pages(): string[] {
  const docs = readdirSync(join(ROOT, 'docs')).filter(name => name.endsWith('.md'))
  return ['README.md', 'README.zh-CN.md', ...docs.map(name => `docs/${name}`)]
}

export function readPage(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8')
}

/** All blocks of code of a page, in their order. */
export function codeBlocks(page: string): CodeBlock[] {
  const text = readPage(page)
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map((match, index) => ({
    place: `${page}:${text.slice(0, match.index).split('\n').length}`,
    name: `${page.replace(/\.md$/, '').replace(/\W+/g, '-')}-${index + 1}`,
    language: match[1] as string,
    text: match[2] as string,
  }))
}
