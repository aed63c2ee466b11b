import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'

const quietNode = ['--disable-warning=ExperimentalWarning']

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'pure',
          include: ['tests/**/*.{unit,property,golden,contract,model}.test.ts'],
          setupFiles: ['tests/support/fail-on-console.ts'],
          execArgv: quietNode,
          // They go on behind the platforms, so slowly at times.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // Nothing here keeps state in a module, and loading every module anew for each file took half the time.
          isolate: false,
          maxWorkers: 2,
          // One process that runs both projects cannot run them at once: they differ in how many workers they have.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'platform',
          include: ['tests/**/*.{workerd,e2e}.test.ts'],
          globalSetup: ['tests/support/build-platform.ts'],
          execArgv: quietNode,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // A page may take longer than the usual second where the machine is busy.
          expect: { poll: { timeout: 10_000 } },
          isolate: false,
          // Three on two cores: while a platform waits for a timer or a browser, something else goes on.
          maxWorkers: 3,
        },
      },
    ],
  },
})
