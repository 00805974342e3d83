import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8')
const english = read('README.md')
const chinese = read('README.zh-CN.md')

/** What a page consists of, in its order, without its words. */
function skeleton(page: string): string[] {
  let isCode = false
  return page.split('\n').flatMap(line => {
    if (line.startsWith('```')) {
      isCode = !isCode
      return [line]
    }
    // Comments in programs are translated.
    if (isCode) return [line.replace(/ *\/\/.*$/, '')]
    return [partOf(line)]
  })
}

function partOf(line: string): string {
  const heading = /^#+ /.exec(line)?.[0] ?? ''
  const row = line.startsWith('|') ? `${line.split(/(?<!\\)\|/).length - 2} columns` : ''
  const item = line.startsWith('- ') ? '- ' : ''
  const code = [...line.matchAll(/`[^`]+`/g)].map(match => match[0]).sort()
  const links = [...line.matchAll(/\]\(([^)]+)\)/g)].map(match => match[1])
  const text = line.trim() === '' ? '' : 'text'
  return [heading, row, item, text, ...code, ...links].join(' ').trim()
}

describe('README.zh-CN.md', () => {
  it('has the headings, programs, tables, code words and links of README.md, line by line', () => {
    const links = /README(?:\.zh-CN)?\.md/g
    expect(skeleton(chinese).map(line => line.replaceAll(links, 'README'))).toEqual(
      skeleton(english).map(line => line.replaceAll(links, 'README')),
    )
  })

  it('gives the same figures', () => {
    const figures = (page: string) => (page.match(/\d[\d,.]*\d/g) ?? []).sort()
    expect(figures(chinese.replace('2026 年 11 月', '2026'))).toEqual(figures(english))
  })

  it('is Chinese', () => {
    const prose = chinese.split('\n').filter(line => /^(?:[-#|]|[^ -~])/.test(line) && line.length > 60)
    expect(prose.length).toBeGreaterThan(30)
    expect(prose.filter(line => !/\p{Script=Han}/u.test(line))).toEqual([])
  })
})

describe.each([
  ['README.md', english],
  ['README.zh-CN.md', chinese],
])('the badges of %s', (_name, page) => {
  const { name, repository } = JSON.parse(read('package.json')) as {
    name: string
    repository: { url: string }
  }

  it('ask the workflow and npm, so that what they say stays true, and lead there', () => {
    const home = repository.url.replace(/^git\+|\.git$/g, '')
    const workflow = `${home}/actions/workflows/ci.yml`
    const badges = [...page.matchAll(/^\[!\[[^\]]+\]\((.+?)\)\]\((.+?)\)$/gm)]
    expect(badges.map(([, image, target]) => [image, target])).toEqual([
      [`${workflow}/badge.svg?branch=main`, workflow],
      [`https://img.shields.io/npm/v/${name}`, `https://www.npmjs.com/package/${name}`],
      [`https://img.shields.io/npm/l/${name}`, 'LICENSE'],
    ])
    expect(existsSync(join(ROOT, '.github/workflows/ci.yml'))).toBe(true)
  })
})

describe('README.md', () => {
  const start = english.indexOf('| 1,000 concurrent')
  const table = english.slice(start, english.indexOf('![', start))
  const results = read('benchmarks/RESULTS.md')

  it('shows figures that stand in one table of RESULTS.md', () => {
    const rows = [...table.matchAll(/^\| (?:rocketmq-jet|official).*$/gm)].map(match =>
      (match[0].split('|').slice(2, -1) as [string, string, string]).map(
        cell => cell.trim().split(' ')[0] as string,
      ),
    )
    expect(rows).toHaveLength(3)
    const sections = results.split(/^###? /m).filter(section => section.startsWith('1,000 callers'))
    const measured = (figures: string[]) => (section: string) =>
      section.split('\n').some(line => {
        const cells = line.split('|').map(cell => cell.trim())
        return figures.every(figure => cells.includes(figure))
      })
    expect(sections.filter(section => rows.every(row => measured(row)(section)))).toHaveLength(1)
  })

  it('names the versions of RocketMQ that tests start', () => {
    const versions = new Set(read('test/cluster/versions.test.ts').match(/\b5\.\d\.\d\b/g))
    const compatibility = english.slice(english.indexOf('## Compatibility'), english.indexOf('## Limits'))
    expect([...versions].filter(version => !compatibility.includes(version))).toEqual([])
    const named = compatibility.match(/(?<=mode \|.*)\b5\.\d\.\d\b/g) ?? []
    expect(named.filter(version => !versions.has(version))).toEqual([])
  })

  it('links every page of docs', () => {
    const pages = readdirSync(join(ROOT, 'docs')).filter(name => name.endsWith('.md'))
    expect(pages.filter(page => !english.includes(`(docs/${page}`))).toEqual([])
  })
})

describe('examples/README.md', () => {
  it('lists every example and compose file', () => {
    const index = read('examples/README.md')
    const examples = readdirSync(join(ROOT, 'examples')).filter(name => /\.(?:ts|yml)$/.test(name))
    expect(examples.filter(name => !index.includes(`](${name})`))).toEqual([])
  })
})
