import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bench } from '../../../src/cli/bench.js'
import { EXIT } from '../../../src/cli/command.js'
import { dlq } from '../../../src/cli/dlq.js'
import { doctor } from '../../../src/cli/doctor.js'
import { connectionHelp } from '../../../src/cli/flags.js'
import { FORMAT_FIELDS } from '../../../src/cli/message-text.js'
import { receive } from '../../../src/cli/receive.js'
import { send } from '../../../src/cli/send.js'
import { top } from '../../../src/cli/top.js'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const page = read('docs/command-line.md')
const COMMANDS = { doctor, send, receive, bench, dlq, top }

/** What the page says of a command, its connection aside, which has a place of its own. */
function blockOf(help: string): string {
  return `\`\`\`text\n${help.replace(connectionHelp, 'Connection: see below')}\n\`\`\``
}

/** The flags that a command's source declares. */
function flagsIn(source: string): string[] {
  const declared = /const FLAGS = \{(.*?)\} as const/s.exec(source)?.[1] ?? ''
  return [...declared.matchAll(/'?([\w-]+)'?: \{ type:/g)].map(([, name]) => name as string)
}

describe('docs/command-line.md', () => {
  it('has a part for every command there is, and for no other', () => {
    const headings = [...page.matchAll(/^## `(\w+)`/gm)].map(([, name]) => name)
    const listed = [...read('src/cli/main.ts').matchAll(/^ {2}(\w+): async/gm)].map(([, name]) => name)
    expect(headings).toEqual(listed)
    expect(headings).toEqual(Object.keys(COMMANDS))
  })

  it.each(Object.entries(COMMANDS))('says of %s what its --help says', (_, { help }) => {
    expect(page).toContain(blockOf(help))
  })

  it('says how all of them find their server', () => {
    expect(page).toContain(`\`\`\`text\n${connectionHelp}\n\`\`\``)
  })

  it('names every exit code', () => {
    const codes = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))
    expect(codes).toEqual(Object.values(EXIT))
  })
})

describe('--help', () => {
  it.each(Object.entries(COMMANDS))('of %s names every flag that it takes', (name, { help }) => {
    const source = read(`src/cli/${name}.ts`)
    const flags = flagsIn(source)
    expect(flags.length).toBeGreaterThan(2)
    for (const flag of flags) expect(help).toMatch(new RegExp(`--${flag}\\b`))
  })

  it('of connections names every flag that all of them take', () => {
    const declared = /connectionFlags = \{(.*?)\} as const/s.exec(read('src/cli/flags.ts'))?.[1] ?? ''
    const flags = [...declared.matchAll(/'?([\w-]+)'?: \{ type:/g)].map(([, name]) => name)
    expect(flags.length).toBeGreaterThan(8)
    for (const flag of flags) expect(connectionHelp).toMatch(new RegExp(`--${flag}\\b`))
  })

  it('of receive names every field that a format may have', () => {
    for (const field of FORMAT_FIELDS) if (field !== 'properties.NAME') expect(receive.help).toContain(field)
  })
})
