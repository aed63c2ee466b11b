import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe has against a page, in words: the rule and the first element that breaks it. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  // Our pages have no frames of other origins. For those alone axe would open a second page each time, and load itself there.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
  const { violations } = await axe.withTags(tags).analyze()
  return violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.html}`)
}
