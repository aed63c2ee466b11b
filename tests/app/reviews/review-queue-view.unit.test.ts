import { describe, expect, it } from 'vitest'
import { parseReviewQueueView, reviewQueueAddress, reviewQueueQuery } from '#app/reviews/review-queue-view.ts'

const view = (search: string) => parseReviewQueueView(new URLSearchParams(search))
const email = 'ada@example.com'

describe('the view of the review queue', () => {
  it.each([
    '/reviews',
    '/reviews?status=all',
    '/reviews?reason=match&assigned=mine',
    '/reviews?status=merged&reason=shared-device&assigned=nobody&cursor=abc',
  ])('%s leads to itself', (address) => {
    expect(reviewQueueAddress(view(address.split('?')[1] ?? ''))).toBe(address)
  })

  it('begins with the open ones of everybody, and ignores what it does not know', () => {
    const start = { status: 'open', reason: undefined, assigned: 'anyone', cursor: undefined }
    expect(view('')).toEqual(start)
    expect(view('status=lost&reason=whim&assigned=you&cursor=')).toEqual(start)
  })

  it.each([
    ['', undefined],
    ['assigned=mine', email],
    ['assigned=nobody', 'nobody'],
  ])('"%s" asks for reviews of %s', (search, assignedTo) => {
    expect(reviewQueueQuery(view(search), email)).toMatchObject({ status: 'open', assignedTo })
  })
})
