import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

const WORK = 'what a handler or an application takes for its work'
const LOOK = 'between two looks at a condition'
const PACE = 'between two steps of a load, a link or a clock'

/** Where a time passes that nothing but a timer ends: how often in the file, and which time that is. */
const PASSING: Record<string, readonly [times: number, which: string]> = {
  'test/cluster/broker-restart.test.ts': [1, PACE],
  'test/cluster/lost-answers.test.ts': [2, PACE],
  'test/cluster/renewal.test.ts': [4, WORK],
  'test/cluster/simple-consumer-holds.test.ts': [3, WORK],
  'test/conformance/raw-consumer.ts': [1, LOOK],
  'test/conformance/receive.ts': [1, PACE],
  'test/conformance/scene.ts': [1, LOOK],
  'test/embedded/fifo-consumer.test.ts': [1, WORK],
  'test/embedded/push-consumer.test.ts': [3, WORK],
  'test/embedded/shutdown.test.ts': [4, WORK],
  'test/embedded/simple-consumer.test.ts': [2, WORK],
  'test/embedded/user-callbacks.test.ts': [1, LOOK],
  'test/faults/lite-consumer.test.ts': [1, PACE],
  'test/faults/push-consumer.test.ts': [1, PACE],
  'test/faults/small-heap.test.ts': [1, LOOK],
  'test/faults/soak.test.ts': [1, PACE],
  'test/properties/batch-processor.test.ts': [2, WORK],
  'test/properties/producer.test.ts': [1, WORK],
  'test/support/example.ts': [1, LOOK],
  'test/support/leaking-process.ts': [1, LOOK],
  'test/support/leaks.ts': [1, LOOK],
  'test/support/manual-handler.ts': [1, WORK],
  'test/support/nginx.ts': [1, LOOK],
  'test/support/persistently.ts': [2, LOOK],
  'test/support/raw-client.ts': [1, LOOK],
  'test/support/reading-back.ts': [1, LOOK],
  'test/support/slow-wire.ts': [1, PACE],
  'test/unit/batch/batch-processor.test.ts': [1, WORK],
  'test/unit/batch/batch-runner.test.ts': [1, WORK],
  'test/unit/batch/lane-scheduler.test.ts': [1, WORK],
  'test/unit/benchmarks/subjects.test.ts': [1, WORK],
  'test/unit/client/periodic-task.test.ts': [2, WORK],
  'test/unit/monitor/system-metrics.test.ts': [1, LOOK],
  'test/unit/scripts/file-lock.test.ts': [1, WORK],
}

/** How often a file lets time pass, by a timer itself or by a name that it has for that. */
function passingTimes(file: string): number {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const names = [/setTimeout as (\w+) \}/g, /const (\w+) = .*=> *new Promise.*setTimeout\(/g].flatMap(
    pattern => [...text.matchAll(pattern)].map(([, name]) => name),
  )
  if (/\bsleep\b.*manual-handler/.test(text)) names.push('sleep')
  const calls = new RegExp(['setTimeout\\(resolve, ', ...names.map(name => `\\b${name}\\(`)].join('|'))
  return text.split('\n').filter(line => !line.startsWith('import ') && calls.test(line)).length
}

/** Long runs by name may take their time: they are no part of the gate. */
const tests = ['test', 'packages']
  .flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)),
  )
  .filter(
    name => /^(test|packages\/\w+\/test)\/.*\.ts$/.test(name) && !/^test\/(drills|unit\/house)\//.test(name),
  )

it('tests wait for what they need, not for a time', () => {
  const found = tests.map(name => [name, passingTimes(name)] as const).filter(([, times]) => times > 0)
  const allowed = Object.entries(PASSING).map(([name, [times]]) => [name, times] as const)
  expect(new Map(found)).toEqual(new Map(allowed))
})
