import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { productViewOf, runningVisit, visitsOf } from '#shared/features/product-views.ts'

const minuteMs = 60_000
const nowMs = Date.UTC(2026, 5, 1)
const views = fc.array(
  fc.record({
    productId: fc.constantFrom('mug', 'pot', 'cup'),
    at: fc.integer({ min: 0, max: 600 }).map((minute) => nowMs - minute * minuteMs),
  }),
  { maxLength: 30 },
)

describe('visits', () => {
  it('hold every view once, in the order of time, with half an hour and more between two visits and less within one', () => {
    fc.assert(
      fc.property(views, (all) => {
        const visits = visitsOf(all)
        const times = visits.flat().map(({ at }) => at)
        expect(times).toEqual(all.map(({ at }) => at).sort((left, right) => left - right))
        for (const [index, visit] of visits.entries()) {
          const gaps = visit.slice(1).map(({ at }, place) => at - (visit[place]?.at ?? 0))
          expect(gaps.every((gap) => gap < 30 * minuteMs)).toBe(true)
          const before = visits[index - 1]?.at(-1)
          if (before !== undefined)
            expect((visit[0]?.at ?? 0) - before.at).toBeGreaterThanOrEqual(30 * minuteMs)
        }
      }),
    )
  })

  it('that go on have a view of the last half hour, and none of the future', () => {
    const at = (minutes: number, productId = 'mug') => ({ productId, at: nowMs + minutes * minuteMs })
    expect(runningVisit([at(-31)], nowMs)).toEqual([])
    expect(runningVisit([at(-29), at(-50), at(-90)], nowMs)).toEqual([at(-50), at(-29)])
    expect(runningVisit([at(-10), at(5, 'pot')], nowMs)).toEqual([at(-10)])
    expect(runningVisit([], nowMs)).toEqual([])
  })
})

describe('a view', () => {
  it.each([
    ['Product Viewed', { product_id: 'p-1', sku: 's-1' }, 'p-1'],
    ['Product Added', { productId: ' p-2 ' }, 'p-2'],
    ['Product Clicked', { product_id: 77 }, '77'],
    ['Product Viewed', { product_id: '', sku: 's-1' }, 's-1'],
    ['Product Viewed', { product_id: 'x'.repeat(501) }, undefined],
    ['Product Viewed', { product_id: { a: 1 } }, undefined],
    ['Product Viewed', undefined, undefined],
    ['Product Removed', { product_id: 'p-1' }, undefined],
    ['Order Completed', { product_id: 'p-1' }, undefined],
  ])('of %s with %j is of %s', (name, properties, productId) => {
    const view = productViewOf({ name, occurredAt: 5, ...(properties !== undefined && { properties }) })
    expect(view).toEqual(productId === undefined ? undefined : { productId, at: 5 })
  })
})
