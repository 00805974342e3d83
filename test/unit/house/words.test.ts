import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** Turns of phrase that readers of English as a second language had to decode, and their kin. */
const HARD = [
  /awaits? single messages/i,
  /broker's word/i,
  /on (?:your|the user's) word|takes your word/i,
  /waits? without need/i,
  /of what makes them special/i,
  /but it is there/i,
  /that never come back/i,
  /crumbl/i,
  /ways out for/i,
  /is met first/i,
  /is no (?:option|URL|verdict|command|host name|address|message id|tracer|monitor|whole number)\b/i,
  /words? too many/i,
  /stood still for/i,
  /well again/i,
  /none the worse/i,
  /\brides? in the next/i,
]

const files = (folder: string, ending: RegExp) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => ending.test(name) && !name.includes('generated'))
    .map(name => join(folder, name))

const pages = ['README.md', 'DESIGN.md', 'CONTRIBUTING.md', ...files('docs', /\.md$/)]
const code = [...files('src', /\.ts$/), ...files('scripts', /\.ts$/), ...files('examples', /\.(ts|md)$/)]

it('what users read has none of the idioms that are hard to understand', () => {
  const hard = [...pages, ...code].flatMap(name =>
    // A sentence may go on in the next line of a comment.
    readTogether(name).flatMap(line =>
      HARD.filter(phrase => phrase.test(line)).map(phrase => `${name}: ${phrase}`),
    ),
  )
  expect(hard).toEqual([])
})

function readTogether(name: string): string[] {
  return readFileSync(join(ROOT, name), 'utf8')
    .replace(/\n *\* (?=[a-z`])/g, ' ')
    .split('\n')
}
