import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const page = readFileSync(join(ROOT, 'docs/reliability.md'), 'utf8')

/** Each test file that is named, with the title behind it, if there is one. */
const named = [...page.matchAll(/`(test\/[\w./-]+\.ts)`(?:: "([^"]+)")?/g)].map(([, file = '', title]) => ({
  file,
  title,
}))

/** The rows of the tables of promises. */
const promises = page
  .split('\n| promise |')
  .slice(1)
  .flatMap(part => part.split('\n\n')[0]?.split('\n').slice(2) ?? [])

describe('docs/reliability.md', () => {
  it('names tests that exist', () => {
    expect(named.length).toBeGreaterThan(20)
    const missing = named.filter(({ file, title }) => {
      const path = join(ROOT, file)
      return !existsSync(path) || (title !== undefined && !readFileSync(path, 'utf8').includes(title))
    })
    expect(missing).toEqual([])
  })

  it('promises nothing that no test holds', () => {
    expect(promises.length).toBeGreaterThan(10)
    expect(promises.filter(row => !row.includes('`test/'))).toEqual([])
  })
})
