import { describe, expect, it } from 'vitest'
import { seriesAnomaly } from '#shared/predictions/anomalies/series-anomaly.ts'

/** Ten weeks from a Monday to a Saturday, the last day to be replaced. */
const days = Array.from({ length: 70 - 1 }, (_, day) => (day % 7 === 5 ? 200 : 100) + (day % 3))

describe('seriesAnomaly', () => {
  it('says how far a day is from a usual day of its name', () => {
    expect(seriesAnomaly('Orders', days.with(-1, 40), '2026-11-21', 1, 0.5)).toMatchObject({
      actual: 40,
      words: 'Orders 80 % below a usual Saturday',
    })
    expect(seriesAnomaly('Orders', days.with(-1, 402), '2026-11-21', 1, 0.5)?.words).toBe(
      'Orders 100 % above a usual Saturday',
    )
  })

  it('keeps quiet about a usual day, one below the threshold, and a shop that is too young', () => {
    expect(seriesAnomaly('Orders', days, '2026-11-21', 1, 0.5)).toBeNull()
    expect(seriesAnomaly('Orders', days.with(-1, 290), '2026-11-21', 1, 0.5)).toBeNull()
    expect(seriesAnomaly('Orders', days.with(-1, 290), '2026-11-21', 1, 0.3)).not.toBeNull()
    expect(seriesAnomaly('Orders', [1, 2, 900], '2026-11-21', 1, 0.5)).toBeNull()
  })

  it('tells sales where there are none else', () => {
    expect(seriesAnomaly('Orders', [...new Array(63).fill(0), 40], '2026-11-22', 1, 0.5)?.words).toBe(
      'Orders on a Sunday, when there usually are none',
    )
  })
})
