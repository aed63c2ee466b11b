import { blockDays, type Outlook, outlookBlocks } from './outlook.ts'

/** The outlook with each block, and how far off it may be, multiplied: what reconciling makes of it. */
export function scaleOutlook(outlook: Outlook, factors: ArrayLike<number>): Outlook {
  return {
    ...outlook,
    blocks: outlook.blocks.map((units, block) => units * (factors[block] ?? 1)),
    scales: outlook.scales.map((scale, block) => scale * (factors[block] ?? 1)),
  }
}

/**
 * What several series sell together. Their errors are taken as independent, so that of the sum is the root of the sum of squares; its
 * shape is that of the largest series which has one of its own.
 */
export function sumOutlooks(outlooks: readonly Outlook[]): Outlook {
  const blocks = new Array<number>(outlookBlocks).fill(0)
  const squares = new Array<number>(outlookBlocks).fill(0)
  const weekdays = new Array<number>(blockDays).fill(0)
  let scores: Outlook['scores'] = null
  let largest = -1
  let whole = 0
  for (const outlook of outlooks) {
    let units = 0
    outlook.blocks.forEach((value, block) => {
      blocks[block] = (blocks[block] ?? 0) + value
      squares[block] = (squares[block] ?? 0) + (outlook.scales[block] ?? 0) ** 2
      units += value
    })
    outlook.weekdayShares.forEach((share, weekday) => {
      weekdays[weekday] = (weekdays[weekday] ?? 0) + share * units
    })
    whole += units
    if (outlook.scores !== null && units > largest) {
      scores = outlook.scores
      largest = units
    }
  }
  const weekdayShares = weekdays.map((units) => (whole > 0 ? units / whole : 1 / blockDays))
  return { blocks, scales: squares.map(Math.sqrt), scores, weekdayShares }
}
