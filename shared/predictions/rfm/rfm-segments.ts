/** The eleven segments, from those who are worth the most to those who are gone. */
export const rfmSegments = [
  'champions',
  'loyal',
  'potential-loyalist',
  'new',
  'promising',
  'needs-attention',
  'about-to-sleep',
  'at-risk',
  'cannot-lose',
  'hibernating',
  'lost',
] as const
export type RfmSegment = (typeof rfmSegments)[number]

export const rfmSegmentTitles: Readonly<Record<RfmSegment, string>> = {
  champions: 'Champions',
  loyal: 'Loyal',
  'potential-loyalist': 'Potential loyalist',
  new: 'New',
  promising: 'Promising',
  'needs-attention': 'Needs attention',
  'about-to-sleep': 'About to sleep',
  'at-risk': 'At risk',
  'cannot-lose': 'Cannot lose',
  hibernating: 'Hibernating',
  lost: 'Lost',
}

/** What each segment is, in one sentence for the screen. */
export const rfmSegmentMeanings: Readonly<Record<RfmSegment, string>> = {
  champions: 'Bought lately, buy often and spend the most',
  loyal: 'Buy often, and not long ago',
  'potential-loyalist': 'Bought lately, and more than once',
  new: 'Bought for the first time just now',
  promising: 'Bought once, not long ago',
  'needs-attention': 'Middling in everything, and slipping',
  'about-to-sleep': 'Bought little, and some time ago',
  'at-risk': 'Bought often or much, but not for a long time',
  'cannot-lose': 'Were among the best, and have not been seen for a long time',
  hibernating: 'Bought little, a long time ago',
  lost: 'Bought least, and longest ago',
}

/** A score for each of recency, frequency and monetary value: 1 is the worst fifth of customers, 5 the best. */
export interface RfmScores {
  readonly recency: RfmScore
  readonly frequency: RfmScore
  readonly monetary: RfmScore
}
export type RfmScore = 1 | 2 | 3 | 4 | 5

const codes: Readonly<Record<string, RfmSegment>> = {
  CH: 'champions',
  LO: 'loyal',
  PL: 'potential-loyalist',
  NW: 'new',
  PR: 'promising',
  NA: 'needs-attention',
  AS: 'about-to-sleep',
  AR: 'at-risk',
  CL: 'cannot-lose',
  HI: 'hibernating',
  LT: 'lost',
}

/** By recency 5 to 1; in each, frequency 5 to 1 downwards and monetary value 1 to 5 to the right. */
const table: Readonly<Record<RfmScore, string>> = {
  5: `LO LO CH CH CH
      LO LO LO CH CH
      PL PL PL LO LO
      PL PL PL PL PL
      NW NW NW NW NW`,
  4: `LO LO CH CH CH
      LO LO LO CH CH
      PL PL PL LO LO
      PL PL PL PL PL
      PR PR PR PR PR`,
  3: `LO LO LO LO LO
      LO LO LO LO LO
      NA NA NA NA NA
      AS AS NA NA NA
      AS AS AS NA NA`,
  2: `AR AR AR CL CL
      AR AR AR AR AR
      AR AR AR AR AR
      HI HI HI AR AR
      HI HI HI HI AR`,
  1: `AR AR CL CL CL
      AR AR AR CL CL
      HI HI AR AR AR
      LT LT HI HI AR
      LT LT LT HI HI`,
}

const segmentOfCell = new Map<string, RfmSegment>()
for (const [recency, block] of Object.entries(table)) {
  for (const [row, line] of block.trim().split('\n').entries()) {
    for (const [column, code] of line.trim().split(' ').entries()) {
      const segment = codes[code]
      if (segment !== undefined) segmentOfCell.set(`${recency}${5 - row}${column + 1}`, segment)
    }
  }
}

/** The segment of a customer by its three scores; every one of the 125 cells has one. */
export function rfmSegmentOf({ recency, frequency, monetary }: RfmScores): RfmSegment {
  const segment = segmentOfCell.get(`${recency}${frequency}${monetary}`)
  if (segment === undefined) throw new RangeError(`no segment for ${recency}, ${frequency}, ${monetary}`)
  return segment
}
