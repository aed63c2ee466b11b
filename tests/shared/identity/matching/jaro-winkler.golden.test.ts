import { describe, expect, it } from 'vitest'
import { jaroSimilarity, jaroWinkler } from '#shared/identity/matching/jaro-winkler.ts'

/**
 * Winkler, Overview of Record Linkage and Current Research Directions (US Census Bureau RRS2006-02), table 6, to three
 * places. Left out are its pairs shown as 0.000 (Hardin and Martinez, Itman and Smith, Jon and Jan): the Census
 * Bureau's program sets those to nought by a rule of its own, outside the formula.
 */
const published: readonly (readonly [string, string, number, number])[] = [
  ['SHACKLEFORD', 'SHACKELFORD', 0.97, 0.982],
  ['DUNNINGHAM', 'CUNNIGHAM', 0.896, 0.896],
  ['NICHLESON', 'NICHULSON', 0.926, 0.956],
  ['JONES', 'JOHNSON', 0.79, 0.832],
  ['MASSEY', 'MASSIE', 0.889, 0.933],
  ['ABROMS', 'ABRAMS', 0.889, 0.922],
  ['JERALDINE', 'GERALDINE', 0.926, 0.926],
  ['MARHTA', 'MARTHA', 0.944, 0.961],
  ['MICHELLE', 'MICHAEL', 0.869, 0.921],
  ['JULIES', 'JULIUS', 0.889, 0.933],
  ['TANYA', 'TONYA', 0.867, 0.88],
  ['DWAYNE', 'DUANE', 0.822, 0.84],
  ['SEAN', 'SUSAN', 0.783, 0.805],
  ['JON', 'JOHN', 0.917, 0.933],
]

describe('jaroWinkler', () => {
  it.each(published)('compares %s and %s as published', (left, right, jaro, winkler) => {
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as const) {
      expect(jaroSimilarity(one, other)).toBeCloseTo(jaro, 3)
      expect(jaroWinkler(one, other)).toBeCloseTo(winkler, 3)
    }
  })

  it('knows nothing common and nothing different', () => {
    expect(jaroWinkler('', '')).toBe(1)
    expect(jaroWinkler('ada', 'ada')).toBe(1)
    expect(jaroWinkler('ada', '')).toBe(0)
    expect(jaroWinkler('abc', 'xyz')).toBe(0)
  })
})
