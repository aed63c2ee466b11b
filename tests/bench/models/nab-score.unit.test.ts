import { describe, expect, it } from 'vitest'
import { nabProfiles, nabScore, probationRowCount } from './nab-score.ts'

const { standard } = nabProfiles
const perWindow = (won: number, windowCount: number) => (100 * (won + windowCount)) / (2 * windowCount)

// What an alarm is worth at a place in a window is written down in the benchmark's own tests of its scorer.
const first = 1
const secondOfTwo = 0.8482836399575131 / 0.9866142981514305

/** A long series without anything in it: alarms everywhere would cost too much. */
const calm = { scores: new Array(1_000).fill(0), windows: [] }

describe('nabScore', () => {
  it('is 100 for an alarm at the beginning of each window and 0 for silence', () => {
    const windows = [[4, 5] as const]
    expect(nabScore([{ scores: [0, 0, 0, 0, 1, 0, 0], windows }], standard)).toBeCloseTo(100, 10)
    expect(
      nabScore(
        [
          { scores: new Array(7).fill(1), windows: [] },
          { scores: [0], windows },
        ],
        standard,
      ),
    ).toBe(0)
  })

  it('gives a late alarm what the benchmark gives it', () => {
    const scores = [0, 0, 1, 0, 0, 0, 0]
    expect(nabScore([{ scores, windows: [[1, 2]] }, calm], standard)).toBeCloseTo(
      perWindow(secondOfTwo, 1),
      8,
    )
    const two = [[1, 2] as const, [4, 5] as const]
    expect(nabScore([{ scores, windows: two }, calm], standard)).toBeCloseTo(perWindow(secondOfTwo - 1, 2), 8)
    const both = [0, 0, 1, 0, 1, 0, 0]
    expect(nabScore([{ scores: both, windows: two }, calm], standard)).toBeCloseTo(
      perWindow(secondOfTwo + first, 2),
      8,
    )
  })

  it('takes the cost of a false alarm off, once for each', () => {
    const scores = [0, 2, 2, 0, 0, 1, 0]
    const score = nabScore([{ scores, windows: [[5, 6]] }, calm], standard)
    expect(score).toBeCloseTo(perWindow(first - 2 * 0.11, 1), 8)
  })

  it('does not score the rows in which a detector learns', () => {
    expect(probationRowCount(4_000)).toBe(600)
    expect(probationRowCount(16_000)).toBe(750)
    const scores = new Array(100).fill(0).fill(1, 0, 15).fill(1, 60, 61)
    expect(nabScore([{ scores, windows: [[60, 70]] }], standard)).toBeCloseTo(100, 10)
  })
})
