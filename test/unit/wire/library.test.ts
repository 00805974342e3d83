import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { LIBRARY, PROTOCOL_VERSION } from '../../../src/wire/library.js'

it('is named as its package, with the same version', () => {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  const { name, version } = JSON.parse(text) as { name: string; version: string }
  expect(LIBRARY).toBe(`${name}/${version}`)
})

it('announces a version of the protocol that compares above those the server gives less', () => {
  expect(PROTOCOL_VERSION).toMatch(/^\d\.\d\.\d$/)
  expect(PROTOCOL_VERSION >= '5.0.3').toBe(true)
})
