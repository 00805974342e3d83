import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

it('the design names only files that are there', () => {
  const named = [...readFileSync(join(ROOT, 'DESIGN.md'), 'utf8').matchAll(/`([\w./-]+\.ts)`/g)].map(
    ([, name]) => name,
  )
  const present = ['src', 'test'].flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name}`),
  )
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter(name => !present.some(path => `/${path}`.endsWith(`/${name}`)))).toEqual([])
})
