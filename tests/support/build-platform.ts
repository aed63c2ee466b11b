import { buildApi, buildDashboard } from '#scripts/build.ts'

/** Builds both Workers once for all tests that run them. PATRON_SKIP_BUILD=1 takes what was built before. */
export function setup(): void {
  if (process.env.PATRON_SKIP_BUILD === '1') return
  buildApi()
  buildDashboard()
}
