import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['tests/**/*.{unit,property,golden,contract,model}.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'platform',
          include: ['tests/**/*.{workerd,e2e}.test.ts'],
          globalSetup: ['tests/support/build-platform.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file runs a platform of its own, and two of them fill two cores.
          maxWorkers: 2,
        },
      },
    ],
  },
})
