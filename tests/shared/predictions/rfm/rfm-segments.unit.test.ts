import { describe, expect, it } from 'vitest'
import {
  type RfmScore,
  type RfmSegment,
  rfmSegmentMeanings,
  rfmSegmentOf,
  rfmSegments,
  rfmSegmentTitles,
} from '#shared/predictions/rfm/rfm-segments.ts'

const scores: readonly RfmScore[] = [1, 2, 3, 4, 5]
const cells = scores.flatMap((recency) =>
  scores.flatMap((frequency) => scores.map((monetary) => ({ recency, frequency, monetary }))),
)

/** From those who buy now down to those who are gone; for each step of recency, what is better. */
const liveliness: Readonly<Record<RfmSegment, number>> = {
  champions: 3,
  loyal: 3,
  'potential-loyalist': 3,
  new: 3,
  promising: 3,
  'needs-attention': 2,
  'about-to-sleep': 2,
  'at-risk': 1,
  'cannot-lose': 1,
  hibernating: 1,
  lost: 0,
}

describe('rfmSegmentOf', () => {
  it('has one of the eleven segments for each of the 125 cells, and uses all eleven', () => {
    expect(cells).toHaveLength(125)
    const found = new Set(cells.map(rfmSegmentOf))
    expect([...found].sort()).toEqual([...rfmSegments].sort())
    expect(rfmSegments).toHaveLength(11)
  })

  it.each([
    [5, 5, 5, 'champions'],
    [4, 5, 1, 'loyal'],
    [5, 3, 3, 'potential-loyalist'],
    [5, 1, 5, 'new'],
    [4, 1, 1, 'promising'],
    [3, 3, 3, 'needs-attention'],
    [3, 1, 1, 'about-to-sleep'],
    [2, 3, 3, 'at-risk'],
    [1, 5, 5, 'cannot-lose'],
    [2, 1, 1, 'hibernating'],
    [1, 1, 1, 'lost'],
  ] as const)('%i %i %i: %s', (recency, frequency, monetary, segment) => {
    expect(rfmSegmentOf({ recency, frequency, monetary })).toBe(segment)
  })

  it('never makes a customer who bought more lately look further gone', () => {
    for (const cell of cells) {
      if (cell.recency === 5) continue
      const later = { ...cell, recency: (cell.recency + 1) as RfmScore }
      expect(liveliness[rfmSegmentOf(later)]).toBeGreaterThanOrEqual(liveliness[rfmSegmentOf(cell)])
    }
  })

  it('calls nobody a champion or loyal who bought once, and nobody new or promising who bought often', () => {
    for (const cell of cells) {
      const segment = rfmSegmentOf(cell)
      if (cell.frequency === 1) expect(['champions', 'loyal', 'cannot-lose']).not.toContain(segment)
      else expect(['new', 'promising']).not.toContain(segment)
    }
  })

  it('says of each what it is called and what it means', () => {
    for (const segment of rfmSegments) {
      expect(rfmSegmentTitles[segment].toLowerCase().replaceAll(' ', '-')).toBe(segment)
      expect(rfmSegmentMeanings[segment].length).toBeGreaterThan(10)
    }
  })
})
