import { describe, expect, it } from 'vitest'
import { accuracyAddress, levelsOf, newestByGroup, parseAccuracyView } from '#app/forecasts/accuracy-view.ts'
import type { ForecastAccuracyView } from '#shared/contracts/forecasts.ts'

describe('the view of the page about accuracy', () => {
  it('stands in its address, and heeds nothing that it does not know', () => {
    const view = { horizonDays: 7, level: 'category', group: 'model' } as const
    expect(parseAccuracyView(new URL(accuracyAddress(view), 'https://patron.test').searchParams)).toEqual(
      view,
    )
    const usual = parseAccuracyView(new URLSearchParams('horizon=9&level=shelf&by=moon'))
    expect(usual).toEqual({ horizonDays: 28, level: undefined, group: 'class' })
    expect(accuracyAddress(usual)).toBe('/forecasts/accuracy')
  })

  it('shows the finest level there is, unless another one is wanted and there', () => {
    const rows = [{ level: 'total' }, { level: 'sku' }, { level: 'total' }] as const
    expect(levelsOf(rows, undefined)).toEqual({ levels: ['sku', 'total'], shown: 'sku' })
    expect(levelsOf(rows, 'total').shown).toBe('total')
    expect(levelsOf(rows, 'store').shown).toBe('sku')
    expect(levelsOf([], 'store')).toEqual({ levels: [], shown: undefined })
  })

  it('takes the newest comparison apart, what sells most first', () => {
    const row = (toDay: string, groupName: string, actualUnits: number) =>
      ({ toDay, groupName, actualUnits }) as ForecastAccuracyView
    const rows = [row('2026-11-21', 'a', 1), row('2026-11-21', 'b', 9), row('2026-11-14', 'c', 99)]
    expect(newestByGroup(rows).map(({ groupName }) => groupName)).toEqual(['b', 'a'])
    expect(newestByGroup([])).toEqual([])
  })
})
