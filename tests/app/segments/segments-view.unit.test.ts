import { describe, expect, it } from 'vitest'
import {
  movementsAddress,
  movementsQuery,
  parseMovementsView,
  parseSegmentKind,
  segmentKinds,
  segmentsAddress,
} from '#app/segments/segments-view.ts'
import { segmentKinds as kindsOfApi, listSegmentMovementsQuerySchema } from '#shared/contracts/segments.ts'

const view = (search: string) => parseMovementsView(new URLSearchParams(search))

describe('the kinds of segments', () => {
  it('are those of the API, each with an address of its own', () => {
    expect(segmentKinds).toEqual([...kindsOfApi])
    for (const kind of segmentKinds) {
      expect(parseSegmentKind(new URL(segmentsAddress(kind), 'https://shop.example').searchParams)).toBe(kind)
    }
    expect(parseSegmentKind(new URLSearchParams('kind=zodiac'))).toBe('rfm')
  })
})

describe('the view of movements', () => {
  it.each([
    '/segments/movements',
    '/segments/movements?segment=At+risk',
    '/segments/movements?kind=segment&segment=A&cursor=abc',
  ])('%s leads to itself', (address) => {
    expect(movementsAddress(view(address.split('?')[1] ?? ''))).toBe(address)
  })

  it('overlooks what it does not know', () => {
    expect(movementsAddress(view('kind=zodiac&segment=%20&cursor='))).toBe('/segments/movements')
  })

  it('is what the API is asked for', () => {
    expect(listSegmentMovementsQuerySchema.parse(movementsQuery(view('segment=At+risk')))).toEqual({
      kind: 'rfm',
      segment: 'At risk',
      limit: 50,
    })
  })
})
