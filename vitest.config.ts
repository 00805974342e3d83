import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Suites that need nothing but Node; `cluster` needs a real RocketMQ, which its global set-up starts. */
const alone = ['unit', 'properties', 'embedded', 'faults', 'types', 'package', 'examples']

export default defineConfig({
  test: {
    // What clients tell the console by default; tests of it look at the console themselves.
    onConsoleLog: text => !text.startsWith('rocketmq-jet '),
    // Of `describe.concurrent`: such tests wait for a server most of their time.
    maxConcurrency: 10,
    // So do most of the others; one worker less than there are processors would leave both idle.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    projects: [
      ...alone.map(name => ({
        extends: true as const,
        test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: 30_000, hookTimeout: 60_000 },
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
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true as const,
        test: {
          name: 'cluster',
          include: ['test/cluster/**/*.test.ts'],
          globalSetup: ['test/support/cluster-setup.ts'],
          fileParallelism: false,
          maxConcurrency: 20,
          pool: 'forks' as const,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
