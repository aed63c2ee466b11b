import { defineConfig } from 'vitest/config'

const quietNode = ['--disable-warning=ExperimentalWarning']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['tests/**/*.{unit,property,golden,contract,model}.test.ts'],
          setupFiles: ['tests/support/fail-on-console.ts'],
          execArgv: quietNode,
          testTimeout: 120_000,
          // Nothing here keeps state in a module, and loading every module anew for each file took half the time.
          isolate: false,
          // Vitest leaves a core free; on two that would be half of them.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'platform',
          include: ['tests/**/*.{workerd,e2e}.test.ts'],
          globalSetup: ['tests/support/build-platform.ts'],
          execArgv: quietNode,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          isolate: false,
          // Each file runs a platform of its own; browsers and timers leave room for a third on two cores.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
