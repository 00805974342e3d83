import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

interface Manifest {
  license: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

/** A row of the table in CONTRIBUTING.md. */
interface Row {
  name: string
  licence: string
  kilobytes: number
  why: string
}

const rows = rowsOf(readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8'))

function rowsOf(text: string): Row[] {
  const table = text.slice(text.indexOf('## What the package depends on'))
  return [...table.matchAll(/^\| `(.+?)`(?: \(optional\))? \| (.+?) \| ([\d,]+) kB \| (.+) \|$/gm)].map(
    ([, name, licence, size, why]) => ({
      name: name as string,
      licence: licence as string,
      kilobytes: Number((size as string).replaceAll(',', '')),
      why: why as string,
    }),
  )
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest
}

/** The size of a package's own files, without packages installed inside it. */
function kilobytesOf(name: string): number {
  const folder = join(ROOT, 'node_modules', name)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    file => !file.startsWith('node_modules'),
  )
  const sizes = files.map(file => statSync(join(folder, file))).filter(each => each.isFile())
  return sizes.reduce((sum, { size }) => sum + size, 0) / 1000
}

describe('the table of dependencies in CONTRIBUTING.md', () => {
  it('has every package that an installation brings, and no other', () => {
    const { dependencies, optionalDependencies } = manifestOf('.')
    const names = Object.keys({ ...dependencies, ...optionalDependencies })
    expect(rows.map(({ name }) => name).sort()).toEqual(names.sort())
  })

  it.each(rows)(
    'tells the licence and the size of $name as they are',
    ({ name, licence, kilobytes, why }) => {
      expect(manifestOf(join('node_modules', name)).license).toBe(licence)
      // A new version may be somewhat larger; one that doubles is worth a look.
      expect(kilobytesOf(name) / kilobytes).toBeGreaterThan(0.5)
      expect(kilobytesOf(name) / kilobytes).toBeLessThan(2)
      expect(why).not.toBe('')
    },
  )

  it('has no licence that would bind those who use the package', () => {
    expect(rows.filter(({ licence }) => !/^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause)$/.test(licence))).toEqual([])
  })
})
