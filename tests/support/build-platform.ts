import { buildApi, buildDashboard } from '#scripts/build.ts'
import { hasPackagedBrowser, unpackChromium } from './browser.ts'
import { prepareState } from './prepare-state.ts'

/**
 * Builds both Workers once for all tests that run them, and makes the state they begin with. PATRON_SKIP_BUILD=1 takes
 * what was built before.
 */
export async function setup(): Promise<() => void> {
  if (hasPackagedBrowser) await unpackChromium()
  if (process.env.PATRON_SKIP_BUILD !== '1') {
    buildApi()
    buildDashboard()
  }
  return prepareState()
}
