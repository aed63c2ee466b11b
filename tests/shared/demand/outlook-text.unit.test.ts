import { describe, expect, it } from 'vitest'
import { scaleOutlook, sumOutlooks } from '#shared/demand/adjust-outlook.ts'
import type { Outlook } from '#shared/demand/outlook.ts'
import { outlookText, readOutlookText } from '#shared/demand/outlook-text.ts'

const thirteen = (units: number) => new Array<number>(13).fill(units)
const outlook = (units: number, scale: number, changes: Partial<Outlook> = {}): Outlook => ({
  blocks: thirteen(units),
  scales: thirteen(scale),
  scores: null,
  weekdayShares: [0, 0, 0, 0, 0, 0.5, 0.5],
  ...changes,
})

describe('the text of an outlook', () => {
  it('says the same to six digits, and to four what is less important', () => {
    const kept = readOutlookText(
      outlookText(outlook(1234.56789, 0.123456, { scores: thirteen(-1.23456), weekdayShares: [1 / 3] })),
    )
    expect(kept.blocks[0]).toBe(1234.57)
    expect(kept.scales[0]).toBe(0.1235)
    expect(kept.scores?.[0]).toBe(-1.235)
    expect(kept.weekdayShares).toEqual([0.3333])
    expect(kept).not.toHaveProperty('blockCorrelation')
    expect(readOutlookText(outlookText(outlook(1, 1, { blockCorrelation: 0.15 }))).blockCorrelation).toBe(
      0.15,
    )
  })

  it('is short', () => {
    expect(outlookText(outlook(1 / 3, 1 / 7)).length).toBeLessThan(350)
  })
})

describe('outlooks', () => {
  it('are scaled block by block', () => {
    const scaled = scaleOutlook(outlook(10, 4), [2, 0])
    expect(scaled.blocks.slice(0, 3)).toEqual([20, 0, 10])
    expect(scaled.scales.slice(0, 3)).toEqual([8, 0, 4])
  })

  it('add up, with errors that go their own ways', () => {
    const mondays = [1, 0, 0, 0, 0, 0, 0]
    const sum = sumOutlooks([outlook(30, 3), outlook(10, 4, { weekdayShares: mondays })])
    expect(sum.blocks[0]).toBe(40)
    expect(sum.scales[0]).toBe(5)
    expect(sum.weekdayShares).toEqual([0.25, 0, 0, 0, 0, 0.375, 0.375])
    expect(sum.scores).toBeNull()
  })

  it('of nothing are zero, every day alike', () => {
    const nothing = sumOutlooks([])
    expect(nothing.blocks).toEqual(thirteen(0))
    expect(nothing.weekdayShares).toEqual(new Array(7).fill(1 / 7))
  })
})
