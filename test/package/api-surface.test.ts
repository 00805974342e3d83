import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Every name that a declaration file exports, types included. */
function namesIn(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const lists = [...text.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(match =>
    (match[1] as string).split(','),
  )
  const listed = lists.map(name => name.trim().split(/\s+/).at(-1) as string)
  const declared = [
    ...text.matchAll(/export (?:declare |abstract )*(?:class|interface|type|function|const) (\w+)/g),
  ]
  return [...listed, ...declared.map(match => match[1] as string)].filter(name => name !== '').sort()
}

it.each([
  ['rocketmq-jet', 'dist/index.d.ts'],
  ['rocketmq-jet/testing', 'dist/testing/index.d.ts'],
  ['rocketmq-jet/prometheus', 'dist/monitor/prometheus.d.ts'],
  ['rocketmq-jet/open-telemetry', 'dist/monitor/open-telemetry.d.ts'],
])('%s offers these names, and a change of them is deliberate', async (entry, file) => {
  await expect(`${namesIn(file).join('\n')}\n`).toMatchFileSnapshot(`surface/${entry.replace('/', '-')}.txt`)
})
