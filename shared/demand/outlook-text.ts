import type { Outlook } from './outlook.ts'

/** An outlook as its row keeps it: expected units to six digits, all else to four. */
export function outlookText(outlook: Outlook): string {
  const { blocks, scales, scores, weekdayShares, blockCorrelation } = outlook
  return JSON.stringify({
    blocks: blocks.map((units) => rounded(units, 6)),
    scales: scales.map((scale) => rounded(scale, 4)),
    scores: scores === null ? null : scores.map((score) => rounded(score, 4)),
    weekdayShares: weekdayShares.map((share) => rounded(share, 4)),
    // Left out by JSON where there is none.
    blockCorrelation,
  })
}

/** The outlook of a row that `outlookText` wrote. */
export function readOutlookText(text: string): Outlook {
  return JSON.parse(text) as Outlook
}

function rounded(value: number, digits: number): number {
  return Number(value.toPrecision(digits))
}
