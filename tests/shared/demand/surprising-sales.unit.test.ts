import { describe, expect, it } from 'vitest'
import { driftFrom, surpriseOf, worthiest } from '#shared/demand/surprising-sales.ts'

const compared = (actualUnits: number) => ({
  actualUnits,
  expectedUnits: 20,
  middleUnits: 20,
  lower80: 12,
  upper80: 28,
  lower95: 10,
  upper95: 30,
  naiveUnits: 20,
  absoluteScale: null,
  squaredScale: null,
})

describe('sales are a surprise', () => {
  it('outside of the 95 % interval, worth what lies between them and what was expected', () => {
    expect(surpriseOf(compared(48), 250)).toEqual({
      kind: 'sales-above',
      actual: 48,
      expected: 20,
      low: 10,
      high: 30,
      worthMinor: 28 * 250,
    })
    expect(surpriseOf(compared(4), null)).toMatchObject({ kind: 'sales-below', worthMinor: 0 })
  })

  it.each([10, 20, 30])('but not at %d', (units) => {
    expect(surpriseOf(compared(units), 250)).toBeNull()
  })

  it('of which those about the most money are told', () => {
    const all = [5, 0, 90, 40, 41].map((worthMinor) => ({ worthMinor }))
    expect(worthiest(all, 10, 2)).toEqual([{ worthMinor: 90 }, { worthMinor: 41 }])
    expect(worthiest(all, 0, 9)).toHaveLength(4)
  })
})

describe('forecasts have become worse', () => {
  it.each([
    ['a third worse than usual', [0.2, 0.22, 0.18, 0.2, 0.3], 0.2],
    ['hardly worse', [0.2, 0.22, 0.18, 0.2, 0.25], null],
    ['a third worse, but still good', [0.02, 0.02, 0.02, 0.02, 0.06], null],
    ['too little is known', [0.2, 0.2, 0.2, 0.9], null],
    ['nothing is known', [], null],
  ])('%s', (_, rates, usual) => {
    const drift = driftFrom(rates)
    if (usual === null) expect(drift).toBeNull()
    else expect(drift).toBeCloseTo(usual, 9)
  })
})
