import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const { peerDependencies, peerDependenciesMeta } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as {
  peerDependencies: Record<string, string>
  peerDependenciesMeta: Record<string, { optional?: boolean }>
}

function numbers(version: string): [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return [major, minor, patch]
}

function compare(one: string, other: string): number {
  const theirs = numbers(other)
  return (
    numbers(one)
      .map((number, place) => number - (theirs[place] as number))
      .find(each => each !== 0) ?? 0
  )
}

/** As far as this manifest writes ranges: `^a.b.c`, `>=a.b.c` and `<a.b.c`, joined by blanks and `||`. */
function allows(range: string, version: string): boolean {
  return range.split('||').some(alternative =>
    alternative
      .trim()
      .split(' ')
      .every(comparator => {
        const [, operator, bound = ''] = /^(\^|>=|<)(\d+\.\d+\.\d+)$/.exec(comparator) ?? []
        if (operator === '^') return compare(version, bound) >= 0 && numbers(version)[0] === numbers(bound)[0]
        if (operator === '>=') return compare(version, bound) >= 0
        if (operator === '<') return compare(version, bound) < 0
        throw new Error(`'${range}' is written in a way that this test cannot read`)
      }),
  )
}

it.each([
  ['@opentelemetry/api', ['1.3.0', '1.8.0', '1.9.1', '1.10.0'], ['2.0.0']],
  ['@opentelemetry/sdk-metrics', ['1.30.0', '1.30.1', '2.0.0', '2.12.1', '3.1.1'], ['1.9.0', '4.0.0']],
  [
    '@opentelemetry/exporter-metrics-otlp-grpc',
    ['0.57.0', '0.57.2', '0.223.0', '0.301.0'],
    ['0.30.0', '1.0.0'],
  ],
  ['prom-client', ['14.0.0', '14.2.0', '15.1.3'], ['13.0.0']],
])('an application may have %s in each version that works, or none', (name, good, bad) => {
  const range = peerDependencies[name] as string
  expect(good.filter(version => !allows(range, version))).toEqual([])
  expect(bad.filter(version => allows(range, version))).toEqual([])
  expect(peerDependenciesMeta[name]).toEqual({ optional: true })
})

it('has a test above for each peer', () => {
  expect(Object.keys(peerDependencies)).toHaveLength(4)
})
