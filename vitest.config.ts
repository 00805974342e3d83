import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Suites that need nothing but Node. */
const alone = ['unit', 'properties', 'embedded', 'faults', 'types', 'package', 'examples']

/** Files that kill the server that all share, or that keep both processors busy. */
const oneByOne = ['cluster-tool', 'examples', 'lifecycle', 'producer'].map(
  name => `test/cluster/${name}.test.ts`,
)

/** Many times what anything takes on a machine that does nothing else, and less than a minute, which stands for never. */
const patience = { testTimeout: 55_000, hookTimeout: 120_000, expect: { poll: { timeout: 18_000 } } }

/** Of the suites whose tests compute for seconds, or start compilers, bundlers and processes that do. */
const longPatience = { ...patience, testTimeout: 400_000 }

/** Of the suites that need a real RocketMQ, which their global set-up starts: one for both of them. */
const cluster = {
  globalSetup: ['test/support/cluster-setup.ts'],
  // Servers of one file live for a minute: what Java's second compiler would win costs more than it brings.
  env: { JAVA_TOOL_OPTIONS: `${process.env.JAVA_TOOL_OPTIONS ?? ''} -XX:TieredStopAtLevel=1` },
  maxConcurrency: 20,
  pool: 'forks' as const,
  testTimeout: 300_000,
  hookTimeout: 600_000,
}

export default defineConfig({
  test: {
    // What clients tell the console by default; tests of it look at the console themselves.
    onConsoleLog: text => !text.startsWith('rocketmq-jet '),
    // Of `describe.concurrent`: such tests wait for a server most of their time.
    maxConcurrency: 10,
    // To stop the servers of Java.
    teardownTimeout: 120_000,
    // So do most of the others: a worker uses a tenth of a processor, but for some that compile or start processes.
    maxWorkers: Math.max(5, availableParallelism() - 1),
    projects: [
      ...alone.map(name => ({
        extends: true as const,
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          ...(['properties', 'package', 'examples'].includes(name) ? longPatience : patience),
        },
      })),
      {
        extends: true as const,
        // Nest's decorators are those that TypeScript had before ECMAScript.
        oxc: { decorator: { legacy: true } },
        // The packages beside ours know it by its name.
        resolve: {
          alias: {
            'rocketmq-jet/testing': fileURLToPath(new URL('src/testing/index.ts', import.meta.url)),
            'rocketmq-jet': fileURLToPath(new URL('src/index.ts', import.meta.url)),
          },
        },
        test: {
          name: 'packages',
          include: ['packages/*/test/**/*.test.ts'],
          ...patience,
        },
      },
      {
        extends: true as const,
        // These wait most of their time, for leases, polls and starts of servers: two at once.
        test: {
          ...cluster,
          name: 'cluster',
          include: ['test/cluster/**/*.test.ts'],
          exclude: oneByOne,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true as const,
        // Vitest runs a project that has no file beside another after all others.
        test: { ...cluster, name: 'cluster-one-by-one', include: oneByOne, fileParallelism: false },
      },
    ],
  },
})
