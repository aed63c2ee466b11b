import type { DemandKnowledge } from './demand-knowledge.ts'
import { withoutRhythm } from './demand-rhythm.ts'
import { withRhythm } from './forecast-leaf.ts'
import { forecastLaunch } from './launch-profile.ts'
import { type Outlook, outlookBlocks } from './outlook.ts'
import { prepareDemand } from './prepared-demand.ts'

/**
 * By category ('' for all others): what an item of it usually sells in one place when its first sale is on the first day ahead. Of items that
 * were never sold nothing else is known. Left out where nothing was ever launched.
 */
export function launchOutlooks(knowledge: DemandKnowledge): Record<string, Outlook> {
  const { rhythm } = prepareDemand(knowledge)
  const nothingKnown = { firstDay: rhythm.asOfDay, units: new Float64Array([Number.NaN]) }
  const entries = Object.entries(knowledge.launches).flatMap(([category, profile]): [string, Outlook][] => {
    const { points, scales } = forecastLaunch(new Float64Array(), profile, outlookBlocks)
    if (!points.some((units) => units > 0)) return []
    const plain = withoutRhythm(nothingKnown, category, null, rhythm)
    return [[category, withRhythm(plain, points, scales, profile.scores)]]
  })
  return Object.fromEntries(entries)
}
