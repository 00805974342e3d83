import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SELF = 'test/package/repository.test.ts'
const files = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n')
const texts = files
  .filter(name => !/\.(png|jar|class|pk8|ico)$/.test(name))
  .map(name => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }))

describe('the repository', () => {
  it('names no folder of a machine', () => {
    const folder = /(?<![\w.~])\/(?:work|home|root|Users)\/\w/
    const naming = texts.filter(({ name, text }) => name !== SELF && folder.test(text))
    expect(naming.map(({ name }) => name)).toEqual([])
  })

  it('keeps no download address in its lock files', () => {
    const locks = texts.filter(({ name }) => name.endsWith('package-lock.json'))
    expect(locks.length).toBeGreaterThan(0)
    expect(locks.filter(({ text }) => text.includes('"resolved": "http')).map(({ name }) => name)).toEqual([])
  })

  it('is under the Apache License 2.0, to the letter', () => {
    const digest = createHash('sha256')
      .update(readFileSync(join(ROOT, 'LICENSE')))
      .digest('hex')
    // Of https://www.apache.org/licenses/LICENSE-2.0.txt
    expect(digest).toBe('cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30')
  })

  it('says in its manifest where it lives and where faults are reported', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, unknown>
    expect(manifest).toMatchObject({
      license: 'Apache-2.0',
      author: expect.stringContaining('rocketmq-jet'),
      repository: { type: 'git', url: expect.stringMatching(/^git\+https:.*\/rocketmq-jet\.git$/) },
      bugs: { url: expect.stringMatching(/\/rocketmq-jet\/issues$/) },
      homepage: expect.stringMatching(/\/rocketmq-jet#readme$/),
    })
  })

  it('lets applications share its dependencies, but for those it knows from the inside', () => {
    const { dependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string>>
    const exact = Object.entries({ ...dependencies, ...optionalDependencies }).filter(([, range]) =>
      /^\d/.test(range),
    )
    // DESIGN.md tells why.
    expect(exact.map(([name]) => name)).toEqual(['@grpc/grpc-js'])
    expect(optionalDependencies).toHaveProperty('snappy')
  })

  it('has a script for every command that the README promises', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
    const promised = [...readme.matchAll(/npm (?:run )?([a-z:]+)/g)]
      .map(match => match[1] as string)
      .filter(name => !['ci', 'install'].includes(name))
    expect(promised.filter(name => scripts[name] === undefined)).toEqual([])
  })

  it('has a newcomer that knows what to do with every command of the README', () => {
    const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs')
    const listed = execFileSync(process.execPath, [tsx, 'scripts/newcomer.ts', '--list'], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    expect(listed.split('\n')).toEqual(
      expect.arrayContaining(['npm install rocketmq-jet', 'npm ci && npm run quickstart', 'npm test']),
    )
  })

  it('links to papers that are there', () => {
    const papers = texts.filter(({ name }) => name.endsWith('.md'))
    const dead = papers.flatMap(({ name, text }) =>
      [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(match => join(dirname(name), match[1] as string))
        .filter(target => !files.some(file => file === target || file.startsWith(`${target}/`))),
    )
    expect(dead).toEqual([])
  })
})
