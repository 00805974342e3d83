import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

interface Step {
  uses?: string
  run?: string
  with?: Record<string, unknown>
  'working-directory'?: string
}

interface Job {
  uses?: string
  steps?: Step[]
  permissions?: Record<string, string>
  strategy?: { matrix: { node?: string[] } }
  'timeout-minutes'?: number
}

interface Workflow {
  name: string
  on: Record<string, unknown>
  permissions: Record<string, string>
  jobs: Record<string, Job>
}

interface Field {
  type: string
  id?: string
  attributes: { label?: string; value?: string }
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string
  engines: { node: string }
  scripts: Record<string, string>
  bugs: { url: string }
}
const workflows = filesIn('.github/workflows')
const forms = filesIn('.github/ISSUE_TEMPLATE').filter(name => basename(name) !== 'config.yml')

function filesIn(folder: string): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', folder], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return listed.trim().split('\n')
}

function workflow(name: string): Workflow {
  return parse(readFileSync(join(ROOT, name), 'utf8')) as Workflow
}

function jobsOf(name: string): Job[] {
  return Object.values(workflow(name).jobs)
}

function stepsOf(name: string): Step[] {
  return jobsOf(name).flatMap(({ steps }) => steps ?? [])
}

describe.each(workflows)('%s', name => {
  it('runs only scripts and files that there are', () => {
    const steps = stepsOf(name)
    const unknown = steps.flatMap(({ run = '', 'working-directory': folder = '.' }) => {
      const { scripts } = JSON.parse(
        readFileSync(join(ROOT, folder, 'package.json'), 'utf8'),
      ) as typeof manifest
      const called = [...run.matchAll(/npm run (?:--silent )?([\w:-]+)/g)]
      return called.filter(([, script]) => scripts[script as string] === undefined)
    })
    expect(unknown).toEqual([])
    const files = steps.flatMap(({ run = '' }) => [...run.matchAll(/\bbash (\S+)/g)])
    expect(files.filter(([, file]) => !existsSync(join(ROOT, file as string)))).toEqual([])
  })

  it('names test projects that hold tests', () => {
    const projects = stepsOf(name).flatMap(({ run }) => [...(run ?? '').matchAll(/--project (\w+)/g)])
    expect(projects.filter(([, project]) => !existsSync(join(ROOT, 'test', project as string)))).toEqual([])
  })

  it('takes each action at a stated version, and calls workflows that there are', () => {
    const used = [...stepsOf(name), ...jobsOf(name)].flatMap(({ uses }) => uses ?? [])
    const wrong = used.filter(each =>
      each.startsWith('./') ? !existsSync(join(ROOT, each)) : !/@(v\d+|[0-9a-f]{40})$/.test(each),
    )
    expect(wrong).toEqual([])
  })

  it('may read and nothing else, except where a job says otherwise, and ends by itself', () => {
    expect(workflow(name).permissions).toEqual({ contents: 'read' })
    const endless = jobsOf(name).filter(job => job.uses === undefined && job['timeout-minutes'] === undefined)
    expect(endless).toEqual([])
  })

  it('runs on versions of Node.js that the package supports', () => {
    const versions = stepsOf(name).flatMap(step => {
      const version = step.with?.['node-version']
      return typeof version === 'string' && !version.startsWith('${{') ? version : []
    })
    expect(versions.filter(each => Number.parseFloat(each) < minimum())).toEqual([])
  })
})

describe('continuous integration', () => {
  it('tests on the oldest Node.js that the manifest allows, and on the two lines after it', () => {
    const { test } = workflow('.github/workflows/ci.yml').jobs
    expect(test?.strategy?.matrix.node).toEqual([String(minimum()), '22', '24'])
  })

  it('requires a real RocketMQ, with the Java that it needs', () => {
    const steps = workflow('.github/workflows/ci.yml').jobs.test?.steps ?? []
    const java = steps.find(({ uses }) => uses?.startsWith('actions/setup-java@'))
    expect(java?.with).toMatchObject({ 'java-version': '17' })
    expect(steps.some(({ run }) => run === 'bash .ci/run')).toBe(true)
    expect(readFileSync(join(ROOT, '.ci/run'), 'utf8')).toContain('REQUIRE_CLUSTER=1')
  })

  it('publishes with provenance, after the tests, and only what the tag says', () => {
    const { on, jobs } = workflow('.github/workflows/release.yml')
    expect(on).toEqual({ push: { tags: ['v*'] } })
    expect(jobs.publish).toMatchObject({ needs: 'test', permissions: { 'id-token': 'write' } })
    const commands = (jobs.publish?.steps ?? []).flatMap(({ run }) => run ?? [])
    expect(commands.some(each => each.includes('GITHUB_REF_NAME'))).toBe(true)
    const publishing = commands.filter(each => each.includes('npm publish'))
    expect(publishing.length).toBeGreaterThan(0)
    expect(publishing.filter(each => !each.includes('--provenance'))).toEqual([])
  })
})

function minimum(): number {
  const [, version] = /^>=(\d+\.\d+)$/.exec(manifest.engines.node) ?? []
  return Number(version)
}

describe.each(forms)('%s', name => {
  const form = parse(readFileSync(join(ROOT, name), 'utf8')) as {
    name: string
    description: string
    body: Field[]
  }

  it('is a form as GitHub takes it', () => {
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) })
    const kinds = ['markdown', 'textarea', 'input', 'dropdown', 'checkboxes']
    expect(form.body.filter(({ type }) => !kinds.includes(type))).toEqual([])
    const questions = form.body.filter(({ type }) => type !== 'markdown')
    expect(questions.filter(({ id, attributes }) => !id || !attributes.label)).toEqual([])
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length)
  })

  it('links to papers of this repository that are there', () => {
    const text = readFileSync(join(ROOT, name), 'utf8')
    const papers = [...text.matchAll(/\/blob\/main\/([^)\s]+)/g)].map(match => match[1] as string)
    expect(papers.filter(paper => !existsSync(join(ROOT, paper)))).toEqual([])
  })
})

describe('what a contributor reads', () => {
  it('sends faults that could be misused to a private place of this repository', () => {
    const { contact_links } = parse(
      readFileSync(join(ROOT, '.github/ISSUE_TEMPLATE/config.yml'), 'utf8'),
    ) as { contact_links: { url: string }[] }
    const repository = manifest.bugs.url.replace('/issues', '')
    expect(contact_links.map(({ url }) => url)).toEqual([`${repository}/security/advisories/new`])
  })

  it('names no person and no address that nobody reads', () => {
    const papers = ['CODE_OF_CONDUCT.md', 'CONTRIBUTING.md', ...filesIn('.github')]
    const mails = papers.flatMap(name => {
      const text = readFileSync(join(ROOT, name), 'utf8')
      return [...text.matchAll(/[\w.+-]+@[\w-]+\.[a-z]{2,}/gi)].map(match => `${name}: ${match[0]}`)
    })
    expect(mails).toEqual([])
  })
})
